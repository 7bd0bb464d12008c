import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { restateAward } from '../lots/queries.ts';
import type { Side } from '../policy.ts';
import { checkSubmission } from '../queue/check-submission.ts';
import { settleLot } from '../settlement/settle-lot.ts';
import {
  acceptResults,
  insertReview,
  markReviewed,
  replaceResult,
  returnResults,
  type LockedResult,
} from './queries.ts';
import type { Reviewed, WriteReview } from './schema.ts';

type Outcome = typeof Reviewed.infer;

/**
 * Whether an acceptance in review is the last word: the demand side's, where no lot follows. That is so
 * without an acceptance plan, for skipped items, and for what comes back from a lot that was decided
 * (a single reworked unit is too few for any plan).
 */
const isFinal = (row: LockedResult, side: Side): boolean =>
  side === 'demand' && (row.aql === null || row.state === 'skipped' || Boolean(row.was_in_lot));

function requireReviewable(actor: UserActor, row: LockedResult, body: WriteReview): void {
  if (row.person_id === actor.userId) throw new AppError(annotationErrors.ownWork);
  if (row.lot_id !== null && row.state !== 'accepted') throw new AppError(annotationErrors.inLot);
  if (row.state !== 'submitted' && row.state !== 'skipped')
    throw new AppError(errors.wrongState, {
      extra: { state: row.state, possibleIn: ['submitted', 'skipped'] },
    });
  if (row.revision !== body.revision) throw new AppError(errors.conflict);
}

/**
 * Reviews a result of somebody else: accept it, put a corrected one in its place (the old one is kept),
 * or return it to its person with the reason. Errors: annotation.ownWork, annotation.inLot,
 * annotation.reasonMissing, annotation.resultMissing, annotation.badResult, hub.conflict.
 */
export async function reviewResult(
  trx: Trx,
  actor: UserActor,
  row: Authorized<LockedResult, 'review'>,
  side: Side,
  body: WriteReview,
  audit: Audit,
): Promise<Outcome> {
  requireReviewable(actor, row, body);
  const reason = body.reason?.trim() ? body.reason.trim() : null;
  const final = body.decision === 'accept' && isFinal(row, side);
  await insertReview(trx, {
    id: newId(),
    annotation_id: row.id,
    package_id: row.package_id,
    org_id: row.org_id,
    vendor_org_id: row.vendor_org_id,
    side,
    reviewer_id: actor.userId,
    decision: body.decision,
    reason,
    revision: row.revision,
  });
  const outcome = await carryOut(trx, actor, audit, row, { ...body, reason }, final);
  await audit({
    action: `annotation.review-${body.decision}`,
    objectType: 'annotation',
    objectId: row.id,
    orgId: side === 'demand' ? row.org_id : row.vendor_org_id,
    before: { state: row.state, revision: row.revision, digest: row.content_digest },
    after: { ...outcome, reason },
  });
  return outcome;
}

async function carryOut(
  trx: Trx,
  actor: UserActor,
  audit: Audit,
  row: LockedResult,
  body: Omit<WriteReview, 'reason'> & { readonly reason: string | null },
  final: boolean,
): Promise<Outcome> {
  const { decision } = body;
  const same = { annotationId: row.id, revision: row.revision, decision, final };
  if (decision === 'return') {
    if (body.reason === null) throw new AppError(annotationErrors.reasonMissing);
    await returnResults(trx, [row.id], body.reason, actor.userId);
    return { ...same, state: 'returned' };
  }
  if (decision === 'fix') {
    if (!body.result) throw new AppError(annotationErrors.resultMissing);
    checkSubmission(row.label_config, row.data, body.result);
    const digest = await sha256Hex(canonicalJson({ result: body.result }));
    await replaceResult(trx, row, { result: body.result, digest, by: actor.userId });
    return { ...same, state: 'submitted', revision: row.revision + 1 };
  }
  await markReviewed(trx, row.id, actor.userId);
  if (final) {
    await acceptResults(trx, [row.id]);
    await restateAward(trx, row.award_id);
    // A lot of one: what was accepted by itself is paid by itself.
    if (row.state === 'submitted' && row.kind !== 'gold')
      await settleLot(trx, actor, audit, {
        lotId: row.id,
        awardId: row.award_id,
        qualityPpm: 1_000_000,
        accepted: [{ submissionId: row.id, units: 1 }],
      });
  }
  const skipped = row.state === 'skipped';
  return { ...same, state: skipped ? 'skipped' : final ? 'accepted' : 'submitted' };
}
