import type { Context } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import type { RegisterDeps } from './deps.ts';
import { listEntries, type EntryFilter } from './queries.ts';
import { entryView } from './views.ts';

/** One page of entries by number, as the actor of `c` sees them. */
export async function entryPage(
  c: Context<AppEnv>,
  deps: RegisterDeps,
  query: { readonly cursor?: string; readonly limit?: string },
  filter: EntryFilter,
) {
  const n = Number(query.limit ?? 50);
  const rows = await deps.store.read(c.var.actor, (db) =>
    listEntries(db, { ...filter, after: afterOf(query.cursor) }, n + 1),
  );
  const items = rows.slice(0, n);
  const last = items.at(-1);
  return {
    items: items.map(entryView),
    ...(rows.length > n && last ? { next: encodeCursor([last.number.toString()]) } : {}),
  };
}

function afterOf(cursor: string | undefined): bigint | undefined {
  if (cursor === undefined) return undefined;
  const [number] = decodeCursor(cursor, 1);
  if (typeof number !== 'string' || !/^\d{1,18}$/.test(number)) throw badCursor();
  return BigInt(number);
}
