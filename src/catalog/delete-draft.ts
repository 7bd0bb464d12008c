import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { datasetRecord, type Change } from './change-dataset.ts';
import { catalogErrors } from './errors.ts';
import { deleteDataset, lockDataset, type DatasetRow } from './queries/dataset.ts';
import { versionsOf } from './queries/version.ts';

/** Deletes a dataset that never had a version. Errors: catalog.publishedNotDeleted, hub.conflict. */
export async function deleteDraft(
  change: Change,
  row: Authorized<DatasetRow, 'delete'>,
  revision: number,
): Promise<void> {
  const locked = await lockDataset(change.trx, row.id);
  if (locked?.revision !== revision) throw new AppError(errors.conflict);
  if (row.state !== 'draft' || (await versionsOf(change.trx, row.id, 1)).length > 0)
    throw new AppError(catalogErrors.publishedNotDeleted);
  await deleteDataset(change.trx, row.id);
  await change.audit({
    action: 'catalog.delete',
    objectType: 'dataset',
    objectId: row.id,
    orgId: row.org_id,
    before: datasetRecord(row),
  });
}
