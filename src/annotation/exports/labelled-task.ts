import type { Db } from '../deps.ts';
import type { LabelledAnnotation, LabelledTask, ResultItem } from '../region.ts';
import {
  labelledTasks,
  type LabelledRow,
  type ResultRow,
  type ResultScope,
} from './task-queries.ts';

const pageSize = 500;

const annotationOf = (row: ResultRow): LabelledAnnotation => ({
  id: row.n,
  completed_by: row.p,
  result: row.r as ResultItem[],
  was_cancelled: row.s === 'skipped',
  ground_truth: false,
  created_at: row.c,
  updated_at: row.u,
  lead_time: row.l / 1000,
  unique_id: row.i,
});

/**
 * A task as Label Studio writes it. The right result of a gold item is an annotation with `ground_truth`
 * and, as nobody submitted it, with the negative number of its task.
 */
export function labelledTask(row: LabelledRow): LabelledTask {
  const number = Number(row.number);
  const created = row.created_at.toISOString();
  const right: LabelledAnnotation[] = row.gold
    ? [
        {
          id: -number,
          completed_by: 0,
          result: row.gold as ResultItem[],
          was_cancelled: false,
          ground_truth: true,
          created_at: created,
          updated_at: created,
          lead_time: null,
        },
      ]
    : [];
  return {
    id: number,
    data: row.data,
    ...(row.meta ? { meta: row.meta } : {}),
    annotations: [...right, ...(row.results ?? []).map(annotationOf)],
    predictions: (row.predictions ?? []) as LabelledTask['predictions'],
    created_at: created,
  };
}

/** Runs a query in some transaction: one for a snapshot, or one a page. */
export type ReadPage = <R>(run: (db: Db) => Promise<R>) => Promise<R>;

/**
 * The tasks of a scope by a cursor, a page in memory. Unless all is asked for, a task without a result is
 * left out. `seen` is told how many tasks were looked at.
 */
export async function* labelledTasksOf(
  read: ReadPage,
  scope: ResultScope,
  seen: (tasks: number) => void = () => {},
): AsyncGenerator<LabelledTask> {
  let after = 0n;
  let next = read((db) => labelledTasks(db, scope, { after: 0n, limit: pageSize }));
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (!last) return;
    after = last.number;
    const full = rows.length === pageSize;
    if (full) {
      next = read((db) => labelledTasks(db, scope, { after, limit: pageSize }));
      // Read ahead while this page is written; a failure is seen when its turn comes.
      next.catch(() => {});
    }
    for (const row of rows) {
      const task = labelledTask(row);
      if (scope.which === 'all' || task.annotations.length > 0) yield task;
    }
    seen(rows.length);
    if (!full) return;
  }
}
