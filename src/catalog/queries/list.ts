import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { DatasetState } from '../schema.ts';
import { datasetRows } from './dataset.ts';

export interface ListFilter {
  readonly org?: string;
  readonly state?: DatasetState;
  readonly sort: 'newest' | 'downloads' | 'name';
  /** Sort key of the last row of the page before. */
  readonly after?: readonly [string | number, string];
}

/** Beyond its organisation only what is published and open is listed. */
const listed = sql<boolean>`d.visibility <> 'organisation' and d.state = 'published'`;

/** Datasets in a list; `inside` are the organisations whose drafts and private ones are shown too. */
export function listDatasets(
  db: Db,
  filter: ListFilter,
  inside: readonly string[] | 'all',
  limit: number,
) {
  let query = datasetRows(db);
  if (filter.org) query = query.where('o.slug', '=', filter.org);
  if (filter.state) query = query.where('d.state', '=', filter.state);
  if (inside !== 'all')
    query = query.where((eb) =>
      inside.length > 0 ? eb.or([listed, eb('d.org_id', 'in', inside)]) : listed,
    );
  const { after } = filter;
  if (filter.sort === 'name') {
    if (after) query = query.where(sql<boolean>`(d.name, d.id) > (${after[0]}, ${after[1]})`);
    return query.orderBy('d.name').orderBy('d.id').limit(limit).execute();
  }
  if (filter.sort === 'downloads') {
    if (after)
      query = query.where(sql<boolean>`(d.downloads, d.id) < (${after[0]}::bigint, ${after[1]})`);
    return query.orderBy('d.downloads', 'desc').orderBy('d.id', 'desc').limit(limit).execute();
  }
  // Drafts have no moment of publication: their making stands for it.
  const moment =
    inside.length === 0
      ? sql<Date>`d.first_published_at`
      : sql<Date>`coalesce(d.first_published_at, d.created_at)`;
  if (after)
    query = query.where(sql<boolean>`(${moment}, d.id) < (${after[0]}::timestamptz, ${after[1]})`);
  return query.orderBy(moment, 'desc').orderBy('d.id', 'desc').limit(limit).execute();
}

/** The newest or most used open datasets, by their own indexes. */
export const topDatasets = (db: Db, by: 'first_published_at' | 'downloads', limit: number) =>
  datasetRows(db)
    .where(listed)
    .orderBy(`d.${by}`, 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute();

/** Datasets of the newest year of the directory that has any, by name. */
export const recommendedDatasets = (db: Db, limit: number) =>
  datasetRows(db)
    .where(listed)
    .where('d.recommended_in', '=', (eb) =>
      eb.selectFrom('catalog.dataset').select(eb.fn.max('recommended_in').as('year')),
    )
    .orderBy('o.slug')
    .orderBy('d.name')
    .limit(limit)
    .execute();

export interface CatalogCounts {
  domains: { domain: string; count: number }[];
  datasets: number;
  organisations: number;
  files: number;
  downloads: number;
}

/** Counts of what is open to everyone, in one pass. */
export async function catalogCounts(db: Db): Promise<CatalogCounts> {
  const { rows } = await sql<CatalogCounts>`with open as materialized (
      select coalesce(d.domain, 'other') as domain, d.org_id, d.downloads, coalesce(v.file_count, 0) as files
      from catalog.dataset d left join catalog.version v on v.id = d.latest_version_id where ${listed})
    select count(*)::float8 as datasets, count(distinct org_id)::float8 as organisations,
      coalesce(sum(files), 0)::float8 as files, coalesce(sum(downloads), 0)::float8 as downloads,
      coalesce((select jsonb_agg(x) from (select domain, count(*) as count from open group by domain
        order by count(*) desc, domain) x), '[]') as domains
    from open`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('an aggregate without group by gave no row');
  return row;
}

/** Published datasets after `id` in order of id, for the search documents. */
export const publishedAfter = (db: Db, id: string, limit: number) =>
  datasetRows(db)
    .where('d.state', '=', 'published')
    .where('d.id', '>', id)
    .orderBy('d.id')
    .limit(limit)
    .execute();

/** Addresses of what is open to everyone after `id`, for the site map. */
export const openAddresses = (db: Db, id: string, limit: number) =>
  db
    .selectFrom('catalog.dataset as d')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['d.id', 'o.slug as org', 'd.name', 'd.updated_at'])
    .where(listed)
    .where('d.id', '>', id)
    .orderBy('d.id')
    .limit(limit)
    .execute();

/** When the newest of each `size` addresses changed, in the order of `openAddresses`. */
export async function addressBlocks(db: Db, size: number): Promise<Date[]> {
  const { rows } = await sql<{ updated_at: Date }>`with placed as (
      select d.updated_at, (row_number() over (order by d.id) - 1) / ${size}::bigint as block
      from catalog.dataset d where ${listed})
    select max(updated_at) as updated_at from placed group by block order by block`.execute(db);
  return rows.map((row) => row.updated_at);
}

/** Organisations with something open, and when the newest of it changed. */
export const openOrganisations = (db: Db, limit: number) =>
  db
    .selectFrom('catalog.dataset as d')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['o.slug', sql<Date>`max(d.updated_at)`.as('updated_at')])
    .where(listed)
    .groupBy('o.slug')
    .orderBy('o.slug')
    .limit(limit)
    .execute();

/** Datasets whose counts changed since the index last took them in. */
export const countedSince = (db: Db, limit: number) =>
  db
    .selectFrom('catalog.dataset')
    .select('id')
    .where('counted_at', 'is not', null)
    .where(sql<boolean>`(indexed_at is null or indexed_at < counted_at)`)
    .orderBy('counted_at')
    .limit(limit)
    .execute();

/** Remembers that the index has taken these in as they were at `at`. */
export async function markIndexed(trx: Trx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable('catalog.dataset').set({ indexed_at: at }).where('id', 'in', ids).execute();
}
