import {
  facetValues,
  searchFacets,
  type SearchDocument,
  type SearchFacet,
} from '#src/ports/search.ts';
import { lexemesOf, tokenise, wholeText } from './tokens.ts';

/** Prefixes of lexemes that are not words; no word begins with them. */
export const inHead = '^';
export const isWhole = '=';
export const hasFacet = '~';
/** Every document has it. */
export const everything = '*';

export const facetLexeme = (facet: SearchFacet, value: string): string =>
  `${hasFacet}${facet}=${value.replaceAll('\0', '').slice(0, 200)}`;

/** A lexeme as tsvector and tsquery literals write it. */
export const quote = (lexeme: string): string =>
  `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

export const readmeLimit = 4_000;
const textLimit = 20_000;

/** The texts that are kept for highlights and suggestions. */
export function storedTexts(document: SearchDocument): Record<string, string | readonly string[]> {
  const clean = (text: string, limit: number): string => text.replaceAll('\0', ' ').slice(0, limit);
  return {
    titleZh: clean(document.titleZh, 500),
    titleEn: clean(document.titleEn, 500),
    descriptionZh: clean(document.descriptionZh, textLimit),
    descriptionEn: clean(document.descriptionEn, textLimit),
    keywords: document.keywords.map((keyword) => clean(keyword, 200)),
    name: clean(document.name, 200),
    orgTitle: clean(document.orgTitle, 200),
    readme: clean(document.readme, readmeLimit),
  };
}

/** Everything the document can be matched by. */
export function documentLexemes(document: SearchDocument): Set<string> {
  const head = new Set<string>();
  for (const text of [document.titleZh, document.titleEn, document.name, ...document.keywords])
    lexemesOf(text.slice(0, 500), head);
  const all = new Set(head);
  for (const lexeme of head) all.add(inHead + lexeme);
  for (const text of [document.titleZh, document.titleEn, document.name, ...document.keywords]) {
    const whole = wholeText(tokenise(text.slice(0, 500)));
    if (whole !== '') all.add(isWhole + whole);
  }
  lexemesOf(document.descriptionZh.slice(0, textLimit), all);
  lexemesOf(document.descriptionEn.slice(0, textLimit), all);
  lexemesOf(document.orgTitle, all);
  lexemesOf(document.org, all);
  for (const task of document.tasks) lexemesOf(task, all);
  lexemesOf(document.readme.slice(0, readmeLimit), all);
  const values = facetValues(document);
  for (const facet of searchFacets)
    for (const value of values[facet]) all.add(facetLexeme(facet, value));
  all.add(everything);
  return all;
}

/** Words of titles, names and keywords: what typos are corrected to. */
export function documentWords(document: SearchDocument): Set<string> {
  const words = new Set<string>();
  for (const text of [document.titleZh, document.titleEn, document.name, ...document.keywords])
    for (const token of tokenise(text.slice(0, 500)))
      if (!token.cjk && token.text.length > 1) words.add(token.text);
  return words;
}

/**
 * What orders documents that match equally well: recommended first, then use (logarithmic), then
 * short titles, in which a match means more. An integer, so that cursors compare exactly.
 */
export function prior(document: SearchDocument): number {
  const recommended = document.recommendedIn === null ? 0 : 2_000;
  const use = Math.min(4_000, Math.round(400 * Math.log1p(Math.max(0, document.downloads))));
  const length = Math.max(document.titleZh.length * 2, document.titleEn.length);
  return recommended + use + Math.round(2_000 / (1 + length / 40));
}

export interface ValueIds {
  idOf(facet: SearchFacet, value: string): number;
}

/** The row as `search.add` reads it from JSON. */
export function documentRow(document: SearchDocument, ids: ValueIds): Record<string, unknown> {
  const values = facetValues(document);
  const facets = searchFacets.flatMap((facet) =>
    [...new Set(values[facet])].map((value) =>
      ids.idOf(facet, value).toString(16).padStart(4, '0'),
    ),
  );
  const keywords = new Map<string, string>();
  for (const keyword of document.keywords) {
    const label = keyword
      .replaceAll(/[\0\s]+/g, ' ')
      .trim()
      .slice(0, 200);
    const key = wholeText(tokenise(label));
    if (key !== '') keywords.set(key, label);
  }
  return {
    id: document.id,
    org_id: document.orgId,
    open: document.visibility !== 'organisation',
    prior: prior(document),
    downloads: Math.max(0, Math.trunc(document.downloads)),
    published_ms: document.publishedAt.getTime(),
    facets: facets.join(''),
    lexemes: [...documentLexemes(document)].map(quote).join(' '),
    texts: storedTexts(document),
    words: [...documentWords(document)],
    keywords: [...keywords].map(([key, label]) => `${key}\n${label}`),
  };
}
