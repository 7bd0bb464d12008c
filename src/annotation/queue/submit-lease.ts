import type { UserActor } from '#src/kernel/actor.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allowLabour, visible } from '../policy.ts';
import { checkSubmission } from './check-submission.ts';
import { resultAgreement } from './compare-results.ts';
import { lockLease } from './queries.ts';
import { mayRaise, raiseOverlap } from './raise-overlap.ts';
import type { Receipt, Submission } from './schema.ts';
import {
  storeSubmission,
  storeSubmissionIn,
  submissionContext,
  type NewAnnotation,
  type StoredAnnotation,
  type SubmissionContext,
} from './submission-queries.ts';

/** sha256 of what a submission says, whatever the order of its members. */
const submissionDigest = (leaseId: string, body: Submission): Promise<string> =>
  sha256Hex(canonicalJson({ leaseId, result: body.result, skipped: body.skipped?.reason ?? null }));

/** How right an answer to a gold item is; a skipped one is wrong. */
const goldScore = (gold: readonly unknown[] | null, body: Submission): number | null =>
  gold === null ? null : body.skipped ? 0 : resultAgreement(gold, body.result);

/** What the person is told of a gold item, where the project shows it. */
function goldShown(
  { kind, gold, settings }: SubmissionContext,
  body: Submission,
): Pick<Receipt, 'gold'> {
  if (kind !== 'gold' || gold === null || settings['showGold'] !== true) return {};
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
function earlier(
  actor: UserActor,
  submissionId: string,
  digest: string,
  context: SubmissionContext,
): Receipt | undefined {
  if (context.stored_id === null) return undefined;
  if (context.stored_person_id !== actor.userId || context.stored_digest !== digest)
    throw new AppError(annotationErrors.submissionReused);
  return receipt(submissionId, digest, {
    id: context.stored_id,
    number: context.stored_number,
    state: context.stored_state,
    created_at: context.stored_at,
  });
}

/** Stores it in one call, or, where the overlap may grow, in a transaction that also decides on that. */
async function store(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  leaseId: string,
  terms: SubmissionContext,
  made: NewAnnotation,
): Promise<StoredAnnotation | undefined> {
  if (!mayRaise(terms)) return storeSubmission(deps, actor, leaseId, made);
  return deps.store.write(actor, async (trx) => {
    const lease = visible(await lockLease(trx, leaseId));
    const stored = await storeSubmissionIn(trx, leaseId, made);
    if (stored && stored.state !== 'orphaned') await raiseOverlap(trx, lease, terms);
    return stored;
  });
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
  const { submissionId } = body;
  const digest = await submissionDigest(leaseId, body);
  const context = () => submissionContext(deps, actor, leaseId, submissionId);
  const terms = allowLabour(actor, await context());
  const before = earlier(actor, submissionId, digest, terms);
  const shown = goldShown(terms, body);
  if (before) return { receipt: { ...before, ...shown }, fresh: false };
  if (body.skipped && terms.settings['maySkip'] === false)
    throw new AppError(annotationErrors.noSkip);
  if (!body.skipped) checkSubmission(terms.label_config, terms.data, body.result);
  const id = newId();
  const stored = await store(deps, actor, leaseId, terms, {
    id,
    submissionId,
    digest,
    result: body.result,
    leadTimeMs: body.leadTimeMs,
    skipReason: body.skipped?.reason ?? null,
    goldScore: terms.kind === 'gold' ? goldScore(terms.gold, body) : null,
  });
  if (stored) {
    const given = receipt(submissionId, digest, { id, ...stored });
    return { receipt: { ...given, ...shown }, fresh: true };
  }
  // The same submission came twice at once: the first has just been stored.
  const twin = earlier(actor, submissionId, digest, visible(await context()));
  if (!twin) throw new AppError(annotationErrors.submissionReused);
  return { receipt: { ...twin, ...shown }, fresh: false };
}
