import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import {
  keyIdOf,
  signCertificate,
  type CertificateBody,
  type SignedCertificate,
} from '../acceptance/certificate.ts';
import { isAccepted } from '../acceptance/sampling-plan.ts';
import { nextSeverity, severityAfter } from '../acceptance/switching-rules.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { acceptResults, returnResults } from '../review/queries.ts';
import { settleLot } from '../settlement/settle-lot.ts';
import { noteKey } from './key-queries.ts';
import {
  releaseUnits,
  restateAward,
  sampleOf,
  switchingHistory,
  unitsOf,
  updateLot,
  type LotRow,
} from './queries.ts';
import type { DecideLot } from './schema.ts';
import { publicHex, signingKeys } from './signing-key.ts';

/**
 * Whether the lot passes. It is refused to decide against the plan; a rejection may come as soon as the
 * rejection number is reached, an acceptance only after the whole sample.
 */
function requirePlan(lot: LotRow, decision: DecideLot['decision']): void {
  const { accept_number: accept, reject_number: reject, defects } = lot;
  const left = lot.sample_size - lot.inspected;
  if (defects < reject && left > 0)
    throw new AppError(annotationErrors.notInspected, { extra: { left } });
  if (isAccepted({ accept }, defects) !== (decision === 'accept'))
    throw new AppError(annotationErrors.planSays, { extra: { accept, reject, defects } });
}

/** The severity for the next lot of this vendor: a lot of reworked units changes nothing. */
async function severityNext(trx: Trx, lot: LotRow, accepted: boolean) {
  const before = severityAfter(await switchingHistory(trx, lot));
  return lot.rework ? before : nextSeverity(before, { kind: 'lot', accepted });
}

async function certify(
  trx: Trx,
  secret: string,
  lot: LotRow,
  found: {
    readonly decidedAt: Date;
    readonly seed: string;
    readonly sample: readonly string[];
    readonly defective: readonly string[];
    readonly decision: CertificateBody['decision'];
    readonly nextSeverity: CertificateBody['nextSeverity'];
  },
): Promise<SignedCertificate> {
  const keys = await signingKeys(secret);
  await noteKey(trx, await keyIdOf(keys.publicKey), await publicHex(keys.publicKey));
  const { decidedAt, ...rest } = found;
  return signCertificate(
    {
      version: 1,
      packageId: lot.package_id,
      lotId: lot.id,
      vendorId: lot.vendor_org_id,
      committedAt: lot.committed_at.toISOString(),
      submittedAt: lot.submitted_at.toISOString(),
      decidedAt: decidedAt.toISOString(),
      plan: {
        standard: 'ISO 2859-1',
        level: 'II',
        aql: lot.aql,
        severity: lot.severity,
        letter: lot.letter,
        lotSize: lot.size,
        sample: lot.sample_size,
        accept: lot.accept_number,
        reject: lot.reject_number,
      },
      commitment: lot.commitment,
      lotDigest: lot.digest,
      ...rest,
    },
    keys,
  );
}

/**
 * Decides on a lot as its plan says. Accepted: its results stand, defective ones found go back for
 * rework, settlement is part of the same transaction; quality is the share of the sample without defect. Returned: all units go back to their
 * people, or only the defective ones found while the rest is left to the vendor to screen. Either way the
 * seed is revealed and a certificate signed. Errors: annotation.lotDecided, annotation.notInspected,
 * annotation.planSays, annotation.reasonMissing, hub.conflict.
 */
export async function decideLot(
  deps: Pick<AnnotationDeps, 'config'>,
  trx: Trx,
  actor: UserActor,
  lot: Authorized<LotRow, 'decide'>,
  body: DecideLot,
  seed: string,
  audit: Audit,
): Promise<void> {
  if (lot.state !== 'submitted') throw new AppError(annotationErrors.lotDecided);
  if (lot.revision !== body.revision) throw new AppError(errors.conflict);
  requirePlan(lot, body.decision);
  const accepted = body.decision === 'accept';
  const reason = body.reason?.trim() ? body.reason.trim() : null;
  if (!accepted && reason === null) throw new AppError(annotationErrors.reasonMissing);
  const sample = await sampleOf(trx, lot.id);
  const defective = sample.filter((u) => u.verdict === 'defect').map((u) => u.annotation_id);
  const state = accepted ? 'accepted' : 'returned';
  const decidedAt = new Date();
  const certificate = await certify(trx, deps.config.secret, lot, {
    decidedAt,
    seed,
    sample: sample.map((u) => u.annotation_id),
    defective: defective.toSorted(),
    decision: state,
    nextSeverity: (await severityNext(trx, lot, accepted)).severity,
  });
  await updateLot(trx, lot.id, lot.revision, {
    state,
    seed,
    reason,
    certificate: JSON.stringify(certificate),
    decided_by: actor.userId,
    decided_at: decidedAt,
  });
  const units = (await unitsOf(trx, lot.id)).map((u) => u.id);
  const back = accepted || body.rework === 'defects' ? defective : units;
  await returnResults(trx, back, reason, actor.userId);
  const gone = new Set(back);
  const rest = units.filter((id) => !gone.has(id));
  if (accepted) await acceptResults(trx, rest);
  else await releaseUnits(trx, lot.id);
  const award = await restateAward(trx, lot.award_id);
  if (accepted)
    await settleLot(trx, actor, audit, {
      lotId: lot.id,
      awardId: lot.award_id,
      qualityPpm: Math.round((1 - defective.length / lot.sample_size) * 1_000_000),
      accepted: rest.map((submissionId) => ({ submissionId, units: 1 })),
    });
  await audit({
    action: `annotation.lot-${state}`,
    objectType: 'annotation-lot',
    objectId: lot.id,
    orgId: lot.org_id,
    before: { state: lot.state, revision: lot.revision },
    after: { state, reason, defects: lot.defects, returned: back.length, award, certificate },
  });
}
