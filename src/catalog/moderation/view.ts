import type { AppealRow, ReportRow, SuspensionRow } from './queries/moderation.ts';
import type { AppealView, ReportView, SuspensionView } from './schema.ts';

type Id = ReportView['id'];
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const reportView = (r: ReportRow): ReportView => ({
  id: r.id as Id,
  dataset: { id: r.dataset_id, org: r.org_slug, name: r.name },
  kind: r.kind,
  text: r.text,
  state: r.state,
  email: r.email,
  decision: r.decision,
  createdAt: r.created_at.toISOString(),
  decidedAt: iso(r.decided_at),
});

/** Who ordered it is the operators' affair: the audit record holds it. */
export const suspensionView = (s: SuspensionRow): SuspensionView => ({
  id: s.id as Id,
  dataset: { id: s.dataset_id, org: s.org_slug, name: s.name, revision: s.revision },
  reason: s.reason,
  orderedAt: s.ordered_at.toISOString(),
  liftedReason: s.lifted_reason,
  liftedAt: iso(s.lifted_at),
});

export const appealView = (a: AppealRow): AppealView => ({
  id: a.id as Id,
  dataset: { id: a.dataset_id, org: a.org_slug, name: a.name },
  suspension: a.suspension_reason,
  text: a.text,
  state: a.state,
  decision: a.decision,
  createdAt: a.created_at.toISOString(),
  decidedAt: iso(a.decided_at),
});
