import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { drawSample, lotDigest } from '#src/kernel/draw-sample.ts';
import { samplingPlan, type SamplingPlan } from '../acceptance/sampling-plan.ts';
import { severityAfter } from '../acceptance/switching-rules.ts';
import type { Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import {
  insertLot,
  nextCommitment,
  readyUnits,
  restateAward,
  switchingHistory,
  type AwardTerms,
} from './queries.ts';

/** The plan of a lot under the vendor's switching state; a lot without a row in the tables is refused. */
async function planFor(trx: Trx, award: AwardTerms, lotSize: number): Promise<SamplingPlan> {
  if (award.aql === null) throw new AppError(annotationErrors.noPlan);
  const history = await switchingHistory(trx, { ...award, aql: award.aql });
  const { severity } = severityAfter(history);
  if (severity === 'discontinued') throw new AppError(annotationErrors.inspectionStopped);
  const plan = samplingPlan({ lotSize, aql: award.aql, severity });
  if (plan.kind === 'no-table')
    throw new AppError(annotationErrors.noTable, {
      extra: { reason: plan.reason, lotSize, aql: award.aql, severity },
    });
  return plan;
}

/** The seed of the lot that comes next, read by the hub itself before the vendor's transaction. */
export interface SecretSeed {
  readonly sequence: number;
  readonly seed: string;
}

/**
 * Hands the finished results of an award over as one lot: they can no longer be changed, and the sample
 * is drawn with the seed whose hash stood before. Errors: annotation.nothingToHandOver,
 * annotation.noPlan, annotation.noTable, annotation.inspectionStopped; hub.conflict when another lot of
 * the award was handed over at the same moment.
 */
export async function handOver(
  trx: Trx,
  actor: UserActor,
  award: Authorized<AwardTerms, 'hand-over'>,
  rework: boolean,
  secret: SecretSeed | undefined,
  audit: Audit,
): Promise<string> {
  const units = await readyUnits(trx, award.id, rework);
  if (units.length === 0) throw new AppError(annotationErrors.nothingToHandOver);
  const plan = await planFor(trx, award, units.length);
  const committed = await nextCommitment(trx, award.id);
  if (!committed || !secret || committed.sequence !== secret.sequence)
    throw new AppError(errors.conflict);
  const id = newId();
  const sample = await drawSample(secret.seed, units, plan.sample);
  const row = {
    id,
    award_id: award.id,
    sequence: committed.sequence,
    package_id: award.package_id,
    project_id: award.project_id,
    org_id: award.org_id,
    vendor_org_id: award.vendor_org_id,
    rework,
    size: units.length,
    digest: await lotDigest(units),
    aql: plan.aql,
    severity: plan.severity,
    letter: plan.letter,
    sample_size: plan.sample,
    accept_number: plan.accept,
    reject_number: plan.reject,
    commitment: committed.commitment,
    committed_at: committed.committed_at,
    submitted_by: actor.userId,
  };
  await insertLot(trx, row, units, sample);
  const state = await restateAward(trx, award.id);
  await audit({
    action: 'annotation.hand-over-lot',
    objectType: 'annotation-lot',
    objectId: id,
    orgId: award.vendor_org_id,
    before: { award: award.state },
    after: { ...row, award: state },
  });
  return id;
}
