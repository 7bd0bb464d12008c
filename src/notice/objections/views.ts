import { isStaff, membershipOf, type Actor } from '#src/kernel/actor.ts';
import { numberOf } from '../notices/views.ts';
import type { CaseRow, EvidenceRow } from './queries.ts';
import type { EvidenceViewBody, ObjectionViewBody } from './schema.ts';

export const evidenceView = (row: EvidenceRow): EvidenceViewBody => ({
  id: row.id,
  name: row.name,
  mediaType: row.media_type,
  sizeBytes: row.size_bytes,
  sha256: row.sha256,
  addedAt: row.added_at.toISOString(),
});

const staffPart = (actor: Actor, row: CaseRow) => ({
  filedBy: {
    name: row.name,
    email: row.email ?? '',
    ...(row.contact === null ? {} : { contact: row.contact }),
  },
  concerned:
    (actor.kind === 'user' && actor.userId === row.filed_by) ||
    row.org_ids.some((id) => membershipOf(actor, id)),
  answeredByMe: actor.kind === 'user' && actor.userId === row.answered_by,
});

/** The objection as the person who filed it reads it; staff sees who that is. */
export function objectionView(
  actor: Actor,
  row: CaseRow,
  evidence: readonly EvidenceRow[],
): ObjectionViewBody {
  const item = row.item === null ? undefined : row.items[row.item]?.title;
  return {
    id: row.id,
    number: row.number,
    notice: {
      id: row.notice_id,
      number: numberOf({ number: row.notice_number, created_at: row.notice_created_at }),
      title: { zh: row.title_zh, en: row.title_en },
      ...(row.ends_at ? { endsAt: row.ends_at.toISOString() } : {}),
    },
    state: row.state,
    ...(item ? { item: { ...item } } : {}),
    statement: row.statement,
    links: row.links,
    evidence: evidence.filter((e) => e.objection_id === row.id).map(evidenceView),
    filedAt: row.filed_at.toISOString(),
    ...(row.admitted_at ? { admittedAt: row.admitted_at.toISOString() } : {}),
    ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
    ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
    ...(row.answer === null ? {} : { answer: row.answer }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(isStaff(actor, 'operator', 'approver', 'auditor') ? staffPart(actor, row) : {}),
    revision: row.revision,
  };
}
