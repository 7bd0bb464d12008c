import type { SearchFacet, SearchQuery, SearchScope, SearchSort } from '#src/ports/search.ts';
import type { SearchCursor } from './search-cursor.ts';
import { tieOf } from './meilisearch-record.ts';
import { activeFacets } from './tsquery.ts';

/** A string as the filter language writes it: quoted, backslash and quote escaped (v1.4 and later). */
export const quoteValue = (value: string): string =>
  `"${value.replaceAll('\0', '').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const listOf = (values: readonly string[]): string => `[${values.map(quoteValue).join(', ')}]`;

/** What the scope may find; '' for staff. */
export function scopeFilter(scope: SearchScope): string {
  if (scope.all) return '';
  const open = 'facet_visibility IN ["public", "gated"]';
  return scope.orgIds.length === 0 ? open : `(${open} OR orgId IN ${listOf(scope.orgIds)})`;
}

/** Scope and every narrowed facet but `except`, as a list that the server joins by AND. */
export function filterOf(query: SearchQuery, scope: SearchScope, except?: SearchFacet): string[] {
  const parts = activeFacets(query.filters)
    .filter((facet) => facet !== except)
    .map((facet) => `facet_${facet} IN ${listOf(query.filters?.[facet] ?? [])}`);
  return [scopeFilter(scope), ...parts].filter((part) => part !== '');
}

const keyOf = { newest: 'publishedMs', downloads: 'downloads' } as const;

/** Rows after a cursor, in an order that is a key of the rows; relevance pages by offset instead. */
export function afterFilter(sort: SearchSort, after: SearchCursor | undefined): string[] {
  if (after === undefined || sort === 'relevance') return [];
  const key = keyOf[sort];
  return [`(${key} < ${after.key} OR (${key} = ${after.key} AND tie > ${tieOf(after.id)}))`];
}

export const sortOf = (sort: SearchSort): string[] =>
  sort === 'relevance' ? ['prior:desc', 'tie:asc'] : [`${keyOf[sort]}:desc`, 'tie:asc'];
