import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Card } from './card-schema.ts';
import { checkClassification, checkedCard, classificationOf, publicationGaps } from './card.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { cardColumns } from './create-dataset.ts';
import { catalogErrors } from './errors.ts';
import type { DatasetRow } from './queries/dataset.ts';

/**
 * Replaces the card; on a published dataset it shows at once, so it must still be fit for
 * publication. Versions keep the card they were published with.
 * Errors: catalog.card, catalog.importantNotPublic, catalog.incomplete, hub.conflict.
 */
export async function editCard(
  change: Change,
  row: Authorized<DatasetRow, 'edit'>,
  input: { revision: number; card: Card; externalUrl?: string | null },
): Promise<DatasetRow> {
  requireLive(row);
  const card = checkedCard(input.card);
  checkClassification(classificationOf(card), row.visibility);
  const externalUrl = input.externalUrl === undefined ? row.external_url : input.externalUrl;
  if (row.state === 'published') {
    const gaps = publicationGaps(card, row.file_count ?? 0, externalUrl);
    if (gaps.length > 0) throw new AppError(catalogErrors.incomplete, { errors: gaps });
  }
  return changeDataset(change, row, input.revision, 'edit', {
    ...cardColumns(card),
    external_url: externalUrl,
  });
}
