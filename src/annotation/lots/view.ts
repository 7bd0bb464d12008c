import type { UserActor } from '#src/kernel/actor.ts';
import { isMember } from '../policy.ts';
import { mediaOf } from '../tasks/view.ts';
import type { LotRow, sampleRows } from './queries.ts';
import type { LotView, SampleUnit } from './schema.ts';

const leads = (actor: UserActor, orgId: string): boolean =>
  actor.orgs.some((m) => m.orgId === orgId && m.role !== 'member');

/** A lot as the actor sees it: what was found so far is the demand side's until the decision. */
export function lotView(actor: UserActor, row: LotRow): LotView {
  const ownTeam = row.org_id === row.vendor_org_id;
  const demand = isMember(actor, row.org_id) && (ownTeam || !isMember(actor, row.vendor_org_id));
  const open = row.state === 'submitted';
  return {
    id: row.id,
    sequence: row.sequence,
    awardId: row.award_id,
    packageId: row.package_id,
    vendorId: row.vendor_org_id,
    vendor: { nameZh: row.name_zh, nameEn: row.name_en },
    state: row.state,
    rework: row.rework,
    size: row.size,
    digest: row.digest,
    plan: {
      standard: 'ISO 2859-1',
      level: 'II',
      aql: row.aql,
      severity: row.severity,
      letter: row.letter,
      sample: row.sample_size,
      accept: row.accept_number,
      reject: row.reject_number,
      inspectAll: row.sample_size >= row.size,
    },
    commitment: row.commitment,
    committedAt: row.committed_at.toISOString(),
    inspected: row.inspected,
    ...(demand || !open ? { defects: row.defects } : {}),
    seed: row.seed,
    reason: row.reason,
    submittedAt: row.submitted_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    certified: row.certificate !== null,
    revision: row.revision,
    may: {
      inspect: demand && open && (!ownTeam || leads(actor, row.org_id)),
      decide: demand && open && leads(actor, row.org_id),
    },
  };
}

type SampleRow = Awaited<ReturnType<typeof sampleRows>>[number];

export const sampleUnit =
  (actor: UserActor) =>
  (row: SampleRow): SampleUnit => ({
    position: row.position,
    annotationId: row.annotation_id,
    digest: row.digest,
    verdict: row.verdict,
    reason: row.reason,
    inspectedAt: row.inspected_at?.toISOString() ?? null,
    own: row.person_id === actor.userId,
    result: row.result,
    task: {
      id: row.task_id,
      number: Number(row.task_number),
      data: row.data,
      media: mediaOf({ id: row.task_id, data: row.data, media: row.media }),
    },
  });
