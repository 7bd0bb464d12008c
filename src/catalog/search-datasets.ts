import { isStaff, hasScope, type Actor } from '#src/kernel/actor.ts';
import {
  searchFacets,
  type SearchQuery,
  type SearchResult,
  type SearchScope,
} from '#src/ports/search.ts';
import type { CatalogDeps } from './deps.ts';
import { datasetsByIds, organisationNames } from './queries/dataset.ts';
import type {
  Facet,
  SearchHit,
  SearchQuery as SearchInput,
  SearchReply,
  SuggestReply,
} from './search-schema.ts';
import { datasetSummary } from './views.ts';

type Deps = Pick<CatalogDeps, 'store' | 'search'>;

/** Whose eyes a search has; a token needs `catalog:read` to see more than the public. */
export function scopeOf(actor: Actor): SearchScope {
  if (isStaff(actor, 'operator', 'approver', 'auditor', 'admin')) return { orgIds: [], all: true };
  if (actor.kind !== 'user' || !hasScope(actor, 'catalog:read')) return { orgIds: [], all: false };
  return { orgIds: actor.orgs.map((m) => m.orgId), all: false };
}

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The query string as the port takes it. */
function portQuery(input: SearchInput): SearchQuery {
  const filters = Object.fromEntries(
    searchFacets
      .map((facet) => [facet, list(input[facet])] as const)
      .filter(([, values]) => values.length > 0),
  );
  return {
    filters,
    ...(input.q ? { text: input.q } : {}),
    ...(input.sort ? { sort: input.sort } : {}),
    ...(input.cursor ? { cursor: input.cursor } : {}),
    limit: Number(input.limit ?? 20),
  };
}

/** Highlights with mutable ranges, as JSON has them. */
const highlightsOf = (h: SearchResult['hits'][number]['highlights']): SearchHit['highlights'] =>
  Object.fromEntries(
    Object.entries(h).map(([field, mark]) => [
      field,
      {
        text: mark.text,
        ranges: mark.ranges.map(([start, end]): [number, number] => [start, end]),
      },
    ]),
  );

/** Search with facets; each hit is read again as the actor, so that a stale index shows nothing it must not. */
export async function searchDatasets(
  deps: Deps,
  actor: Actor,
  input: SearchInput,
): Promise<SearchReply> {
  const result = await deps.search.search(portQuery(input), scopeOf(actor));
  const slugs = result.facets.organisation.map((f) => f.value);
  const ids = result.hits.map((h) => h.id);
  const [rows, names] = await deps.store.read(actor, async (db) => [
    await datasetsByIds(db, ids),
    await organisationNames(db, slugs),
  ]);
  const byId = new Map(rows.filter((r) => r.state === 'published').map((r) => [r.id, r]));
  const labels = new Map(names.map((n) => [n.slug, { zh: n.name_zh, en: n.name_en }]));
  return {
    items: result.hits.flatMap((hit) => {
      const row = byId.get(hit.id);
      return row ? [{ ...datasetSummary(row), highlights: highlightsOf(hit.highlights) }] : [];
    }),
    total: result.total,
    totalIsExact: result.totalIsExact,
    facets: searchFacets.map((name) => facetView(name, result.facets[name], labels)),
    facetsAreExact: result.facetsAreExact,
    loosen: [...(result.loosen ?? [])],
    ...(result.corrected === undefined ? {} : { corrected: result.corrected }),
    ...(result.next === undefined ? {} : { next: result.next }),
  };
}

function facetView(
  name: Facet['name'],
  counts: readonly { value: string; count: number }[],
  labels: ReadonlyMap<string, { zh: string; en: string }>,
): Facet {
  return {
    name,
    values: counts.map(({ value, count }) => {
      const label = name === 'organisation' ? labels.get(value) : undefined;
      return { value, count, ...(label ? { label } : {}) };
    }),
  };
}

/** Completions while typing; those that name a dataset carry its address. */
export async function suggestDatasets(
  deps: Deps,
  actor: Actor,
  prefix: string,
  limit: number,
): Promise<SuggestReply> {
  const found = await deps.search.suggest(prefix, scopeOf(actor), limit);
  const ids = found.flatMap((s) => s.id ?? []);
  const rows = ids.length === 0 ? [] : await deps.store.read(actor, (db) => datasetsByIds(db, ids));
  const byId = new Map(rows.map((r) => [r.id, r]));
  return {
    items: found.flatMap((s) => {
      if (s.id === undefined) return [{ text: s.text, kind: s.kind }];
      const row = byId.get(s.id);
      return row ? [{ text: s.text, kind: s.kind, org: row.org_slug, name: row.name }] : [];
    }),
  };
}
