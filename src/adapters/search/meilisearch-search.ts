import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import {
  exactTotal,
  searchFacets,
  type FacetCount,
  type Loosening,
  type SearchFacet,
  type SearchQuery,
  type SearchResult,
  type SearchScope,
  type Suggestion,
} from '#src/ports/search.ts';
import { highlighter } from './highlight.ts';
import { afterFilter, filterOf, sortOf } from './meilisearch-filter.ts';
import { queryTerms, type MeilisearchRecord } from './meilisearch-record.ts';
import { parseQuery, type ParsedQuery } from './parse-query.ts';
import { readCursor, writeCursor, type SearchCursor, type SearchMode } from './search-cursor.ts';
import { activeFacets } from './tsquery.ts';

/** Words of a query the server looks at; later ones it ignores. */
const serverWords = 10;
const few = 5;

interface Answer {
  readonly hits: readonly Partial<MeilisearchRecord>[];
  readonly totalHits?: number;
  readonly facetDistribution?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Asked {
  readonly client: Meilisearch;
  readonly index: string;
  readonly query: SearchQuery;
  readonly scope: SearchScope;
}

const limitOf = (query: SearchQuery): number =>
  Math.min(100, Math.max(1, Math.trunc(query.limit ?? 20)));

async function ask(client: Meilisearch, queries: MultiSearchQuery[]): Promise<readonly Answer[]> {
  const { results } = await client.multiSearch({ queries });
  return results as unknown as readonly Answer[];
}

function base(
  { index, query }: Asked,
  text: string,
  mode: SearchMode,
  filter: string[],
): MultiSearchQuery {
  const q = queryTerms(text).slice(0, serverWords).join(' ');
  // words that are none (punctuation alone) must find nothing, where no words find everything
  const impossible = q === '' && text.trim() !== '';
  return {
    indexUid: index,
    q,
    filter: impossible ? [...filter, 'publishedMs NOT EXISTS'] : filter,
    matchingStrategy: mode === 'vote' ? 'frequency' : 'all',
    sort: sortOf(query.sort ?? 'relevance'),
  };
}

/** The page, the total with all facets, and each narrowed facet without its own filter: one request. */
async function attempt(
  asked: Asked,
  text: string,
  mode: SearchMode,
  after: SearchCursor | undefined,
): Promise<readonly Answer[]> {
  const { client, query, scope } = asked;
  const sort = query.sort ?? 'relevance';
  const count = { hitsPerPage: 1, page: 1, attributesToRetrieve: ['id'] };
  const filter = filterOf(query, scope);
  return ask(client, [
    {
      ...base(asked, text, mode, [...filter, ...afterFilter(sort, after)]),
      limit: limitOf(query) + 1,
      offset: sort === 'relevance' ? (after?.key ?? 0) : 0,
    },
    { ...base(asked, text, mode, filter), ...count, facets: searchFacets.map((f) => `facet_${f}`) },
    ...activeFacets(query.filters).map((facet) => ({
      ...base(asked, text, mode, filterOf(query, scope, facet)),
      ...count,
      facets: [`facet_${facet}`],
    })),
  ]);
}

function facetsOf(
  answers: readonly Answer[],
  active: readonly SearchFacet[],
): Record<SearchFacet, FacetCount[]> {
  const counts = (facet: SearchFacet): FacetCount[] => {
    const own = active.indexOf(facet);
    const values = answers[own === -1 ? 1 : own + 2]?.facetDistribution?.[`facet_${facet}`] ?? {};
    return Object.entries(values)
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  };
  return Object.fromEntries(searchFacets.map((f) => [f, counts(f)])) as Record<
    SearchFacet,
    FacetCount[]
  >;
}

async function loosen(asked: Asked, parsed: ParsedQuery): Promise<Loosening[]> {
  const { client, query, scope } = asked;
  const count = { hitsPerPage: 1, page: 1, attributesToRetrieve: ['id'] };
  const options: { query: MultiSearchQuery; loosening: (total: number) => Loosening }[] = [];
  for (const facet of activeFacets(query.filters))
    options.push({
      query: { ...base(asked, parsed.text, 'exact', filterOf(query, scope, facet)), ...count },
      loosening: (total) => ({ drop: 'filter', facet, total }),
    });
  for (const group of parsed.groups.slice(0, 12)) {
    const [from, to] = [group.pieces[0]?.start ?? 0, group.pieces.at(-1)?.end ?? 0];
    const rest = `${parsed.text.slice(0, from)} ${parsed.text.slice(to)}`;
    options.push({
      query: { ...base(asked, rest, 'exact', filterOf(query, scope)), ...count },
      loosening: (total) => ({ drop: 'word', word: parsed.text.slice(from, to), total }),
    });
  }
  if (options.length === 0) return [];
  const answers = await ask(
    client,
    options.map((o) => o.query),
  );
  return options
    .map((option, i) => option.loosening(Math.min(exactTotal, answers[i]?.totalHits ?? 0)))
    .filter((l) => l.total > 0)
    .toSorted((a, b) => b.total - a.total);
}

function nextOf(
  query: SearchQuery,
  mode: SearchMode,
  answer: Answer | undefined,
  after: SearchCursor | undefined,
): { next?: string } {
  const limit = limitOf(query);
  const last = answer?.hits[limit - 1];
  if (last === undefined || (answer?.hits.length ?? 0) <= limit) return {};
  const sort = query.sort ?? 'relevance';
  const key = {
    relevance: (after?.key ?? 0) + limit,
    newest: last.publishedMs ?? 0,
    downloads: last.downloads ?? 0,
  }[sort];
  return { next: writeCursor(sort, { mode, tier: 1, key, id: last.id ?? '' }) };
}

/** The port's `search` on Meilisearch: one request, two when hardly anything is found. */
export async function searchMeilisearch(
  client: Meilisearch,
  index: string,
  query: SearchQuery,
  scope: SearchScope,
): Promise<SearchResult> {
  const asked: Asked = { client, index, query, scope };
  const sort = query.sort ?? 'relevance';
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, sort);
  const parsed = parseQuery(query.text ?? '');
  let mode: SearchMode = after?.mode ?? 'exact';
  let answers = await attempt(asked, parsed.text, mode, after);
  if (
    after === undefined &&
    sort === 'relevance' &&
    (answers[1]?.totalHits ?? 0) < few &&
    queryTerms(parsed.text).length >= 3
  ) {
    const wider = await attempt(asked, parsed.text, 'vote', after);
    if ((wider[1]?.totalHits ?? 0) > (answers[1]?.totalHits ?? 0))
      [answers, mode] = [wider, 'vote'];
  }
  const total = answers[1]?.totalHits ?? 0;
  const hits = (answers[0]?.hits ?? []).slice(0, limitOf(query));
  const marksOf = highlighter(parsed);
  return {
    hits: hits.map((hit, i) => ({
      id: hit.id ?? '',
      score: exactTotal - (after?.key ?? 0) - i,
      highlights: marksOf(hit.texts ?? {}),
    })),
    total: Math.min(total, exactTotal),
    totalIsExact: total <= exactTotal,
    facets: facetsOf(answers, activeFacets(query.filters)),
    facetsAreExact: true,
    ...nextOf(query, mode, answers[0], after),
    ...(total === 0 ? { loosen: await loosen(asked, parsed) } : {}),
  };
}

