import { searchFacets, type SearchFacet, type SearchQuery } from '#src/ports/search.ts';
import { everything, facetLexeme, inHead, isWhole, quote } from './document-row.ts';
import type { Group, ParsedQuery, Piece } from './parse-query.ts';

/**
 * Query literals for `::tsquery`. They are put together from quoted lexemes only; nothing of what a
 * person typed reaches the parser as an operator.
 */
export type TsQuery = string;

/** Matches nothing: no document has this lexeme. */
const nothing = quote('∅');

const all = (parts: readonly TsQuery[]): TsQuery =>
  parts.length > 1 ? `(${parts.join(' & ')})` : (parts[0] ?? '');
const any = (parts: readonly TsQuery[]): TsQuery =>
  parts.length > 1 ? `(${parts.join(' | ')})` : (parts[0] ?? '');

interface Match {
  /** Only titles, names and keywords. */
  readonly head: boolean;
  /** Words of three and more letters also match as the beginning of a word. */
  readonly prefixes: boolean;
}

function piece(part: Piece, match: Match): TsQuery {
  const mark = match.head ? inHead : '';
  if (!part.cjk && match.prefixes && part.folded.length >= 3)
    return any([quote(mark + (part.lexemes[0] ?? '')), `${quote(mark + part.folded)}:*`]);
  return all(part.lexemes.map((lexeme) => quote(mark + lexeme)));
}

function group(part: Group, match: Match): TsQuery {
  const apart = all(part.pieces.map((p) => piece(p, match)));
  if (part.compound === undefined) return apart;
  return any([quote((match.head ? inHead : '') + part.compound), apart]);
}

const words = (query: ParsedQuery, match: Match): TsQuery =>
  all(query.groups.map((g) => group(g, match)));

/** The filters of every facet but `except`; '' when there are none. */
export function filtersQuery(filters: SearchQuery['filters'], except?: SearchFacet): TsQuery {
  const parts = activeFacets(filters)
    .filter((facet) => facet !== except)
    .map((facet) => any((filters?.[facet] ?? []).map((value) => quote(facetLexeme(facet, value)))));
  return all(parts);
}

/** Facets that the query narrows. */
export function activeFacets(filters: SearchQuery['filters']): SearchFacet[] {
  return searchFacets.filter((facet) => (filters?.[facet]?.length ?? 0) > 0);
}

/** What one search asks for, apart from filters: all that matches, and the same in disjoint tiers, best first. */
export interface TieredQuery {
  readonly text: TsQuery;
  readonly tiers: readonly TsQuery[];
}

export type Looseness = 'exact' | 'prefix';

/** Matches of the text, and of it within the filters; empty text matches everything. */
export function textQuery(query: ParsedQuery, looseness: Looseness): TsQuery {
  if (query.groups.length === 0) return query.text.trim() === '' ? '' : nothing;
  return words(query, { head: false, prefixes: looseness === 'prefix' });
}

/** `query` within `filters`; with neither, everything. */
export const within = (query: TsQuery, filters: TsQuery): TsQuery =>
  all([query, filters].filter((part) => part !== '')) || quote(everything);

/** Tiers: exactly the whole text; all words in the head; all words; then the same for half words. */
export function tieredQuery(
  query: ParsedQuery,
  looseness: Looseness,
  ranked: boolean,
): TieredQuery {
  const found = within(textQuery(query, looseness), '');
  if (query.groups.length === 0) return { text: found, tiers: [found] };
  const whole = quote(isWhole + query.whole);
  const text = any([found, whole]);
  if (!ranked) return { text, tiers: [text] };
  const levels = [
    whole,
    words(query, { head: true, prefixes: false }),
    ...(looseness === 'prefix'
      ? [
          words(query, { head: false, prefixes: false }),
          words(query, { head: true, prefixes: true }),
        ]
      : []),
    found,
  ];
  const not = (level: TsQuery): TsQuery => `!${level.startsWith('(') ? level : `(${level})`}`;
  return { text, tiers: levels.map((level, i) => all([level, ...levels.slice(0, i).map(not)])) };
}

/** Each lexeme of the query by itself, for ranked or. */
export function singleTerms(query: ParsedQuery): string[] {
  return [
    ...new Set(query.groups.flatMap((g) => g.pieces).flatMap((p) => (p.stop ? [] : p.lexemes))),
  ];
}
