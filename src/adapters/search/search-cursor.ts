import { AppError, errors } from '#src/kernel/errors.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import type { SearchSort } from '#src/ports/search.ts';

/** How loosely a page was searched; the next page must be searched the same way. */
const searchModes = [
  'exact',
  'prefix',
  'vote',
  'corrected',
  'corrected-prefix',
  'corrected-vote',
] as const;
export type SearchMode = (typeof searchModes)[number];

export interface SearchCursor {
  readonly mode: SearchMode;
  readonly tier: number;
  readonly key: number;
  readonly id: string;
}

export const writeCursor = (sort: SearchSort, at: SearchCursor): string =>
  encodeCursor([sort, at.mode, at.tier, at.key, at.id]);

/** Reads a cursor; one of another order, or a forged one, is the caller's 400. */
export function readCursor(cursor: string, sort: SearchSort): SearchCursor {
  const [order, mode, tier, key, id] = decodeCursor(cursor, 5);
  const known = searchModes.find((m) => m === mode);
  if (
    order === sort &&
    known !== undefined &&
    typeof tier === 'number' &&
    Number.isSafeInteger(tier) &&
    tier >= 1 &&
    tier <= 5 &&
    typeof key === 'number' &&
    Number.isSafeInteger(key) &&
    typeof id === 'string' &&
    /^[0-9a-z-]{1,64}$/i.test(id)
  )
    return { mode: known, tier, key, id };
  throw new AppError(errors.invalid, {
    errors: [
      { field: 'cursor', code: 'cursor', message: 'use the value of next from the previous page' },
    ],
  });
}
