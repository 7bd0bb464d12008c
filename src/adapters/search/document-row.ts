import {
  facetValues,
  searchFacets,
  type SearchDocument,
  type SearchFacet,
} from '#src/ports/search.ts';
import { lexemesOfTokens, tokenise, wholeText } from './tokens.ts';

/** Prefixes of lexemes that are not words; no word begins with them. */
export const inHead = '^';
export const isWhole = '=';
const hasFacet = '~';
/** Every document has it. */
export const everything = '*';

// oxlint-disable-next-line no-control-regex -- control characters are what rows are taken apart by
const plain = (text: string): string => text.replaceAll(/[\0-\u001f]/g, ' ');

export const facetLexeme = (facet: SearchFacet, value: string): string =>
  `${hasFacet}${facet}=${plain(value).slice(0, 200)}`;

/** A lexeme as tsvector and tsquery literals write it. */
export const quote = (lexeme: string): string =>
  /['\\]/.test(lexeme)
    ? `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${lexeme}'`;

const readmeLimit = 4_000;
const textLimit = 20_000;

/** The texts that are kept for highlights and suggestions. */
export function storedTexts(document: SearchDocument): Record<string, string | readonly string[]> {
  const clean = (text: string, limit: number): string =>
    text.replaceAll('\0', ' ').slice(0, limit).toWellFormed(); // a cut may part a surrogate pair
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

const headTexts = (document: SearchDocument): string[] =>
  [document.titleZh, document.titleEn, document.name, ...document.keywords].map((text) =>
    text.slice(0, 500),
  );

/** What a document's titles, name and keywords give, read once. */
function headOf(document: SearchDocument): {
  lexemes: Set<string>;
  wholes: Set<string>;
  words: Set<string>;
} {
  const lexemes = new Set<string>();
  const wholes = new Set<string>();
  const words = new Set<string>();
  for (const text of headTexts(document)) {
    const tokens = tokenise(text);
    lexemesOfTokens(tokens, lexemes);
    const whole = wholeText(tokens);
    if (whole !== '') wholes.add(whole);
    for (const token of tokens) if (!token.cjk && token.text.length > 1) words.add(token.text);
  }
  return { lexemes, wholes, words };
}

/** Everything the document can be matched by. */
function documentLexemes(document: SearchDocument, head: ReturnType<typeof headOf>): Set<string> {
  const found = new Set(head.lexemes);
  for (const lexeme of head.lexemes) found.add(inHead + lexeme);
  for (const whole of head.wholes) found.add(isWhole + whole);
  const body = [
    document.descriptionZh.slice(0, textLimit),
    document.descriptionEn.slice(0, textLimit),
    document.orgTitle,
    document.org,
    ...document.tasks,
    document.readme.slice(0, readmeLimit),
  ];
  for (const text of body) lexemesOfTokens(tokenise(text), found);
  const values = facetValues(document);
  for (const facet of searchFacets)
    for (const value of values[facet]) found.add(facetLexeme(facet, value));
  return found.add(everything);
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

/** Columns of `search.add`, in its order. */
const columns = [
  'id',
  'org_id',
  'open',
  'prior',
  'downloads',
  'published_ms',
  'facets',
  'vals',
  'lexemes',
  'texts',
  'words',
  'keywords',
] as const;

/** Every column as the text that `search.add` takes apart. */
export type DocumentRow = Readonly<Record<(typeof columns)[number], string>>;

/** Rows by columns, as `search.add` reads them. */
export const joinRows = (rows: readonly DocumentRow[]): string =>
  columns.map((name) => rows.map((row) => row[name]).join('\u001e')).join('\u001d');

/** Words of titles, names and keywords: what typos are corrected to. */
export const wordsOf = (row: DocumentRow): string[] =>
  row.words === '' ? [] : row.words.split('\n');

/** What the index keeps of a document. */
export function documentRow(document: SearchDocument, ids: ValueIds): DocumentRow {
  const values = facetValues(document);
  const head = headOf(document);
  const vals = searchFacets.flatMap((facet) =>
    [...new Set(values[facet])].map((value) => ids.idOf(facet, value)),
  );
  const keywords = new Map<string, string>();
  for (const keyword of document.keywords) {
    const label = plain(keyword).replaceAll(/\s+/g, ' ').trim().slice(0, 200);
    const key = wholeText(tokenise(label));
    if (key !== '') keywords.set(key, label);
  }
  return {
    id: plain(document.id),
    org_id: plain(document.orgId),
    open: String(document.visibility !== 'organisation'),
    prior: String(prior(document)),
    downloads: String(Math.max(0, Math.trunc(document.downloads))),
    published_ms: String(document.publishedAt.getTime()),
    facets: vals.map((id) => id.toString(16).padStart(4, '0')).join(''),
    vals: vals.join(','),
    lexemes: [...documentLexemes(document, head)].join('\n'),
    texts: JSON.stringify(storedTexts(document)),
    words: [...head.words].join('\n'),
    keywords: Array.from(keywords, ([key, label]) => `${key}\n${label}`).join('\u001f'),
  };
}
