/**
 * Text offsets count code points everywhere in annotation (as Label Studio, spaCy, doccano and Python do), while a
 * JavaScript string counts UTF-16 units: 😀 is one code point and two units. All conversion is here.
 */

/** A high surrogate followed by a low one: the only case where two units are one code point. */
const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;
const PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** Length in code points; a lone surrogate counts as one, as in Python. */
export function codePointLength(text: string): number {
  if (!PAIR.test(text)) return text.length;
  let pairs = 0;
  for (const _ of text.matchAll(PAIRS)) pairs += 1;
  return text.length - pairs;
}

/** Positions of one text in both countings; built once for many spans. */
export interface TextOffsets {
  readonly text: string;
  /** Code points. */
  readonly length: number;
  /** UTF-16 unit at a code point; `offset` from 0 to `length`. */
  toUtf16(offset: number): number;
  /** Code point at a UTF-16 unit; a unit inside a pair gives the code point it belongs to. */
  toCodePoint(unit: number): number;
  /** The text between two code points. */
  slice(start: number, end: number): string;
}

/** Offsets of `text` in code points and UTF-16 units: O(text) once, then O(log pairs) each. */
export function textOffsets(text: string): TextOffsets {
  // Code-point position of every pair, ascending.
  const pairs: number[] = [];
  if (PAIR.test(text))
    for (const match of text.matchAll(PAIRS)) pairs.push(match.index - pairs.length);
  const toUtf16 = (offset: number): number => offset + below(pairs, offset);
  const toCodePoint = (unit: number): number => {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle] ?? 0) + middle + 1 < unit) low = middle + 1;
      else high = middle;
    }
    const at = pairs[low];
    return at !== undefined && at + low + 1 === unit ? at : unit - low;
  };
  return {
    text,
    length: text.length - pairs.length,
    toUtf16,
    toCodePoint,
    slice: (start, end) => text.slice(toUtf16(start), toUtf16(end)),
  };
}

/** How many of the ascending numbers are below `limit`. */
function below(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Order of code points, as Python sorts strings; JavaScript's own compares UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const astralX = x >= 0xd800 && x <= 0xdfff;
    const astralY = y >= 0xd800 && y <= 0xdfff;
    return astralX === astralY ? x - y : astralX ? 1 : -1;
  }
  return a.length - b.length;
}
