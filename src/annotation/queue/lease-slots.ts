import { membershipOf, type UserActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allowLabel, visible } from '../policy.ts';
import { requireQualified } from '../qualification/require-qualified.ts';
import { mediaOf, predictionsOf } from '../tasks/view.ts';
import { effectiveRole } from '../vendors/standing.ts';
import { claimContext, claimSlots, type ClaimContext, type LeasedSlot } from './claim-queries.ts';
import { explainQueue } from './explain-queue.ts';
import { goldRate } from './gold-rate.ts';
import { commentsOf, returnedResult } from './queries.ts';
import type { LeaseRequest, LeaseView, QueueView } from './schema.ts';
import { commentView } from './view.ts';
import { requireLabour, type Standing } from './require-labour.ts';
import { requireRunning } from './workplace.ts';

/** How long a lease lasts without a heartbeat, seconds. */
export const leaseSeconds = { online: 600, offline: 4 * 3600 } as const;
/** Most leases one person may hold in one package at a time. */
const mostLive = 50;

/** Now and then a gold item instead, at a rate by the person's skill. */
function goldItem(
  place: Pick<ClaimContext, 'gold_rate_bp' | 'gold_graded' | 'gold_score'>,
): boolean {
  const record = { graded: Number(place.gold_graded), score: place.gold_score };
  const rate = goldRate(place.gold_rate_bp, record);
  return rate > 0 && Math.random() * 10_000 < rate;
}

/** The actor's role and skills in the vendor's team; undefined without a role. */
function standingOf(
  actor: UserActor,
  place: Pick<ClaimContext, 'vendor_org_id' | 'team_role' | 'skills'>,
): Standing | undefined {
  const membership = membershipOf(actor, place.vendor_org_id);
  const role = membership && effectiveRole(place.team_role, membership.role);
  return role && { role, skills: place.skills };
}

/** What a reviewer sent back, for a slot that was had before. */
async function returnedView(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  { slot_id, task_id, attempt }: LeasedSlot,
): Promise<LeaseView['returned']> {
  if (attempt === 1) return null;
  return deps.store.read(actor, async (db) => {
    const earlier = await returnedResult(db, slot_id);
    if (!earlier) return null;
    const comments = (await commentsOf(db, task_id)).map(commentView);
    return { reason: earlier.return_reason, result: earlier.result, comments };
  });
}

function leaseView(slot: LeasedSlot, returned: LeaseView['returned']): LeaseView {
  const { lease_id, slot_id, task_id, draft, draft_revision } = slot;
  return {
    id: lease_id,
    slotId: slot_id,
    mode: slot.mode,
    expiresAt: new Date(slot.expires_at).toISOString(),
    attempt: slot.attempt,
    task: {
      id: task_id,
      number: slot.number,
      data: slot.data,
      media: mediaOf({ id: task_id, data: slot.data, media: slot.media }),
      predictions: predictionsOf(slot.predictions),
    },
    draft: draft && draft_revision !== null ? { result: draft, revision: draft_revision } : null,
    returned,
  };
}

/**
 * Leases up to `count` slots of a package to the actor. A repeated request (same key) gets the leases
 * it was given. Fewer, or none, when there are no more; the queue view says why.
 */
export async function leaseSlots(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  packageId: string,
  request: LeaseRequest & { readonly key: string },
): Promise<{ leases: LeaseView[]; queue: QueueView }> {
  const place = visible(await claimContext(deps, actor, packageId));
  const { award_id } = place;
  if (award_id === null) throw new AppError(annotationErrors.noAward);
  const award = allowLabel(actor, { ...place, award_id });
  requireRunning(award);
  requireLabour(award, standingOf(actor, award));
  requireQualified(award, award.passed);
  const claim = {
    award: award.award_id,
    package: packageId,
    project: award.project_id,
    org: award.org_id,
    vendor: award.vendor_org_id,
    mode: request.mode,
    seconds: leaseSeconds[request.mode],
    key: request.key,
    most: mostLive,
  };
  const ids = Array.from({ length: request.count }, () => newId());
  const gold = ids.map(() => goldItem(award));
  const { leases, counts } = await claimSlots(deps, actor, claim, ids, gold);
  const views: LeaseView[] = [];
  for (const slot of leases) views.push(leaseView(slot, await returnedView(deps, actor, slot)));
  return { leases: views, queue: explainQueue(counts, new Date()) };
}
