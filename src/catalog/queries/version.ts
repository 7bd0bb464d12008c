import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { CatalogFile, VersionFolder } from '../manifest.ts';
import type { VersionState } from '../schema.ts';
import type { VersionTable } from '../tables.ts';

function versionRows(db: Db) {
  return db
    .selectFrom('catalog.version as v')
    .select([
      'v.id',
      'v.dataset_id',
      'v.semver',
      'v.major',
      'v.minor',
      'v.patch',
      'v.notes',
      'v.state',
    ])
    .select([
      'v.state_reason',
      'v.state_at',
      'v.digest',
      'v.file_count',
      'v.size_bytes',
      'v.formats',
    ])
    .select(['v.published_at', 'v.published_by', 'v.downloads']);
}
export type VersionRow = Awaited<ReturnType<ReturnType<typeof versionRows>['execute']>>[number];

export const versionBySemver = (db: Db, datasetId: string, semver: string) =>
  versionRows(db)
    .select(['v.card', 'v.quality'])
    .where('v.dataset_id', '=', datasetId)
    .where('v.semver', '=', semver)
    .where('v.state', '<>', 'refused')
    .executeTakeFirst();

export const versionById = (db: Db, id: string) =>
  versionRows(db).select(['v.card', 'v.quality']).where('v.id', '=', id).executeTakeFirst();

/** Highest number first; `after` is the number of the last row of the page before. */
export function versionsOf(
  db: Db,
  datasetId: string,
  limit: number,
  after?: readonly [number, number, number],
): Promise<VersionRow[]> {
  let query = versionRows(db).where('v.dataset_id', '=', datasetId);
  if (after)
    query = query.where(
      sql<boolean>`(v.major, v.minor, v.patch) < (${after[0]}, ${after[1]}, ${after[2]})`,
    );
  return query
    .orderBy('v.major', 'desc')
    .orderBy('v.minor', 'desc')
    .orderBy('v.patch', 'desc')
    .limit(limit)
    .execute();
}

/** The highest number that is taken, and whether a version waits for the operator. */
export async function versionOutlook(trx: Db, datasetId: string) {
  const rows = await trx
    .selectFrom('catalog.version')
    .select(['id', 'semver', 'major', 'minor', 'patch', 'state', 'digest'])
    .where('dataset_id', '=', datasetId)
    .where('state', '<>', 'refused')
    .orderBy('major', 'desc')
    .orderBy('minor', 'desc')
    .orderBy('patch', 'desc')
    .execute();
  return {
    highest: rows[0],
    waiting: rows.some((r) => r.state === 'waiting'),
    readable: rows.filter((r) => r.state === 'published' || r.state === 'deprecated'),
  };
}

