import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { CatalogFile } from '../manifest.ts';
import { fileOf } from './version.ts';

const columns = ['path', 'sha256', 'size_bytes', 'crc32', 'media_type', 'format'] as const;

/** Every file of a draft in path order. */
export async function draftFiles(db: Db, datasetId: string): Promise<CatalogFile[]> {
  const rows = await db
    .selectFrom('catalog.draft_file')
    .select(columns)
    .where('dataset_id', '=', datasetId)
    .orderBy('path')
    .execute();
  return rows.map(fileOf);
}

/** One page of a draft's files after `path`, with the totals of the whole draft. */
export async function draftPage(db: Db, datasetId: string, limit: number, after: string) {
  const rows = await db
    .selectFrom('catalog.draft_file')
    .select([...columns, 'added_at'])
    .where('dataset_id', '=', datasetId)
    .where('path', '>', after)
    .orderBy('path')
    .limit(limit)
    .execute();
  const totals = await db
    .selectFrom('catalog.draft_file')
    .select((eb) => [
      eb.fn.countAll<bigint>().as('files'),
      sql<bigint>`coalesce(sum(size_bytes), 0)::bigint`.as('bytes'),
    ])
    .where('dataset_id', '=', datasetId)
    .executeTakeFirstOrThrow();
  return { rows, fileCount: Number(totals.files), sizeBytes: Number(totals.bytes) };
}

/** Removes files by path; returns the paths that were there. */
export async function removeDraftFiles(trx: Trx, datasetId: string, paths: readonly string[]) {
  const rows = await trx
    .deleteFrom('catalog.draft_file')
    .where('dataset_id', '=', datasetId)
    .where('path', 'in', paths)
    .returning(['path', 'sha256'])
    .execute();
  return rows;
}

/** Paths of the draft that a new file would collide with: equal, its folder, or inside it. */
export async function collidingPaths(
  trx: Trx,
  datasetId: string,
  key: string,
  exceptPath: string,
): Promise<string[]> {
  const folders = key.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
  const rows = await trx
    .selectFrom('catalog.draft_file')
    .select('path')
    .where('dataset_id', '=', datasetId)
    .where('path', '<>', exceptPath)
    .where((eb) =>
      eb.or([eb('path_key', 'in', folders), sql<boolean>`starts_with(path_key, ${`${key}/`})`]),
    )
    .limit(1)
    .execute();
  return rows.map((r) => r.path);
}

export async function renameDraftFile(
  trx: Trx,
  datasetId: string,
  from: string,
  to: { path: string; path_key: string; media_type: string; format: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('catalog.draft_file')
    .set(to)
    .where('dataset_id', '=', datasetId)
    .where('path', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Makes the files of a version the draft; `keys` gives each path as compared. */
export async function replaceDraft(
  trx: Trx,
  dataset: { id: string; org_id: string },
  versionId: string,
  keys: readonly { path: string; key: string }[],
  by: string | null,
): Promise<void> {
  await trx.deleteFrom('catalog.draft_file').where('dataset_id', '=', dataset.id).execute();
  await sql`insert into catalog.draft_file
      (dataset_id, org_id, path, path_key, sha256, size_bytes, crc32, media_type, format, added_by)
    select f.dataset_id, ${dataset.org_id}, f.path, k.key, f.sha256, f.size_bytes, f.crc32, f.media_type, f.format, ${by}
    from catalog.version_file f
    join jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k (path text, key text) on k.path = f.path
    where f.version_id = ${versionId}`.execute(trx);
}

interface ShapeRow {
  sha256: string;
  name_kind: string;
  state: string;
  rows: number | null;
  columns:
    | { name: string; type: string; sensitive?: string; nulls?: number; distinct?: number }[]
    | null;
}

/** Of the organisation's profiles of these contents: state, rows and columns, not the whole documents. */
export async function profileShapes(
  db: Db,
  orgId: string,
  digests: readonly string[],
): Promise<ShapeRow[]> {
  if (digests.length === 0) return [];
  const { rows } = await sql<ShapeRow>`select sha256, name_kind, state,
      (result ->> 'rows')::float8 as rows,
      case when jsonb_typeof(result -> 'columns') = 'array' then
        (select jsonb_agg(jsonb_build_object('name', c -> 'name', 'type', c -> 'type', 'sensitive', c -> 'sensitive'))
         from jsonb_array_elements(result -> 'columns') c) end as columns
    from catalog.profile where org_id = ${orgId} and sha256 = any (${digests})`.execute(db);
  return rows;
}
