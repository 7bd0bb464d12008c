import type { Insertable } from 'kysely';
import type { Db, Trx } from '../../deps.ts';
import { fileOf } from '../../queries/version.ts';
import type { CatalogFile } from '../../manifest.ts';
import type { DraftFileTable } from '../../tables.ts';

/**
 * Owner and state of a dataset, locked so that changes of one draft and its publication follow each
 * other; rows that refer to the dataset can still be made, as a creation under `lockSpace` does.
 */
export const lockDraft = (trx: Trx, datasetId: string) =>
  trx
    .selectFrom('catalog.dataset')
    .select(['id', 'org_id', 'state', 'revision'])
    .where('id', '=', datasetId)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** Puts files into a draft; one of the same path is replaced. */
export async function putDraftFiles(
  trx: Trx,
  rows: readonly Insertable<DraftFileTable>[],
): Promise<void> {
  await trx
    .insertInto('catalog.draft_file')
    .values(rows)
    .onConflict((oc) =>
      oc.columns(['dataset_id', 'path']).doUpdateSet((eb) => ({
        sha256: eb.ref('excluded.sha256'),
        size_bytes: eb.ref('excluded.size_bytes'),
        crc32: eb.ref('excluded.crc32'),
        media_type: eb.ref('excluded.media_type'),
        format: eb.ref('excluded.format'),
        added_by: eb.ref('excluded.added_by'),
        added_at: eb.ref('excluded.added_at'),
      })),
    )
    .execute();
}

/** One file of a draft by its path. */
export async function draftFile(
  db: Db,
  datasetId: string,
  path: string,
): Promise<CatalogFile | undefined> {
  const row = await db
    .selectFrom('catalog.draft_file')
    .select(['path', 'sha256', 'size_bytes', 'crc32', 'media_type', 'format'])
    .where('dataset_id', '=', datasetId)
    .where('path', '=', path)
    .executeTakeFirst();
  return row && fileOf(row);
}

/** Paths of a draft as compared, for checking many new files at once. */
export async function draftKeys(
  trx: Trx,
  datasetId: string,
): Promise<{ path: string; path_key: string }[]> {
  return trx
    .selectFrom('catalog.draft_file')
    .select(['path', 'path_key'])
    .where('dataset_id', '=', datasetId)
    .execute();
}
