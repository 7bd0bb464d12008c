import { AppError, errors } from '#src/kernel/errors.ts';
import type { Change } from './change-dataset.ts';
import { indexLater } from './index-dataset.ts';
import { datasetById, updateRecommendation } from './queries/dataset.ts';

/**
 * Shows a dataset as recommended in a year's directory, or no longer (null). For selection alone:
 * it calls this as the system in the transaction in which a slot is given or taken.
 */
export async function setRecommendation(
  change: Change,
  datasetId: string,
  year: number | null,
): Promise<void> {
  const row = await datasetById(change.trx, datasetId);
  if (!row || change.actor.kind !== 'system') throw new AppError(errors.notFound);
  await updateRecommendation(change.trx, datasetId, year);
  await change.audit({
    action: 'catalog.set_recommendation',
    objectType: 'dataset',
    objectId: datasetId,
    orgId: row.org_id,
    before: { recommendedIn: row.recommended_in },
    after: { recommendedIn: year },
  });
  await indexLater(change.deps, change.trx, datasetId);
}
