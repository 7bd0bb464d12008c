import type { FacetName } from '#src/catalog/search-schema.ts';

/** Order of the facets on the page and in canonical addresses. */
export const facetOrder = [
  'domain',
  'modality',
  'task',
  'format',
  'licence',
  'organisation',
  'language',
  'size',
  'year',
  'visibility',
  'recommended',
] as const satisfies readonly FacetName[];

export const sorts = ['relevance', 'newest', 'downloads'] as const;
export type Sort = (typeof sorts)[number];

/** What the address of a search says; everything else in the query is ignored. */
export interface SearchState {
  readonly q: string;
  readonly filters: readonly (readonly [FacetName, string])[];
  readonly sort: Sort | undefined;
  readonly cursor: string | undefined;
}

export function readSearch(query: URLSearchParams): SearchState {
  const sort = query.get('sort');
  return {
    q: (query.get('q') ?? '').trim(),
    filters: facetOrder.flatMap((name) =>
      [...new Set(query.getAll(name))].filter(Boolean).map((value) => [name, value] as const),
    ),
    sort: sorts.find((known) => known === sort),
    cursor: query.get('cursor') ?? undefined,
  };
}

/** The query string of a state, parameters always in the same order. */
export function writeSearch(state: SearchState): string {
  const query = new URLSearchParams();
  if (state.q !== '') query.set('q', state.q);
  for (const [name, value] of state.filters) query.append(name, value);
  if (state.sort !== undefined) query.set('sort', state.sort);
  if (state.cursor !== undefined) query.set('cursor', state.cursor);
  return query.toString();
}

export const searchHref = (state: SearchState): string => {
  const query = writeSearch(state);
  return query === '' ? '/search' : `/search?${query}`;
};

/** The state with one filter switched on or off, on its first page. */
export function toggle(state: SearchState, name: FacetName, value: string): SearchState {
  const has = state.filters.some(([n, v]) => n === name && v === value);
  const filters = has
    ? state.filters.filter(([n, v]) => n !== name || v !== value)
    : [...state.filters, [name, value] as const];
  const ordered = facetOrder.flatMap((facet) => filters.filter(([n]) => n === facet));
  return { ...state, filters: ordered, cursor: undefined };
}

/** The query without one of its words. */
export function withoutWord(query: string, word: string): string {
  return query.replace(word, ' ').replaceAll(/\s+/gu, ' ').trim();
}
