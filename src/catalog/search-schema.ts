import { type } from 'arktype';
import { cursor, limit, optionalText } from '#src/kernel/schema.ts';
import { Domain } from './card-schema.ts';
import { DatasetSummary } from './schema.ts';

/** Facets of the search, in the order the page shows them. */
export const facetNames = [
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
] as const;
export type FacetName = (typeof facetNames)[number];

const some = type('string <= 120 | (string <= 120)[]');

/** Each filter may repeat: values of one filter widen the answer, different filters narrow it. */
export const SearchQuery = type({
  'q?': optionalText(400),
  'domain?': some,
  'modality?': some,
  'task?': some,
  'format?': some,
  'licence?': some,
  'organisation?': some,
  'language?': some,
  'size?': some,
  'year?': some,
  'visibility?': some,
  'recommended?': some,
  'sort?': "'relevance' | 'newest' | 'downloads'",
  'cursor?': cursor,
  'limit?': limit,
});
export type SearchQuery = typeof SearchQuery.infer;

const marked = type({
  text: 'string',
  /** UTF-16 ranges [start, end) of `text` that matched. */
  ranges: type(['number.integer', 'number.integer']).array(),
});
export const SearchHit = DatasetSummary.and({
  /** Fields in which something matched; the text may be the part around the first match. */
  highlights: {
    'titleZh?': marked,
    'titleEn?': marked,
    'descriptionZh?': marked,
    'descriptionEn?': marked,
    'keywords?': marked,
    'name?': marked,
    'orgTitle?': marked,
    'readme?': marked,
  },
});
export type SearchHit = typeof SearchHit.infer;

export const Facet = type({
  name: type.enumerated(...facetNames),
  /** Counted with every other facet's filter applied, so that one more choice is foreseeable. */
  values: type({
    value: 'string',
    /** Only where the value is an identifier: the organisation's name. */
    'label?': { zh: 'string', en: 'string' },
    count: 'number.integer >= 0',
  }).array(),
});
export type Facet = typeof Facet.infer;

const Loosening = type({
  drop: "'filter'",
  facet: type.enumerated(...facetNames),
  total: 'number.integer >= 1',
}).or({ drop: "'word'", word: 'string', total: 'number.integer >= 1' });

export const SearchReply = type({
  items: SearchHit.array(),
  total: 'number.integer >= 0',
  /** False above 10,000 hits: then `total` is a lower bound. */
  totalIsExact: 'boolean',
  facets: Facet.array(),
  facetsAreExact: 'boolean',
  /** The query that was searched instead, because a word as typed occurs nowhere. */
  'corrected?': 'string',
  /** Only when nothing was found: what to drop, and how many would then be found. */
  loosen: Loosening.array(),
  'next?': 'string',
});
export type SearchReply = typeof SearchReply.infer;

export const SuggestQuery = type({ q: '1 <= string <= 100', 'limit?': limit });
const Suggestion = type({
  text: 'string',
  kind: "'dataset' | 'keyword'",
  /** Address of the dataset, for kind `dataset`. */
  'org?': 'string',
  'name?': 'string',
});
export const SuggestReply = type({ items: Suggestion.array() });
export type SuggestReply = typeof SuggestReply.infer;

export const HomePage = type({
  newest: DatasetSummary.array(),
  mostUsed: DatasetSummary.array(),
  /** The newest year of the directory of recommended datasets, with those of it that are open. */
  recommended: type({ year: 'number.integer', items: DatasetSummary.array() }).or('null'),
  domains: type({ domain: Domain, count: 'number.integer >= 0' }).array(),
  counts: {
    datasets: 'number.integer >= 0',
    organisations: 'number.integer >= 0',
    files: 'number.integer >= 0',
    downloads: 'number.integer >= 0',
  },
});
export type HomePage = typeof HomePage.infer;
