import type { Actor } from '#src/kernel/actor.ts';
import { isMember } from '../policy.ts';
import type { ImportRow, problemsOf, TaskRow } from './queries.ts';
import type { StoredPrediction } from './read-item.ts';
import type { ImportView, Prediction, TaskView } from './schema.ts';

type ProblemRow = Awaited<ReturnType<typeof problemsOf>>[number];

export const importView = (
  row: ImportRow,
  problems: readonly ProblemRow[],
  nextProblems: string | undefined,
): ImportView => ({
  id: row.id,
  projectId: row.project_id,
  state: row.state,
  format: row.format,
  totalBytes: row.total_bytes === null ? null : Number(row.total_bytes),
  doneBytes: Number(row.done_bytes),
  items: Number(row.items),
  tasks: Number(row.tasks),
  annotations: Number(row.annotations),
  problemCount: Number(row.problems),
  error: row.error && {
    code: row.error.code,
    sentence: { zh: row.error.zh, en: row.error.en },
  },
  createdAt: row.created_at.toISOString(),
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  problems: problems.map(({ item, line, field, code, zh, en }) => ({
    item: Number(item),
    line: line === null ? null : Number(line),
    field,
    code,
    sentence: { zh, en },
  })),
  ...(nextProblems === undefined ? {} : { nextProblems }),
});

/** Predictions in the shape of the API. */
export const predictionsOf = (stored: readonly unknown[] | null): Prediction[] =>
  ((stored ?? []) as StoredPrediction[]).map((p) => ({
    modelVersion: p.model_version ?? null,
    score: p.score ?? null,
    result: [...p.result],
  }));

const outside = (value: unknown): boolean =>
  typeof value === 'string' && /^https?:\/\//.test(value) && value.length < 4096;

/** Where the content of each field of a task is fetched: through the hub, stored or from outside. */
export function mediaOf(task: Pick<TaskRow, 'id' | 'data' | 'media'>): Record<string, string> {
  const fields = [
    ...Object.keys(task.media ?? {}),
    ...Object.entries(task.data).flatMap(([field, value]) => (outside(value) ? [field] : [])),
  ];
  return Object.fromEntries(
    [...new Set(fields)].map((field) => [
      field,
      `/api/v1/annotation/tasks/${task.id}/media/${encodeURIComponent(field)}`,
    ]),
  );
}

/** A task as `actor` sees it: what is right, and where it comes from, only the demand side learns. */
export const taskView = (actor: Actor, row: TaskRow): TaskView => ({
  id: row.id,
  number: Number(row.number),
  projectId: row.project_id,
  data: row.data,
  meta: row.meta,
  predictions: predictionsOf(row.predictions),
  media: mediaOf(row),
  ...(isMember(actor, row.org_id) ? { gold: row.gold, source: row.source } : {}),
  submittedCount: row.submitted_count,
  acceptedCount: row.accepted_count,
  createdAt: row.created_at.toISOString(),
});
