import { facetValues, searchFacets, type SearchDocument } from '#src/ports/search.ts';
import { prior, storedTexts } from './document-row.ts';
import { bigrams, compounds, stem, tokenise } from './tokens.ts';

/** What the index holds of a dataset. Only `texts` and `id` are ever returned. */
export interface MeilisearchRecord {
  readonly id: string;
  readonly orgId: string;
  readonly publishedMs: number;
  readonly downloads: number;
  readonly prior: number;
  /** The last 48 bits of the id: decides between equal keys, as the id itself cannot be compared. */
  readonly tie: number;
  readonly texts: Readonly<Record<string, string | readonly string[]>>;
  readonly keywords: readonly string[];
  readonly head: string;
  readonly headPairs: string;
  readonly body: string;
  readonly bodyPairs: string;
  readonly [facet: `facet_${string}`]: readonly string[];
}

/**
 * A character or pair as one Latin word. The server's own segmenter cuts Chinese into dictionary
 * words, of which no half can be found; these words it leaves whole.
 */
export const encodePair = (pair: string): string =>
  `u${Array.from(pair, (char) => (char.codePointAt(0) ?? 0).toString(16).padStart(5, '0')).join('')}`;

interface Terms {
  readonly words: string[];
  readonly pairs: string[];
}

function termsOf(texts: readonly string[]): Terms {
  const words = new Set<string>();
  const pairs = new Set<string>();
  for (const text of texts) {
    const tokens = tokenise(text);
    for (const token of tokens)
      if (token.chars === undefined) words.add(stem(token.text)).add(token.text);
      else {
        for (const char of token.chars) pairs.add(encodePair(char.text));
        for (const pair of bigrams(token.chars)) pairs.add(encodePair(pair));
      }
    for (const compound of compounds(tokens)) words.add(compound);
  }
  return { words: [...words], pairs: [...pairs] };
}

/** The words a query is sent as. */
export function queryTerms(text: string): string[] {
  const out = new Set<string>();
  for (const token of tokenise(text))
    if (token.chars === undefined) out.add(token.text);
    else for (const pair of bigrams(token.chars)) out.add(encodePair(pair));
  return [...out];
}

export const tieOf = (id: string): number =>
  Number.parseInt(id.replaceAll('-', '').slice(-12), 16) || 0;

export function meilisearchRecord(document: SearchDocument): MeilisearchRecord {
  const texts = storedTexts(document);
  const head = termsOf([document.titleZh, document.titleEn, document.name, ...document.keywords]);
  const body = termsOf([
    document.descriptionZh,
    document.descriptionEn,
    document.orgTitle,
    document.org,
    ...document.tasks,
    String(texts['readme']),
  ]);
  const values = facetValues(document);
  const facets = Object.fromEntries(
    searchFacets.map((f) => [`facet_${f}`, [...new Set(values[f])]]),
  );
  return {
    ...facets,
    id: document.id,
    orgId: document.orgId,
    publishedMs: document.publishedAt.getTime(),
    downloads: document.downloads,
    prior: prior(document),
    tie: tieOf(document.id),
    texts,
    keywords: [...document.keywords],
    head: head.words.join(' '),
    headPairs: head.pairs.join(' '),
    body: body.words.join(' '),
    bodyPairs: body.pairs.join(' '),
  };
}

/** Settings of the index; `head` before `body` makes a title count more. */
export const indexSettings = {
  searchableAttributes: ['head', 'headPairs', 'body', 'bodyPairs'],
  filterableAttributes: [
    ...searchFacets.map((f) => `facet_${f}`),
    'orgId',
    'keywords',
    'publishedMs',
    'downloads',
    'tie',
  ],
  sortableAttributes: ['publishedMs', 'downloads', 'prior', 'tie'],
  rankingRules: ['words', 'typo', 'attribute', 'sort', 'exactness'],
  displayedAttributes: ['id', 'texts', 'publishedMs', 'downloads', 'tie'],
  typoTolerance: {
    minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
    disableOnAttributes: ['headPairs', 'bodyPairs'],
  },
  pagination: { maxTotalHits: 10_001 },
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'count' as const } },
  stopWords: [
    'a',
    'an',
    'and',
    'as',
    'at',
    'by',
    'for',
    'from',
    'in',
    'of',
    'on',
    'or',
    'the',
    'to',
    'with',
  ],
};
