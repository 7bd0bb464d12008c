import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { fixersOf, judgeUnit, sampleOf, updateLot, type LotRow } from './queries.ts';
import type { Inspections } from './schema.ts';

/** Refuses units that are not drawn, defects without a reason, and what is the inspector's own work. */
async function requireInspectable(
  trx: Trx,
  actor: UserActor,
  lot: LotRow,
  { items }: Inspections,
): Promise<void> {
  if (lot.state !== 'submitted') throw new AppError(annotationErrors.lotDecided);
  const drawn = new Map((await sampleOf(trx, lot.id)).map((u) => [u.annotation_id, u.person_id]));
  const outside = items.flatMap(({ annotationId }, n) => (drawn.has(annotationId) ? [] : [n]));
  if (outside.length > 0)
    throw new AppError(annotationErrors.notSampled, {
      errors: outside.slice(0, 20).map((n) => ({
        field: `items/${n}/annotationId`,
        code: 'notSampled',
        message: 'must be a unit of the sample',
      })),
    });
  const fixed = await fixersOf(
    trx,
    items.map((i) => i.annotationId),
  );
  const own = items.some(
    ({ annotationId }) =>
      drawn.get(annotationId) === actor.userId ||
      fixed.some((f) => f.annotation_id === annotationId && f.replaced_by === actor.userId),
  );
  if (own) throw new AppError(annotationErrors.ownWork);
  if (items.some((i) => i.verdict === 'defect' && !i.reason?.trim()))
    throw new AppError(annotationErrors.reasonMissing);
}

/**
 * Records what an inspector finds of units of the sample; a finding can be corrected until the lot is
 * decided. Errors: annotation.lotDecided, annotation.notSampled, annotation.ownWork,
 * annotation.reasonMissing.
 */
export async function inspectUnits(
  trx: Trx,
  actor: UserActor,
  lot: Authorized<LotRow, 'inspect'>,
  body: Inspections,
  audit: Audit,
): Promise<void> {
  await requireInspectable(trx, actor, lot, body);
  for (const { annotationId, verdict, reason } of body.items)
    await judgeUnit(trx, lot.id, {
      annotationId,
      verdict,
      reason: reason?.trim() ? reason.trim() : null,
      by: actor.userId,
    });
  const sample = await sampleOf(trx, lot.id);
  const inspected = sample.filter((u) => u.verdict !== null).length;
  const defects = sample.filter((u) => u.verdict === 'defect').length;
  await updateLot(trx, lot.id, lot.revision, { inspected, defects });
  await audit({
    action: 'annotation.inspect',
    objectType: 'annotation-lot',
    objectId: lot.id,
    orgId: lot.org_id,
    before: { inspected: lot.inspected, defects: lot.defects },
    after: { inspected, defects, items: body.items },
  });
}
