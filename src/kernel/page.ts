import { AppError, errors } from './errors.ts';

/** One page of a list; `next` is an opaque cursor, absent on the last page. */
export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

/** Encodes the sort key of a page's last row; clients treat it as opaque. */
export function encodeCursor(key: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The answer to a cursor that no page of this list gave out. */
export const badCursor = (): AppError =>
  new AppError(errors.invalid, {
    errors: [
      { field: 'cursor', code: 'cursor', message: 'use the value of next from the previous page' },
    ],
  });

/** Decodes a cursor of `length` parts; a damaged one is the caller's 400, not our 500. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const raw = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const key: unknown = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(raw, (c) => c.charCodeAt(0))),
    );
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((k) => typeof k === 'string' || typeof k === 'number')
    )
      return key as (string | number)[];
  } catch {
    // falls through to the same answer as a well-formed cursor of another list
  }
  throw badCursor();
}
