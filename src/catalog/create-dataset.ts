import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import type { Card, Visibility } from './card-schema.ts';
import { checkClassification, checkedCard, classificationOf } from './card.ts';
import { datasetRecord, type Change } from './change-dataset.ts';
import { catalogErrors } from './errors.ts';
import {
  datasetById,
  insertDataset,
  nameTaken,
  type DatasetRow,
  type OrganisationRow,
} from './queries/dataset.ts';

export interface NewDataset {
  readonly name: string;
  readonly card: Card;
  readonly visibility?: Visibility;
  readonly externalUrl?: string | null;
}

/** Card members that are columns too. */
export const cardColumns = (card: Card) => ({
  card: JSON.stringify(card),
  title_zh: card.title.zh ?? null,
  title_en: card.title.en ?? null,
  domain: card.domain ?? null,
  classification: classificationOf(card),
});

/**
 * Makes a draft in the name of an organisation. Visibility is `organisation` unless told.
 * Errors: catalog.card, catalog.nameTaken, catalog.importantNotPublic.
 */
export async function createDataset(
  change: Change,
  org: Authorized<OrganisationRow, 'create'>,
  input: NewDataset,
): Promise<DatasetRow> {
  const card = checkedCard(input.card);
  const visibility = input.visibility ?? 'organisation';
  checkClassification(classificationOf(card), visibility);
  const id = newId();
  if (await nameTaken(change.trx, org.id, input.name, id))
    throw new AppError(catalogErrors.nameTaken);
  await insertDataset(change.trx, {
    id,
    org_id: org.id,
    name: input.name,
    ...cardColumns(card),
    visibility,
    state: 'draft',
    external_url: input.externalUrl ?? null,
    created_at: change.deps.clock.now(),
    created_by: change.actor.kind === 'user' ? change.actor.userId : null,
  });
  const row = await datasetById(change.trx, id);
  if (!row) throw new Error('a dataset just made is not visible to its maker');
  await change.audit({
    action: 'catalog.create',
    objectType: 'dataset',
    objectId: id,
    orgId: org.id,
    after: datasetRecord(row),
  });
  return row;
}
