/**
 * Finding datasets. Promises every adapter keeps (one contract suite):
 * - a document that the scope does not allow is never found, counted, suggested or used to correct
 *   a query; `gated` documents are findable by everyone, their bytes are not this port's business;
 * - `index` and `remove` have taken effect when they resolve; indexing an id again replaces it;
 * - `rebuild` replaces everything at once, at its end; searches, `index` and `remove` go on meanwhile;
 * - totals are exact up to 10,000, then 10,000 with `totalIsExact: false`;
 * - paging by `next` neither repeats nor skips a document that does not change, whatever is
 *   inserted between pages (relevance: for an unchanged corpus);
 * - simplified and traditional characters, case, width and accents make no difference.
 */
export interface Search {
  index(documents: readonly SearchDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  search(query: SearchQuery, scope: SearchScope): Promise<SearchResult>;
  suggest(prefix: string, scope: SearchScope, limit?: number): Promise<Suggestion[]>;
  rebuild(documents: AsyncIterable<SearchDocument>): Promise<{ indexed: number }>;
  /** True when a search would be answered now; never throws. */
  ready(): Promise<boolean>;
}

export type SearchVisibility = 'public' | 'organisation' | 'gated';

/** One dataset as it can be found. Empty text and empty lists where there is nothing. */
export interface SearchDocument {
  /** UUID of the dataset. */
  readonly id: string;
  readonly orgId: string;
  /** Slug of the organisation. */
  readonly org: string;
  readonly orgTitle: string;
  /** Slug of the dataset within the organisation. */
  readonly name: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly descriptionZh: string;
  readonly descriptionEn: string;
  readonly keywords: readonly string[];
  /** Plain text of the README; adapters index its first 4,000 characters. */
  readonly readme: string;
  readonly domain: string;
  readonly modality: readonly string[];
  readonly tasks: readonly string[];
  readonly formats: readonly string[];
  readonly licence: string;
  readonly languages: readonly string[];
  readonly sizeBytes: number;
  /** Years the data covers, or of publication. */
  readonly years: readonly number[];
  readonly visibility: SearchVisibility;
  /** Year of the provincial directory it is recommended in, or null. */
  readonly recommendedIn: number | null;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
  readonly downloads: number;
}

/** Whose eyes the search has: public and gated documents, those of `orgIds`, or (staff) all. */
export interface SearchScope {
  readonly orgIds: readonly string[];
  readonly all: boolean;
}
export const publicScope: SearchScope = { orgIds: [], all: false };

export const searchFacets = [
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
export type SearchFacet = (typeof searchFacets)[number];

export const searchSorts = ['relevance', 'newest', 'downloads'] as const;
export type SearchSort = (typeof searchSorts)[number];

export interface SearchQuery {
  /** What the person typed; only its first 1,000 characters count. Empty finds everything. */
  readonly text?: string;
  /** Values of one facet widen (or), facets narrow (and). */
  readonly filters?: { readonly [F in SearchFacet]?: readonly string[] };
  /** Relevance unless told; without text relevance means recommended and most used first. */
  readonly sort?: SearchSort;
  /** 1 to 100; 20 unless told. */
  readonly limit?: number;
  /** `next` of the page before, of the same query. */
  readonly cursor?: string;
}

/** Fields a highlight can be in. */
export const highlightFields = [
  'titleZh',
  'titleEn',
  'descriptionZh',
  'descriptionEn',
  'keywords',
  'name',
  'orgTitle',
  'readme',
] as const;
export type HighlightField = (typeof highlightFields)[number];

export interface Highlight {
  /** The stored text, or for long fields the part around the first match, cut at whole characters. */
  readonly text: string;
  /** UTF-16 ranges of `text` that matched, ascending, not overlapping. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

export interface SearchHit {
  readonly id: string;
  /** Comparable within one result only; higher is better. */
  readonly score: number;
  /** Only fields in which something matched; of keywords the first that did. */
  readonly highlights: { readonly [F in HighlightField]?: Highlight };
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  readonly totalIsExact: boolean;
  /** Counts with every *other* facet's filter applied; most frequent first, at most 100 a facet. */
  readonly facets: { readonly [F in SearchFacet]: readonly FacetCount[] };
  /** False when more than 10,000 documents match, and counts are of a part of them. */
  readonly facetsAreExact: boolean;
  readonly next?: string;
  /** The query that was searched instead, because a word as typed occurs nowhere. */
  readonly corrected?: string;
  /** When nothing was found: what to leave out, and how many would then be found; best first. */
  readonly loosen?: readonly Loosening[];
}

export type Loosening =
  | { readonly drop: 'filter'; readonly facet: SearchFacet; readonly total: number }
  | { readonly drop: 'word'; readonly word: string; readonly total: number };

export interface Suggestion {
  readonly kind: 'dataset' | 'keyword';
  readonly text: string;
  /** Id of the dataset, for kind `dataset`. */
  readonly id?: string;
}

/** Upper bounds (bytes, exclusive) of the size facet's values; the last has none. */
export const sizeBuckets = [
  ['<1MB', 1e6],
  ['1MB-100MB', 1e8],
  ['100MB-1GB', 1e9],
  ['1GB-10GB', 1e10],
  ['10GB-100GB', 1e11],
  ['>=100GB', Infinity],
] as const;

/** The size facet's value of a dataset of `bytes` bytes. */
export function sizeBucket(bytes: number): string {
  return sizeBuckets.find(([, limit]) => bytes < limit)?.[0] ?? '>=100GB';
}

/** Largest total that is counted exactly. */
export const exactTotal = 10_000;

/** The values a document has in each facet, as filters name them. */
export function facetValues(document: SearchDocument): Record<SearchFacet, readonly string[]> {
  const one = (value: string): string[] => (value === '' ? [] : [value]);
  return {
    domain: one(document.domain),
    modality: document.modality,
    task: document.tasks,
    format: document.formats,
    licence: one(document.licence),
    organisation: one(document.org),
    language: document.languages,
    size: [sizeBucket(document.sizeBytes)],
    year: document.years.map(String),
    visibility: [document.visibility],
    recommended: document.recommendedIn === null ? [] : [String(document.recommendedIn)],
  };
}
