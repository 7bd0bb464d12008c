import { decideOverlap } from '../consensus/decide-overlap.ts';
import type { Trx } from '../deps.ts';
import { meanAgreement } from './compare-results.ts';
import { answersSoFar } from './overlap-queries.ts';
import { appendSlot, type LockedLease } from './queries.ts';
import type { SubmissionContext } from './submission-queries.ts';

type Terms = Pick<
  SubmissionContext,
  'kind' | 'overlap' | 'overlap_max' | 'agreement_threshold_ppm'
>;

/** Whether a submission under these terms can lead to one more slot for its task. */
export const mayRaise = (terms: Terms): boolean =>
  terms.kind === 'work' &&
  terms.overlap_max > terms.overlap &&
  terms.agreement_threshold_ppm !== null;

/**
 * After a submission: where the answers to the task disagree, one more is asked for, up to the package's
 * maximum. Nothing is decided while an answer is outstanding; the task's row, which the submission has
 * changed, lets concurrent submissions of one task decide one after the other.
 */
export async function raiseOverlap(trx: Trx, lease: LockedLease, terms: Terms): Promise<void> {
  const { overlap: base, overlap_max: max, agreement_threshold_ppm: threshold } = terms;
  if (threshold === null || !mayRaise(terms)) return;
  const { slots, results } = await answersSoFar(trx, lease.slot.award_id, lease.slot.task_id);
  const outstanding = slots.some((s) => ['open', 'leased', 'returned'].includes(s.state));
  if (outstanding) return;
  const evidence = {
    answers: slots.length,
    agreement: meanAgreement(results),
    posterior: null,
  };
  const rule = { base, max, agreement: threshold / 1_000_000, posterior: 0.95 };
  if (decideOverlap(evidence, rule).kind !== 'raise') return;
  await appendSlot(trx, lease.slot, Math.max(...slots.map((s) => s.overlap_index)) + 1);
}
