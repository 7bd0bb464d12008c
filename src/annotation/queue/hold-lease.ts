import type { UserActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allowLabour } from '../policy.ts';
import { adoptFor } from './adopt-orphan.ts';
import { leaseSeconds } from './lease-slots.ts';
import {
  cancelSlot,
  draftOf,
  endLease,
  lockLease,
  prolongLease,
  reopenSlot,
  storeDraft,
} from './queries.ts';

/** Prolongs a lease, also an expired one that nobody has taken over; annotation.leaseGone otherwise. */
export const prolong = (
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  leaseId: string,
): Promise<Date> =>
  deps.store.write(actor, async (trx) => {
    allowLabour(actor, await lockLease(trx, leaseId));
    const until = await prolongLease(trx, leaseId, actor.userId, leaseSeconds);
    if (!until) throw new AppError(annotationErrors.leaseGone);
    return until;
  });

/** Gives a lease back: the slot opens again at the end of the line. Giving back twice is no error. */
export const giveBack = (
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  leaseId: string,
): Promise<void> =>
  deps.store.write(actor, async (trx) => {
    const lease = allowLabour(actor, await lockLease(trx, leaseId));
    const { slot } = lease;
    if (slot.state !== 'leased' || slot.lease_id !== lease.id) return;
    await endLease(trx, lease);
    if (slot.kind === 'gold') await cancelSlot(trx, slot.id);
    else {
      await reopenSlot(trx, slot.id, slot.award_id);
      await adoptFor(trx, slot.id);
    }
  });

/**
 * Saves a draft and returns its revision. A draft made from an older revision is
 * annotation.draftStale with the stored one, so that nothing is overwritten unseen.
 */
export const saveDraft = (
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  leaseId: string,
  draft: { readonly result: readonly unknown[]; readonly revision: number },
): Promise<number> =>
  deps.store.write(actor, async (trx) => {
    const lease = allowLabour(actor, await lockLease(trx, leaseId));
    const revision = await storeDraft(trx, lease, draft.result, draft.revision);
    if (revision !== undefined) return revision;
    const current = await draftOf(trx, lease.slot_id, actor.userId);
    throw new AppError(annotationErrors.draftStale, { extra: { current } });
  });
