import type { Actor } from '#src/kernel/actor.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import type { CatalogDeps, Db } from './deps.ts';
import {
  catalogCounts,
  listDatasets as selectDatasets,
  addressBlocks,
  openAddresses,
  openOrganisations,
  recommendedDatasets,
  topDatasets,
} from './queries/list.ts';
import type { DatasetRow } from './queries/dataset.ts';
import { domains } from './card-schema.ts';
import type { DatasetList, DatasetListQuery } from './schema.ts';
import type { HomePage } from './search-schema.ts';
import { scopeOf } from './search-datasets.ts';
import { datasetSummary } from './views.ts';

type Sort = 'newest' | 'downloads' | 'name';

function sortKey(row: DatasetRow, sort: Sort): [string, string] {
  if (sort === 'name') return [row.name, row.id];
  if (sort === 'downloads') return [row.downloads.toString(), row.id];
  return [(row.first_published_at ?? row.created_at).toISOString(), row.id];
}

/** Datasets of all or of one organisation; members see their drafts among them. */
export async function listDatasets(
  db: Db,
  actor: Actor,
  query: typeof DatasetListQuery.infer,
): Promise<DatasetList> {
  const sort: Sort = query.sort ?? 'newest';
  const limit = Number(query.limit ?? 20);
  const [key, id] = query.cursor ? decodeCursor(query.cursor, 2) : [];
  const filter = {
    sort,
    ...(query.org ? { org: query.org } : {}),
    ...(query.state ? { state: query.state } : {}),
    ...(key === undefined || id === undefined ? {} : { after: [key, String(id)] as const }),
  };
  const scope = scopeOf(actor);
  const rows = await selectDatasets(
    db,
    filter,
    scope.all && query.org ? 'all' : scope.orgIds,
    limit + 1,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(datasetSummary),
    ...(rows.length > limit && last ? { next: encodeCursor(sortKey(last, sort)) } : {}),
  };
}

const homeRows = 8;
/** Slots of one year's directory. */
const slotsOfYear = 10;

/** What the first page shows: newest, most used, domains and totals of what is open to everyone. */
export async function homePage(db: Db): Promise<HomePage> {
  const newest = await topDatasets(db, 'first_published_at', homeRows);
  const mostUsed = await topDatasets(db, 'downloads', homeRows);
  const recommended = await recommendedDatasets(db, slotsOfYear);
  const year = recommended[0]?.recommended_in;
  const { domains: counted, ...counts } = await catalogCounts(db);
  const byDomain = new Map(counted.map((d) => [d.domain, d.count]));
  return {
    newest: newest.map(datasetSummary),
    mostUsed: mostUsed.map(datasetSummary),
    recommended:
      year === undefined || year === null ? null : { year, items: recommended.map(datasetSummary) },
    domains: domains.map((domain) => ({ domain, count: byDomain.get(domain) ?? 0 })),
    counts,
  };
}

/** When each `size` of the site map's entries last changed; as many as there are such blocks. */
export const sitemapBlocks = (deps: Pick<CatalogDeps, 'store'>, size: number): Promise<Date[]> =>
  deps.store.read({ kind: 'anonymous' }, (db) => addressBlocks(db, size));

/** Organisations whose pages search engines may read, at most `limit`. */
export const sitemapOrganisations = (deps: Pick<CatalogDeps, 'store'>, limit: number) =>
  deps.store.read({ kind: 'anonymous' }, (db) => openOrganisations(db, limit));

interface SitemapEntry {
  readonly org: string;
  readonly name: string;
  readonly updatedAt: Date;
}

/** Every address that search engines may read, in batches. */
export async function* sitemapEntries(
  deps: Pick<CatalogDeps, 'store'>,
): AsyncGenerator<SitemapEntry> {
  for (let after = ''; ;) {
    const last = after;
    const rows = await deps.store.read({ kind: 'anonymous' }, (db) =>
      openAddresses(db, last, 1000),
    );
    for (const r of rows) yield { org: r.org, name: r.name, updatedAt: r.updated_at };
    const end = rows.at(-1);
    if (!end) return;
    after = end.id;
  }
}
