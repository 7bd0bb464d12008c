import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import type { QualitySummary } from '../quality-schema.ts';
import type { FileView, FolderView } from '../schema.ts';
import type { VersionRow } from './version.ts';

/** As `to_jsonb` writes it: instants as text, int8 as number. */
type Json<T> = {
  [K in keyof T]: T[K] extends Date
    ? string
    : T[K] extends Date | null
      ? string | null
      : T[K] extends bigint
        ? number
        : T[K];
};

export interface PageRow {
  version: (Json<VersionRow> & { quality: QualitySummary | null }) | null;
  versions: Json<VersionRow>[];
  folders: FolderView[];
  files: FileView[];
  request: { state: string; reason: string | null; expires_at: string | null } | null;
}

/**
 * Everything below a dataset that the first screen shows, in one statement whatever the number of
 * files; a request is `expired` by the database's clock.
 */
export async function pageRow(
  db: Db,
  of: { datasetId: string; versionId: string; userId: string; versions: number; files: number },
): Promise<PageRow> {
  const { rows } = await sql<PageRow>`select * from catalog.dataset_page(
    ${of.datasetId}, ${of.versionId}, ${of.userId}, ${of.versions}, ${of.files})`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('a function of aggregates gave no row');
  return row;
}

/** Every file below a folder in order of path, whatever the depth. */
export async function filesBelow(
  db: Db,
  versionId: string,
  folder: string,
  after: string,
  limit: number,
): Promise<FileView[]> {
  let query = db
    .selectFrom('catalog.version_file')
    .select(['path', 'size_bytes', 'sha256', 'media_type', 'format'])
    .where('version_id', '=', versionId)
    .where('path', '>', after);
  if (folder !== '')
    query = query.where(sql<boolean>`(folder = ${folder} or starts_with(folder, ${`${folder}/`}))`);
  const rows = await query.orderBy('path').limit(limit).execute();
  return rows.map((row) => ({
    path: row.path,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    mediaType: row.media_type,
    format: row.format,
  }));
}

/** One level of a version's file tree in one statement. */
export async function folderRow(
  db: Db,
  versionId: string,
  folder: string,
  after: string,
  limit: number,
): Promise<{ folders: FolderView[]; files: FileView[] }> {
  const { rows } = await sql<{ folders: FolderView[]; files: FileView[] }>`
    select * from catalog.folder_page(${versionId}, ${folder}, ${after}, ${limit})`.execute(db);
  return rows[0] ?? { folders: [], files: [] };
}
