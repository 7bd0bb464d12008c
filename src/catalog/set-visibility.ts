import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Visibility } from './card-schema.ts';
import { checkClassification } from './card.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { needsApproval } from './check-publication.ts';
import { catalogErrors } from './errors.ts';
import { checkSensitive } from './publish-version.ts';
import type { DatasetRow } from './queries/dataset.ts';
import { readableFiles } from './queries/version.ts';

/**
 * Changes who may see the dataset. Opening what is already published asks the same questions as a
 * publication, of every version that can be read: classification, columns of personal data, the operator's look at a first opening.
 */
export async function setVisibility(
  change: Change,
  row: Authorized<DatasetRow, 'visibility'>,
  input: { revision: number; visibility: Visibility; acknowledgeSensitive?: boolean },
): Promise<DatasetRow> {
  requireLive(row);
  const { visibility } = input;
  checkClassification(row.classification, visibility);
  const opened = { ...row, visibility };
  if (row.state === 'published' && row.latest_version_id && visibility !== row.visibility) {
    if (row.visibility === 'organisation' && (await needsApproval(change.trx, opened)))
      throw new AppError(catalogErrors.reviewFirst);
    const files = await readableFiles(change.trx, row.id);
    await checkSensitive(change, opened, files, input.acknowledgeSensitive === true);
  }
  return changeDataset(change, row, input.revision, 'set_visibility', { visibility });
}
