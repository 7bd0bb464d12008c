const LONGEST_CELL = 1_000;
const MOST_COLUMNS = 200;

/** One value as text for people; nothing is null. */
export function shownCell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array)
    return `0x${Buffer.from(value.subarray(0, 100)).toString('hex')}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}

export const shownNames = (names: readonly string[]): string[] =>
  names.slice(0, MOST_COLUMNS).map((name) => name.slice(0, 500));
