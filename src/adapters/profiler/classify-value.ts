/** What one cell looks like by itself. */
export const NULL_LIKE = 0;
export const INTEGER = 1;
export const NUMBER = 2;
export const BOOLEAN = 3;
export const DATE = 4;
export const DATETIME = 5;
export const TEXT = 6;
export const KINDS = 7;

/** The number `classifyValue` has just read, for INTEGER and NUMBER. */
export const readNumber = new Float64Array(1);

const NULLS = new Set(['?', 'na', 'n/a', 'null', 'none', 'nan', '-', '.', '\\n', '#n/a', '--']);
const LONGEST_NULL = 4;
/** What the first byte can begin: 0 text only, 1 a number or date, 2 null, true or false, 3 blank. */
const BEGINS = new Uint8Array(256);
for (const char of '0123456789+') BEGINS[char.charCodeAt(0)] = 1;
for (const char of '-.') BEGINS[char.charCodeAt(0)] = 4;
for (const char of 'nNtTfF\\#?') BEGINS[char.charCodeAt(0)] = 2;
for (const char of ' \t\n\r\f\v') BEGINS[char.charCodeAt(0)] = 3;

const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);
const HOUR = String.raw`[ T]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?( ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?`;
const DAY = String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|\d{4}年\d{1,2}月\d{1,2}日`;
const DATE_FORM = new RegExp(`^(?:${DAY})(${HOUR})?$`, 'u');

/** Classifies the bytes of one cell that is not empty. Leading zeros make a code, which is text. */
export function classifyValue(bytes: Buffer, from: number, to: number): number {
  switch (BEGINS[bytes[from] as number]) {
    case 0:
      return TEXT;
    case 1:
      return numberOrDate(bytes, from, to);
    case 2:
      return to - from > 5 ? TEXT : word(bytes, from, to);
    case 3:
      return trimmed(bytes, from, to);
    default: {
      const kind = numberOrDate(bytes, from, to);
      return kind === TEXT && to - from <= LONGEST_NULL ? word(bytes, from, to) : kind;
    }
  }
}

const TRUE = [116, 114, 117, 101];
const FALSE = [102, 97, 108, 115, 101];

function spells(letters: readonly number[], bytes: Buffer, from: number): boolean {
  for (let i = 0; i < letters.length; i++)
    if (((bytes[from + i] as number) | 32) !== letters[i]) return false;
  return true;
}

function word(bytes: Buffer, from: number, to: number): number {
  const length = to - from;
  if (length === 4 && spells(TRUE, bytes, from)) return BOOLEAN;
  if (length === 5 && spells(FALSE, bytes, from)) return BOOLEAN;
  const text = bytes.toString('latin1', from, to).trimEnd().toLowerCase();
  if (text === 'true' || text === 'false') return BOOLEAN;
  return NULLS.has(text) ? NULL_LIKE : TEXT;
}

function trimmed(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && BEGINS[bytes[at] as number] === 3) at++;
  return at === to ? NULL_LIKE : classifyValue(bytes, at, to);
}

/** Reads `[+-]digits[.digits][e[+-]digits]`; anything else may still be a date. */
function numberOrDate(bytes: Buffer, from: number, to: number): number {
  let at = from;
  let end = to;
  while (end > from && (bytes[end - 1] as number) <= 32) end--;
  let byte = bytes[at] as number;
  const negative = byte === 45;
  if (negative || byte === 43) byte = bytes[++at] as number;
  const digitsFrom = at;
  let value = 0;
  let digits = 0;
  while (at < end && (byte = bytes[at] as number) >= 48 && byte <= 57) {
    value = value * 10 + (byte - 48);
    digits++;
    at++;
  }
  if (at === end) {
    if (digits === 0 || (digits > 1 && bytes[digitsFrom] === 48)) return TEXT;
    readNumber[0] = negative ? -value : value;
    return INTEGER;
  }
  if (byte === 46) {
    const pointAt = at++;
    while (at < end && (byte = bytes[at] as number) >= 48 && byte <= 57) {
      value = value * 10 + (byte - 48);
      at++;
    }
    const decimals = at - pointAt - 1;
    if (at === end) {
      if (digits + decimals === 0) return TEXT;
      if (digits > 1 && bytes[digitsFrom] === 48) return TEXT;
      // Beyond 15 digits the quotient may be wrong in the last bit; see `exactNumber`.
      if (decimals <= 22) value /= POWERS[decimals] as number;
      else value = Math.abs(Number(bytes.toString('latin1', from, end)));
      readNumber[0] = negative ? -value : value;
      return NUMBER;
    }
  }
  if ((byte === 101 || byte === 69) && at > digitsFrom) return scientific(bytes, from, end);
  const length = end - from;
  return length >= 6 && length <= 40 ? date(bytes, from, end) : TEXT;
}

/** The nearest number to the text, for values that are shown. */
export function exactNumber(bytes: Buffer, from: number, to: number): number {
  return Number(bytes.toString('latin1', from, to));
}

function scientific(bytes: Buffer, from: number, end: number): number {
  const text = bytes.toString('latin1', from, end);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}$/u.test(text)) return TEXT;
  const value = Number(text);
  if (!Number.isFinite(value)) return TEXT;
  readNumber[0] = value;
  return NUMBER;
}

function date(bytes: Buffer, from: number, end: number): number {
  // The common ISO forms without a string: 2020-01-31 and 2020-01-31[ T]12:30:59.
  const dash = bytes[from + 4];
  const length = end - from;
  if (
    (dash === 45 || dash === 47) &&
    bytes[from + 7] === dash &&
    (length === 10 || length === 19)
  ) {
    if (digits(bytes, from, 4) && digits(bytes, from + 5, 2) && digits(bytes, from + 8, 2)) {
      if (!inCalendar(bytes, from)) return TEXT;
      if (length === 10) return DATE;
      if (isClock(bytes, from + 10)) return DATETIME;
    }
  }
  const match = DATE_FORM.exec(bytes.toString('utf8', from, end));
  if (match === null) return TEXT;
  return match[2] === undefined ? DATE : DATETIME;
}

/** ` hh:mm:ss` or `Thh:mm:ss`. */
function isClock(bytes: Buffer, at: number): boolean {
  if ((bytes[at] !== 32 && bytes[at] !== 84) || bytes[at + 3] !== 58 || bytes[at + 6] !== 58)
    return false;
  return digits(bytes, at + 1, 2) && digits(bytes, at + 4, 2) && digits(bytes, at + 7, 2);
}

function digits(bytes: Buffer, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) {
    const byte = bytes[i] as number;
    if (byte < 48 || byte > 57) return false;
  }
  return true;
}

function inCalendar(bytes: Buffer, from: number): boolean {
  const two = (at: number): number =>
    ((bytes[at] as number) - 48) * 10 + ((bytes[at + 1] as number) - 48);
  const month = two(from + 5);
  const day = two(from + 8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
