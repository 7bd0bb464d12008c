import { sql, type Kysely } from 'kysely';
import type { SearchScope, SearchSort } from '#src/ports/search.ts';
import type { TieredQuery, TsQuery } from './tsquery.ts';

// oxlint-disable-next-line no-explicit-any -- the schema `search` is this adapter's own; nobody else types it
export type SearchDb = Kysely<any>;

export interface FoundPage {
  /** One above the cap when there are more. */
  readonly total: number;
  /** How many match the text, whatever the filters. */
  readonly matched: number;
  readonly facets: Uint8Array;
  /** For each narrowed facet, how many only its own filter keeps out (of 50,000 that match the text). */
  readonly otherTotals: readonly number[];
  /** For each narrowed facet, of the documents that only its own filter keeps out. */
  readonly otherFacets: readonly (Uint8Array | null)[];
  readonly rows: readonly { readonly id: string; readonly tier: number; readonly key: number }[];
  readonly texts: ReadonlyMap<string, Texts>;
}

interface After {
  readonly tier: number;
  readonly key: number;
  readonly id: string;
}

export interface PageOptions {
  /** The filters as one query, '' for none. */
  readonly filter: TsQuery;
  /** For each narrowed facet its name and chosen values, one a line. */
  readonly chosen: readonly string[];
  readonly after: After | undefined;
  readonly limit: number;
  readonly cap: number;
}

const list = (queries: readonly TsQuery[]) => sql`${[...queries]}::text[]::tsquery[]`;
const orgs = (scope: SearchScope) => sql`${[...scope.orgIds]}::text[], ${scope.all}::boolean`;

/**
 * Runs `work` with the row-level settings of `scope`. The public scope needs none, and saves the
 * two round trips of a transaction.
 */
export async function inScope<T>(
  db: SearchDb,
  scope: SearchScope,
  work: (db: SearchDb) => Promise<T>,
): Promise<T> {
  if (!scope.all && scope.orgIds.length === 0) return work(db);
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('hub.org_ids', ${scope.orgIds.join(',')}, true),
      set_config('hub.role', ${scope.all ? 'staff' : ''}, true)`.execute(trx);
    return work(trx);
  });
}

/** With filters, rows that match the text are looked at one by one up to here; facets are of these. */
export const mostRows = 50_000;

/** Texts of a page, read with it: under the caller's own policy, in the same round trip. */
const withTexts = sql`select f.*, (select json_object_agg(c.id, c.texts) from search.content c
  where c.id = any (f.ids)) as texts`;

interface FindRow {
  readonly total: number;
  readonly matched: number;
  readonly facets: Uint8Array | null;
  readonly other_totals: number[] | null;
  readonly other_facets: (Uint8Array | null)[] | null;
  readonly ids: string[];
  readonly tiers: number[];
  readonly keys: (string | number | bigint)[];
  readonly texts: Record<string, Texts> | null;
}

function pageOf(row: FindRow | undefined): FoundPage {
  return {
    total: row?.total ?? 0,
    matched: row?.matched ?? 0,
    facets: row?.facets ?? new Uint8Array(),
    otherTotals: row?.other_totals ?? [],
    otherFacets: row?.other_facets ?? [],
    rows: (row?.ids ?? []).map((id, i) => ({
      id,
      tier: row?.tiers[i] ?? 1,
      key: Number(row?.keys[i] ?? 0),
    })),
    texts: new Map(Object.entries(row?.texts ?? {})),
  };
}

export async function find(
  db: SearchDb,
  query: TieredQuery,
  sort: SearchSort,
  scope: SearchScope,
  { filter, chosen, after, limit, cap }: PageOptions,
): Promise<FoundPage> {
  const { rows } =
    await sql<FindRow>`${withTexts} from search.find(${query.text}::tsquery, ${list(query.tiers)},
    ${filter}::tsquery, ${[...chosen]}::text[], ${sort}, ${after?.tier ?? 1}, ${after?.key ?? null},
    ${after?.id ?? null}, ${limit}, ${cap}, ${mostRows}, ${orgs(scope)}) f`.execute(db);
  return pageOf(rows[0]);
}

/** Ranked or: documents that reach `minimum` with the weights of the terms they have. */
export async function vote(
  db: SearchDb,
  terms: readonly { readonly query: TsQuery; readonly weight: number }[],
  minimum: number,
  scope: SearchScope,
  { chosen, after, limit, cap }: PageOptions,
): Promise<FoundPage> {
  const { rows } =
    await sql<FindRow>`${withTexts} from search.vote(${list(terms.map((t) => t.query))},
    ${terms.map((t) => t.weight)}::integer[], ${minimum}, ${[...chosen]}::text[], ${after?.key ?? null},
    ${after?.id ?? null}, ${limit}, ${cap}, ${orgs(scope)}) f`.execute(db);
  return pageOf(rows[0]);
}

/** How many documents match each query, counted up to `cap`. */
export async function count(
  db: SearchDb,
  queries: readonly TsQuery[],
  cap: number,
  scope: SearchScope,
): Promise<number[]> {
  if (queries.length === 0) return [];
  const { rows } = await sql<{ n: number[] }>`
    select search.count(${list(queries)}, ${cap}, ${orgs(scope)}) as n`.execute(db);
  return rows[0]?.n ?? [];
}

export async function known(
  db: SearchDb,
  words: readonly string[],
  scope: SearchScope,
): Promise<Set<string>> {
  const { rows } = await sql<{ w: string[] }>`
    select search.known(${[...words]}::text[], ${orgs(scope)}) as w`.execute(db);
  return new Set(rows[0]?.w);
}

export async function near(
  db: SearchDb,
  variants: readonly string[],
  scope: SearchScope,
): Promise<{ word: string; documents: number }[]> {
  const { rows } = await sql<{ word: string; documents: string }>`
    select * from search.near(${[...variants]}::text[], ${orgs(scope)})`.execute(db);
  return rows.map((row) => ({ word: row.word, documents: Number(row.documents) }));
}

export async function keywords(
  db: SearchDb,
  prefix: string,
  limit: number,
  scope: SearchScope,
): Promise<string[]> {
  const { rows } = await sql<{ label: string }>`
    select * from search.keywords(${prefix}, ${limit}, ${orgs(scope)})`.execute(db);
  return rows.map((row) => row.label);
}

export type Texts = Readonly<Record<string, string | readonly string[]>>;
