import type { SearchScope, Suggestion } from '#src/ports/search.ts';
import type { ParsedQuery } from './parse-query.ts';
import { find, keywords, texts, type SearchDb, type Texts } from './postgres-queries.ts';
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
  const { tiers } = tieredQuery(query, '', 'prefix', true);
  const page = await find(
    db,
    { any: `(${tiers[1]} | ${tiers[3]})`, tiers: [tiers[0] ?? '', tiers[1] ?? '', tiers[3] ?? ''] },
    'relevance',
    scope,
    {
      others: [],
      after: undefined,
      limit,
      cap: 1_000,
    },
  );
  const found = await texts(
    db,
    page.rows.map((row) => row.id),
  );
  const chinese = tokens.some((token) => token.cjk);
  const titles = new Map<string, Suggestion>();
  for (const { id } of page.rows) {
    const text = titleOf(found.get(id), chinese);
    if (text !== '' && !titles.has(text)) titles.set(text, { kind: 'dataset', text, id });
  }
  return [...words, ...titles.values()].slice(0, limit);
}
