import { sql } from 'kysely';
import type { Db } from '../deps.ts';
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
  version: Json<VersionRow> | null;
  versions: Json<VersionRow>[];
  folders: FolderView[];
  files: FileView[];
  request: { state: string; reason: string | null; expires_at: string | null } | null;
}

const fileColumns = sql.raw(
  `path, size_bytes as "sizeBytes", sha256, media_type as "mediaType", format`,
);
const versionColumns = sql.raw(
  `id, dataset_id, semver, major, minor, patch, notes, state, state_reason, state_at, digest, file_count, size_bytes,
   formats, published_at, published_by, downloads`,
);

const foldersIn = (versionId: string, folder: string) => sql`coalesce((select jsonb_agg(x) from (
  select path, file_count as "fileCount", size_bytes as "sizeBytes" from catalog.version_folder
  where version_id = ${versionId} and parent = ${folder} order by path limit 1000) x), '[]')`;
const filesIn = (
  versionId: string,
  folder: string,
  after: string,
  limit: number,
) => sql`coalesce((select jsonb_agg(x) from (
  select ${fileColumns} from catalog.version_file
  where version_id = ${versionId} and folder = ${folder} and path > ${after} order by path limit ${limit}) x), '[]')`;

/** Everything below a dataset that the first screen shows, in one statement whatever the number of files. */
export async function pageRow(
  db: Db,
  of: { datasetId: string; versionId: string; userId: string; versions: number; files: number },
): Promise<PageRow> {
  const { rows } = await sql<PageRow>`select
    (select to_jsonb(x) from (select ${versionColumns} from catalog.version where id = ${of.versionId}) x) as version,
    coalesce((select jsonb_agg(x) from (select ${versionColumns} from catalog.version where dataset_id = ${of.datasetId}
      order by major desc, minor desc, patch desc limit ${of.versions}) x), '[]') as versions,
    ${foldersIn(of.versionId, '')} as folders,
    ${filesIn(of.versionId, '', '', of.files)} as files,
    (select to_jsonb(x) from (select case when state = 'approved' and expires_at <= now() then 'expired' else state end
      as state, reason, expires_at from catalog.access_request
      where dataset_id = ${of.datasetId} and user_id = ${of.userId} order by id desc limit 1) x) as request`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error('a select without from gave no row');
  return row;
}

/** One level of a version's file tree in one statement. */
export async function folderRow(
  db: Db,
  versionId: string,
  folder: string,
  after: string,
  limit: number,
) {
  const { rows } = await sql<{ folders: FolderView[]; files: FileView[] }>`select
    ${foldersIn(versionId, folder)} as folders, ${filesIn(versionId, folder, after, limit)} as files`.execute(
    db,
  );
  return rows[0] ?? { folders: [], files: [] };
}
