import type { Actor } from '#src/kernel/actor.ts';
import { isMember } from '../policy.ts';
import type { Progress, ProjectRow, ProjectSummaryRow } from './queries.ts';
import type { ProjectSettings, ProjectSummary, ProjectView } from './schema.ts';

/** What stands as done of what is to be done: each task that is not given out yet counts once. */
function donePpm(row: ProjectSummaryRow, progress: Progress | null): number | null {
  if (progress === null) return null;
  const { given = 0, done = 0, tasks = 0 } = progress.get(row.id) ?? {};
  const all = given + Math.max(0, Number(row.task_count - row.gold_count) - tasks);
  return all === 0 ? null : Math.min(1_000_000, Math.floor((done / all) * 1_000_000));
}

export const projectSummary = (
  row: ProjectSummaryRow,
  progress: Progress | null,
): ProjectSummary => ({
  id: row.id,
  number: Number(row.number),
  org: { id: row.org_id, slug: row.slug, nameZh: row.name_zh, nameEn: row.name_en },
  title: row.title,
  description: row.description,
  state: row.state,
  taskCount: Number(row.task_count),
  goldCount: Number(row.gold_count),
  donePpm: donePpm(row, progress),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** A project as `actor` sees it; vendors learn neither the number of results nor of gold items. */
export function projectView(
  actor: Actor,
  row: ProjectRow,
  annotationCount: number | null,
  progress: Progress | null,
): ProjectView {
  const inside = isMember(actor, row.org_id);
  const role = actor.kind === 'user' && actor.orgs.find((m) => m.orgId === row.org_id)?.role;
  return {
    ...projectSummary(row, progress),
    goldCount: annotationCount === null ? 0 : Number(row.gold_count),
    labelConfig: row.label_config,
    instructions: row.instructions,
    settings: row.settings as ProjectSettings,
    annotationCount,
    may: { edit: inside, distribute: role === 'owner' || role === 'manager' },
    revision: row.revision,
  };
}
