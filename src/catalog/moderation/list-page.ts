import { decodeCursor, encodeCursor, type Page } from '#src/kernel/page.ts';

/** One page of rows ordered by falling id; `rowsOf(limit, before)` reads one more than is shown. */
export async function listPage<Row, View extends { readonly id: string }>(
  query: { readonly cursor?: string; readonly limit?: string },
  viewOf: (row: Row) => View,
  rowsOf: (limit: number, before: string | undefined) => Promise<Row[]>,
): Promise<Page<View>> {
  const limit = Number(query.limit ?? 50);
  const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined;
  const rows = await rowsOf(limit + 1, before);
  const items = rows.slice(0, limit).map(viewOf);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { next: encodeCursor([last.id]) } : {}) };
}
