import type { UserActor } from '#src/kernel/actor.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allowLabour, visible } from '../policy.ts';
import { checkSubmission } from './check-submission.ts';
import { resultAgreement } from './compare-results.ts';
import { submissionContext, type SubmissionContext } from './gold-queries.ts';
import { bySubmission, lockLease, storeSubmission, type LockedLease } from './queries.ts';
import { raiseOverlap } from './raise-overlap.ts';
import type { Receipt, Submission } from './schema.ts';

/** Whether the slot may still be done under this lease: nobody else holds it, and nobody has done it. */
export function slotIsFree(lease: Pick<LockedLease, 'id' | 'slot'>): boolean {
  const { slot } = lease;
  if (slot.state === 'open') return true;
  if (slot.state !== 'leased') return false;
  return slot.lease_id === lease.id || slot.expired;
}

/** sha256 of what a submission says, whatever the order of its members. */
export const submissionDigest = (leaseId: string, body: Submission): Promise<string> =>
  sha256Hex(canonicalJson({ leaseId, result: body.result, skipped: body.skipped?.reason ?? null }));

/** How right an answer to a gold item is; a skipped one is wrong. */
const goldScore = (gold: readonly unknown[] | null, body: Submission): number | null =>
  gold === null ? null : body.skipped ? 0 : resultAgreement(gold, body.result);

/** What the person is told of a gold item, where the project shows it. */
function goldShown(
  lease: LockedLease,
  terms: SubmissionContext,
  body: Submission,
): Pick<Receipt, 'gold'> {
  const { gold, settings } = terms;
  if (lease.slot.kind !== 'gold' || gold === null || settings['showGold'] !== true) return {};
  return { gold: { score: goldScore(gold, body) ?? 0, result: gold } };
}

interface Stored {
  readonly id: string;
  readonly number: bigint;
  readonly state: string;
  readonly created_at: Date;
}

const receipt = (submissionId: string, digest: string, row: Stored): Receipt => ({
  submissionId,
  annotationId: row.id,
  number: Number(row.number),
  state: row.state === 'orphaned' || row.state === 'skipped' ? row.state : 'submitted',
  digest,
  receivedAt: row.created_at.toISOString(),
});

/** The receipt given before, if this very content was stored under the id; a 409 if other content was. */
async function earlier(
  trx: Trx,
  actor: UserActor,
  submissionId: string,
  digest: string,
): Promise<Receipt | undefined> {
  const stored = await bySubmission(trx, submissionId);
  if (!stored) return undefined;
  if (stored.person_id !== actor.userId || stored.content_digest !== digest)
    throw new AppError(annotationErrors.submissionReused);
  return receipt(submissionId, digest, stored);
}

/**
 * Takes in what a person made under a lease. While the slot is free, the result stands, even after the
 * lease has expired; when somebody else holds or has done it, or the package is over, it is kept as
 * `orphaned`. Errors: hub.notFound for a lease that was never the actor's, annotation.submissionReused,
 * annotation.badResult by region.
 */
export async function submitLease(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  leaseId: string,
  body: Submission,
): Promise<{ receipt: Receipt; fresh: boolean }> {
  const digest = await submissionDigest(leaseId, body);
  return deps.store.write(actor, async (trx) => {
    const lease = allowLabour(actor, await lockLease(trx, leaseId));
    const before = await earlier(trx, actor, body.submissionId, digest);
    const terms = visible(await submissionContext(trx, lease.slot.package_id, lease.task_id));
    const shown = goldShown(lease, terms, body);
    if (before) return { receipt: { ...before, ...shown }, fresh: false };
    if (body.skipped && terms.settings['maySkip'] === false)
      throw new AppError(annotationErrors.noSkip);
    if (!body.skipped) checkSubmission(terms.label_config, terms.data, body.result);
    const runs = terms.state === 'open' || terms.state === 'working';
    const stands = runs && slotIsFree(lease);
    const id = newId();
    const state = stands ? (body.skipped ? 'skipped' : 'submitted') : 'orphaned';
    const stored = await storeSubmission(trx, lease, {
      id,
      submissionId: body.submissionId,
      digest,
      state,
      result: body.result,
      leadTimeMs: body.leadTimeMs,
      skipReason: body.skipped?.reason ?? null,
      goldScore: lease.slot.kind === 'gold' ? goldScore(terms.gold, body) : null,
    });
    if (stored && stands) await raiseOverlap(trx, lease, terms);
    if (stored)
      return {
        receipt: { ...receipt(body.submissionId, digest, { id, state, ...stored }), ...shown },
        fresh: true,
      };
    // The same submission came twice at once: the first has just been stored.
    const twin = await earlier(trx, actor, body.submissionId, digest);
    if (!twin) throw new AppError(annotationErrors.submissionReused);
    return { receipt: twin, fresh: false };
  });
}
