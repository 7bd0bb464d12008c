/** A text whose positions are counted in code points, as Label Studio's spans are. */
export interface CodePoints {
  readonly length: number;
  /** `end` is exclusive. */
  slice(start: number, end: number): string;
}

/** Texts without characters beyond U+FFFF need no table. */
export function codePointsOf(text: string): CodePoints {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text))
    return { length: text.length, slice: (start, end) => text.slice(start, end) };
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
    starts.push(at);
  return {
    length: starts.length,
    slice: (start, end) => text.slice(starts[start] ?? text.length, starts[end] ?? text.length),
  };
}
