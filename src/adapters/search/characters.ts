import traditional from 'opencc-js/dict/TSCharacters';

const simplified = new Map(
  traditional.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ');
    return [from, to];
  }),
);

const cjkScripts = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆`;
const isCjk = new RegExp(`[${cjkScripts}]`, 'u');
const isWord = /[\p{L}\p{N}]/u;
const isMark = /\p{M}/u;

/** What a code point is to search. */
export const kinds = { other: 1, word: 2, cjk: 3, mark: 4 } as const;

/** Kind of each code point met so far; 0 is not yet known. */
const known = new Uint8Array(0x110000);

export function kindOf(point: number): number {
  const met = known[point] ?? kinds.other;
  if (met !== 0) return met;
  const char = String.fromCodePoint(point);
  let found: number = kinds.other;
  if (isCjk.test(char)) found = kinds.cjk;
  else if (isWord.test(char)) found = kinds.word;
  else if (isMark.test(char)) found = kinds.mark;
  known[point] = found;
  return found;
}

export const pointAt = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit < 0xd800 || unit > 0xdbff ? unit : (text.codePointAt(at) ?? unit);
};

export const widthOf = (point: number): number => (point > 0xffff ? 2 : 1);

/** End of the run that begins at `start`: cjk characters, or a word's letters, digits and marks. */
export function endOfRun(text: string, start: number, kind: number): number {
  let at = start;
  while (at < text.length) {
    const point = pointAt(text, at);
    const found = kindOf(point);
    if (found !== kind && !(kind === kinds.word && found === kinds.mark)) break;
    at += widthOf(point);
  }
  return at;
}

const foldedChars: (string | undefined)[] = [];

/** One Chinese, Japanese or Korean character, simplified and at its usual width. */
export function foldPoint(point: number): string {
  const met = foldedChars[point];
  if (met !== undefined) return met;
  const char = String.fromCodePoint(point);
  const compatible = char.normalize('NFKC');
  const folded = simplified.get(char) ?? simplified.get(compatible) ?? compatible;
  foldedChars[point] = folded;
  return folded;
}

const plainWord = /^[a-z0-9]+$/;

/** A word in lower case, without accents, at its usual width; its first 64 characters. */
export function foldWord(raw: string): string {
  const lower = raw.toLowerCase();
  if (plainWord.test(lower)) return lower.slice(0, 64);
  return lower.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().slice(0, 64);
}