/** Whether anything of the organisation was ever open beyond its members. */
export async function hasOpenVersion(trx: Db, orgId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('catalog.dataset')
    .select('id')
    .where('org_id', '=', orgId)
    .where('visibility', '<>', 'organisation')
    .where('first_published_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes a version with its files (copied from the draft) and its folders. */
export async function insertVersion(
  trx: Trx,
  version: Insertable<VersionTable>,
  folders: readonly VersionFolder[],
): Promise<void> {
  await trx.insertInto('catalog.version').values(version).execute();
  await sql`insert into catalog.version_file
      (version_id, dataset_id, path, folder, sha256, size_bytes, crc32, media_type, format)
    select ${version.id}, dataset_id, path, case when path like '%/%' then regexp_replace(path, '/[^/]*$', '') else '' end,
      sha256, size_bytes, crc32, media_type, format
    from catalog.draft_file where dataset_id = ${version.dataset_id}`.execute(trx);
  if (folders.length === 0) return;
  await sql`insert into catalog.version_folder (version_id, dataset_id, path, parent, file_count, size_bytes)
    select ${version.id}, ${version.dataset_id}, x.path, x.parent, x."fileCount", x."sizeBytes"
    from jsonb_to_recordset(${JSON.stringify(folders)}::jsonb)
      as x (path text, parent text, "fileCount" int, "sizeBytes" bigint)`.execute(trx);
}

export async function setVersionState(
  trx: Trx,
  id: string,
  state: VersionState,
  reason: string | null,
): Promise<void> {
  await trx
    .updateTable('catalog.version')
    .set({
      state,
      state_reason: reason,
      state_at: sql<Date>`now()`,
      // The moment of publication of a version that waited is that of its approval.
      published_at: sql<Date>`case when state = 'waiting' and ${state} = 'published' then now() else published_at end`,
    })
    .where('id', '=', id)
    .execute();
}

/** All versions of a dataset that can be read stop being readable; their digests are returned. */
export const withdrawVersions = (trx: Trx, datasetId: string, reason: string) =>
  trx
    .updateTable('catalog.version')
    .set({ state: 'withdrawn', state_reason: reason, state_at: sql<Date>`now()` })
    .where('dataset_id', '=', datasetId)
    .where('state', 'in', ['published', 'deprecated', 'waiting'])
    .returning(['id', 'semver'])
    .execute();

/** Every file of a version in path order. */
export async function versionFiles(db: Db, versionId: string): Promise<CatalogFile[]> {
  const rows = await db
    .selectFrom('catalog.version_file')
    .select(['path', 'sha256', 'size_bytes', 'crc32', 'media_type', 'format'])
    .where('version_id', '=', versionId)
    .orderBy('path')
    .execute();
  return rows.map(fileOf);
}

/** Every file of every version that can be read, each path and content once. */
export async function readableFiles(db: Db, datasetId: string): Promise<CatalogFile[]> {
  const rows = await db
    .selectFrom('catalog.version_file as f')
    .innerJoin('catalog.version as v', 'v.id', 'f.version_id')
    .distinctOn(['f.path', 'f.sha256'])
    .select(['f.path', 'f.sha256', 'f.size_bytes', 'f.crc32', 'f.media_type', 'f.format'])
    .where('v.dataset_id', '=', datasetId)
    .where('v.state', 'in', ['published', 'deprecated'])
    .orderBy('f.path')
    .orderBy('f.sha256')
    .execute();
  return rows.map(fileOf);
}

export interface FileRow {
  path: string;
  sha256: string;
  size_bytes: bigint;
  crc32: bigint;
  media_type: string;
  format: string;
}
export const fileOf = (r: FileRow): CatalogFile => ({
  path: r.path,
  sha256: r.sha256,
  sizeBytes: Number(r.size_bytes),
  crc32: Number(r.crc32),
  mediaType: r.media_type,
  format: r.format,
});

/** One file of a version by its path. */
export async function versionFile(
  db: Db,
  versionId: string,
  path: string,
): Promise<CatalogFile | undefined> {
  const row = await db
    .selectFrom('catalog.version_file')
    .select(['path', 'sha256', 'size_bytes', 'crc32', 'media_type', 'format'])
    .where('version_id', '=', versionId)
    .where('path', '=', path)
    .executeTakeFirst();
  return row && fileOf(row);
}

/** One statement counts a download for the version, its day and its dataset. */
export async function addDownload(trx: Trx, versionId: string): Promise<void> {
  await sql`with v as (update catalog.version set downloads = downloads + 1 where id = ${versionId} returning id, dataset_id),
    d as (update catalog.dataset set downloads = downloads + 1, counted_at = now()
      where id = (select dataset_id from v))
    insert into catalog.download_day (version_id, day, count)
      select id, (now() at time zone 'UTC')::date, 1 from v
      on conflict (version_id, day) do update set count = catalog.download_day.count + 1`.execute(
    trx,
  );
}

/** Versions that wait for the operator, oldest first. */
export function waitingVersions(db: Db, limit: number, after?: readonly [string, string]) {
  let query = versionRows(db)
    .innerJoin('catalog.dataset as d', 'd.id', 'v.dataset_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['d.name', 'd.title_zh', 'd.title_en', 'd.visibility', 'd.org_id'])
    .select([
      'o.slug as org_slug',
      'o.name_zh as org_name_zh',
      'o.name_en as org_name_en',
      'o.kind as org_kind',
    ])
    .where('v.state', '=', 'waiting');
  if (after)
    query = query.where(
      sql<boolean>`(v.published_at, v.id) > (${after[0]}::timestamptz, ${after[1]})`,
    );
  return query.orderBy('v.published_at').orderBy('v.id').limit(limit).execute();
}

export async function updateVersionQuality(trx: Trx, id: string, quality: string): Promise<void> {
  await trx.updateTable('catalog.version').set({ quality }).where('id', '=', id).execute();
}