export async function suggestMeilisearch(
  client: Meilisearch,
  index: string,
  prefix: string,
  scope: SearchScope,
  limit: number,
): Promise<Suggestion[]> {
  const parsed = parseQuery(prefix);
  if (parsed.groups.length === 0) return [];
  const filter = filterOf({}, scope);
  const found = await client
    .index(index)
    .searchForFacetValues({ facetName: 'keywords', facetQuery: parsed.text, filter });
  const words = found.facetHits
    .slice(0, Math.ceil(limit / 2))
    .map((hit): Suggestion => ({ kind: 'keyword', text: hit.value }));
  const asked: Asked = { client, index, query: {}, scope };
  const [answer] = await ask(client, [
    {
      ...base(asked, parsed.text, 'exact', filter),
      limit,
      attributesToSearchOn: ['head', 'headPairs'],
    },
  ]);
  const chinese = parsed.groups.some((g) => g.pieces.some((p) => p.cjk));
  const titles = (answer?.hits ?? []).map((hit): Suggestion => {
    const [zh, en] = [String(hit.texts?.['titleZh'] ?? ''), String(hit.texts?.['titleEn'] ?? '')];
    return {
      kind: 'dataset',
      text: (chinese ? zh || en : en || zh) || String(hit.texts?.['name'] ?? ''),
      id: hit.id ?? '',
    };
  });
  return [...words, ...titles].slice(0, limit);
}
