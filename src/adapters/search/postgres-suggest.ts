import type { SearchScope, Suggestion } from '#src/ports/search.ts';
import { highlighter } from './highlight.ts';
import type { ParsedQuery } from './parse-query.ts';
import { find, keywords, type SearchDb, type Texts } from './postgres-queries.ts';
import { tieredQuery } from './tsquery.ts';
import { tokenise } from './tokens.ts';

const titleOf = (text: Texts | undefined, chinese: boolean): string => {
  const [zh, en] = [String(text?.['titleZh'] ?? ''), String(text?.['titleEn'] ?? '')];
  return (chinese ? zh || en : en || zh) || String(text?.['name'] ?? '');
};

/** Keywords that begin with what was typed, then datasets whose title, name or keywords hold it. */
export async function suggestPostgres(
  db: SearchDb,
  query: ParsedQuery,
  scope: SearchScope,
  limit: number,
): Promise<Suggestion[]> {
  const tokens = tokenise(query.text);
  if (tokens.length === 0) return [];
  const key = tokens.map((token) => token.text).join(' ');
  const half = Math.ceil(limit / 2);
  const words = (await keywords(db, key, half, scope)).map((text): Suggestion => ({
    kind: 'keyword',
    text,
  }));
  const [whole = '', head = '', , begins = ''] = tieredQuery(query, 'prefix', true).tiers;
  const page = await find(
    db,
    { text: `(${whole} | ${head} | ${begins})`, tiers: [whole, head, begins] },
    'relevance',
    scope,
    { filter: '', chosen: [], after: undefined, limit: limit * 4, cap: 1_000 },
  );
  const chinese = tokens.some((token) => token.cjk);
  const marksOf = highlighter(query);
  const titles = new Map<string, Suggestion>();
  for (const { id } of page.rows) {
    const text = page.texts.get(id) ?? {};
    const marks = marksOf(text);
    const title = titleOf(text, chinese);
    // a suggestion must show what was typed; a match in keywords alone is shown as the keyword
    if (title === '' || !(marks.titleZh ?? marks.titleEn ?? marks.name)) continue;
    if (!titles.has(title)) titles.set(title, { kind: 'dataset', text: title, id });
  }
  return [...words, ...titles.values()].slice(0, limit);
}
