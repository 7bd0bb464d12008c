import type { Actor } from '#src/kernel/actor.ts';
import { isMember } from '../policy.ts';
import type { ProjectRow, ProjectSummaryRow } from './queries.ts';
import type { ProjectSettings, ProjectSummary, ProjectView } from './schema.ts';

export const projectSummary = (row: ProjectSummaryRow): ProjectSummary => ({
  id: row.id,
  number: Number(row.number),
  org: { id: row.org_id, slug: row.slug, nameZh: row.name_zh, nameEn: row.name_en },
  title: row.title,
  description: row.description,
  state: row.state,
  taskCount: Number(row.task_count),
  goldCount: Number(row.gold_count),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** A project as `actor` sees it; vendors learn neither the number of results nor of gold items. */
export function projectView(
  actor: Actor,
  row: ProjectRow,
  annotationCount: number | null,
): ProjectView {
  const inside = isMember(actor, row.org_id);
  const role = actor.kind === 'user' && actor.orgs.find((m) => m.orgId === row.org_id)?.role;
  return {
    ...projectSummary(row),
    goldCount: annotationCount === null ? 0 : Number(row.gold_count),
    labelConfig: row.label_config,
    instructions: row.instructions,
    settings: row.settings as ProjectSettings,
    annotationCount,
    may: { edit: inside, distribute: role === 'owner' || role === 'manager' },
    revision: row.revision,
  };
}
