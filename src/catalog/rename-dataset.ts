import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { catalogErrors } from './errors.ts';
import { moveAddress, nameTaken, type DatasetRow } from './queries/dataset.ts';

/** Gives the dataset another name; the old address goes on leading to it. Errors: catalog.nameTaken. */
export async function renameDataset(
  change: Change,
  row: Authorized<DatasetRow, 'rename'>,
  input: { revision: number; name: string },
): Promise<DatasetRow> {
  requireLive(row);
  if (await nameTaken(change.trx, row.org_id, input.name, row.id))
    throw new AppError(catalogErrors.nameTaken);
  const to = { orgId: row.org_id, name: input.name };
  if (input.name !== row.name)
    await moveAddress(change.trx, row.id, { orgId: row.org_id, name: row.name }, to);
  return changeDataset(change, row, input.revision, 'rename', { name: input.name });
}
