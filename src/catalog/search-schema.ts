import { type } from 'arktype';
import { cursor, limit, optionalText } from '#src/kernel/schema.ts';
import { Domain } from './card-schema.ts';
import { DatasetSummary } from './schema.ts';

/** Facets of the search, in the order the page shows them. */
export const facetNames = [
  'domain',
  'modality',
  'format',
  'licence',
  'organisation',
  'language',
  'size',
  'year',
  'visibility',
] as const;
export type FacetName = (typeof facetNames)[number];

const some = type('string <= 120 | (string <= 120)[]');

/** Each filter may repeat: values of one filter widen the answer, different filters narrow it. */
export const SearchQuery = type({
  'q?': optionalText(400),
  'domain?': some,
  'modality?': some,
  'format?': some,
  'licence?': some,
  'organisation?': some,
  'language?': some,
  'size?': some,
  'year?': some,
  'visibility?': some,
  'sort?': "'relevance' | 'newest' | 'downloads'",
  'cursor?': cursor,
  'limit?': limit,
});
export type SearchQuery = typeof SearchQuery.infer;

export const SearchHit = DatasetSummary.and({
  /** Pieces of text, `mark` where the query matched. */
  highlights: {
    title: type({ text: 'string', mark: 'boolean' }).array(),
    summary: type({ text: 'string', mark: 'boolean' }).array(),
  },
});
export type SearchHit = typeof SearchHit.infer;

export const Facet = type({
  name: type.enumerated(...facetNames),
  /** Counted with every other filter applied, so that choosing one more value is foreseeable. */
  values: type({ value: 'string', label: 'string', count: 'number.integer >= 0' }).array(),
});
export type Facet = typeof Facet.infer;

export const SearchReply = type({
  items: SearchHit.array(),
  total: 'number.integer >= 0',
  /** False above 10,000 hits: then `total` is a lower bound. */
  totalIsExact: 'boolean',
  facets: Facet.array(),
  /** Only when nothing was found: what to drop, and how many would then be found. */
  loosen: type({ drop: 'string', found: 'number.integer >= 1' }).array(),
  'next?': 'string',
});
export type SearchReply = typeof SearchReply.infer;

export const SuggestQuery = type({ q: '1 <= string <= 100', 'limit?': limit });
export const Suggestion = type({
  text: 'string',
  kind: "'dataset' | 'keyword'",
  'org?': 'string',
  'name?': 'string',
});
export const SuggestReply = type({ items: Suggestion.array() });
export type SuggestReply = typeof SuggestReply.infer;

export const HomePage = type({
  newest: DatasetSummary.array(),
  mostUsed: DatasetSummary.array(),
  domains: type({ domain: Domain, count: 'number.integer >= 0' }).array(),
  counts: {
    datasets: 'number.integer >= 0',
    organisations: 'number.integer >= 0',
    files: 'number.integer >= 0',
    downloads: 'number.integer >= 0',
  },
});
export type HomePage = typeof HomePage.infer;
