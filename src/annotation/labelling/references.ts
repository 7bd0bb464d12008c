const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * Resolves the five names XML predefines and numeric references; anything else is told to `refuse` (offset
 * and length in `text`) and left as it stands, so nothing ever expands.
 */
export function resolveReferences(
  text: string,
  refuse: (offset: number, length: number, name: string) => void,
): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6});|#(\d{1,7});|([\w.:-]+);)?/giu,
    (
      whole: string,
      hex: string | undefined,
      decimal: string | undefined,
      name: string | undefined,
      at: number,
    ) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      const found = name === undefined ? character(code) : named[name];
      if (found !== undefined) return found;
      refuse(at, whole.length, name ?? whole);
      return whole;
    },
  );
}

/** The character of a reference, where XML 1.0 §2.2 allows it. */
function character(code: number): string | undefined {
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : undefined;
}

/** A value as it is written between double quotes. */
export const escapeAttribute = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\r', '&#13;');
