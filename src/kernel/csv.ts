/** Marks UTF-8 for spreadsheet programs, which otherwise guess a local encoding. */
export const csvMark = '\uFEFF';

/**
 * One line of CSV (RFC 4180, CRLF). Text that a spreadsheet would run as a formula is kept text by a
 * leading apostrophe; numbers, also negative ones, stay as they are.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Text that no spreadsheet runs as a formula: with a leading apostrophe where it would. */
export function guarded(text: string): string {
  const risky = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  return risky ? `'${text}` : text;
}

function csvCell(text: string): string {
  const safe = guarded(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
