import type { SearchResult } from '#src/ports/search.ts';

/** A search by anyone: through the port, or through a served hub. */
export type AskPage = (query: {
  text: string;
  limit: number;
  cursor?: string;
}) => Promise<Pick<SearchResult, 'next'> & { readonly hits: readonly { readonly id: string }[] }>;

export interface Titled {
  readonly id: string;
  readonly titleZh: string;
}

const mostPages = 20;

/** Every two neighbouring Chinese characters of a text, each once. */
const piecesOf = (text: string): string[] => [
  ...new Set(
    (text.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap((run) => {
      const chars = [...run];
      return chars.slice(1).map((char, i) => (chars[i] ?? '') + char);
    }),
  ),
];

async function finds(ask: AskPage, text: string, id: string): Promise<boolean> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { hits, next } = await ask({
      text,
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (hits.some((hit) => hit.id === id)) return true;
    if (next === undefined) return false;
    cursor = next;
  }
  return false;
}

/**
 * Asks for each two-character piece of the titles and follows its pages until the dataset is there
 * (at most 2,000 hits): how many pieces were asked, and those that did not find theirs.
 */
export async function checkPieces(
  ask: AskPage,
  titles: readonly Titled[],
): Promise<{ asked: number; missed: { piece: string; id: string }[] }> {
  let asked = 0;
  const missed: { piece: string; id: string }[] = [];
  for (const { id, titleZh } of titles)
    for (const piece of piecesOf(titleZh)) {
      asked += 1;
      if (!(await finds(ask, piece, id))) missed.push({ piece, id });
    }
  return { asked, missed };
}
