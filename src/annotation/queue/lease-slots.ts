import type { UserActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';
import { requireQualified } from '../qualification/require-qualified.ts';
import { mediaOf, predictionsOf } from '../tasks/view.ts';
import {
  claimKinds,
  claimSlot,
  leasesOfRequest,
  lockWorker,
  queueCounts,
  type Claimer,
  type LeasedSlot,
} from './claim-queries.ts';
import { explainQueue } from './explain-queue.ts';
import { claimGold } from './gold-queries.ts';
import { goldRate } from './gold-rate.ts';
import { commentsOf, returnedResult } from './queries.ts';
import type { LeaseRequest, LeaseView, QueueView } from './schema.ts';
import { commentView } from './view.ts';
import { requireLabour } from './require-labour.ts';
import { requireRunning, workplace, type Workplace } from './workplace.ts';

/** How long a lease lasts without a heartbeat, seconds. */
export const leaseSeconds = { online: 600, offline: 4 * 3600 } as const;
/** Most leases one person may hold in one package at a time. */
const mostLive = 50;

/** The first slot there is: returned to the person, then open, then expired. */
async function claimOne(
  trx: Trx,
  claimer: Claimer,
  worker: { readonly has_returned: boolean },
): Promise<LeasedSlot | undefined> {
  for (const kind of claimKinds) {
    if (kind === 'returned' && !worker.has_returned) continue;
    const slot = await claimSlot(trx, kind, claimer, newId());
    if (slot) return slot;
  }
  return undefined;
}

/** Now and then a gold item instead, at a rate by the person's skill. */
async function goldItem(
  trx: Trx,
  { package: row }: Workplace,
  claimer: Claimer,
  worker: { readonly gold_graded: bigint; readonly gold_score: number },
): Promise<LeasedSlot | undefined> {
  const record = { graded: Number(worker.gold_graded), score: worker.gold_score };
  const rate = goldRate(row.gold_rate_bp, record);
  if (rate === 0 || Math.random() * 10_000 >= rate) return undefined;
  return claimGold(trx, row.project_id, claimer, newId());
}

async function leaseView(trx: Trx, slot: LeasedSlot): Promise<LeaseView> {
  const { lease_id, slot_id, task_id, draft, draft_revision } = slot;
  const earlier = slot.attempt > 1 ? await returnedResult(trx, slot_id) : undefined;
  const returned = earlier && {
    reason: earlier.return_reason,
    result: earlier.result,
    comments: (await commentsOf(trx, task_id)).map(commentView),
  };
  return {
    id: lease_id,
    slotId: slot_id,
    mode: slot.mode,
    expiresAt: slot.expires_at.toISOString(),
    attempt: slot.attempt,
    task: {
      id: task_id,
      number: Number(slot.number),
      data: slot.data,
      media: mediaOf({ id: task_id, data: slot.data, media: slot.media }),
      predictions: predictionsOf(slot.predictions),
    },
    draft: draft && draft_revision !== null ? { result: draft, revision: draft_revision } : null,
    returned: returned ?? null,
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
  return deps.store.write(actor, async (trx) => {
    const place = await workplace(trx, actor, packageId);
    requireRunning(place);
    await requireLabour(trx, actor, place);
    await requireQualified(trx, place.package, actor.userId);
    const { award } = place;
    const claimer: Claimer = {
      awardId: award.id,
      packageId,
      orgId: award.org_id,
      vendorOrgId: award.vendor_org_id,
      personId: actor.userId,
      mode: request.mode,
      seconds: leaseSeconds[request.mode],
      requestKey: request.key,
    };
    const worker = await lockWorker(trx, claimer);
    const slots = await leasesOfRequest(trx, actor.userId, request.key);
    const wanted = slots.length > 0 ? 0 : Math.min(request.count, mostLive - Number(worker.live));
    for (let n = 0; n < wanted; n += 1) {
      const slot =
        (await goldItem(trx, place, claimer, worker)) ?? (await claimOne(trx, claimer, worker));
      if (!slot) break;
      slots.push(slot);
    }
    const leases: LeaseView[] = [];
    for (const slot of slots) leases.push(await leaseView(trx, slot));
    const counts = await queueCounts(trx, award.id, actor.userId);
    return { leases, queue: explainQueue(counts, new Date()) };
  });
}
