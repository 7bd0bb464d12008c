import { endOfRun, foldPoint, foldWord, kindOf, kinds, pointAt, widthOf } from './characters.ts';

/** A run of text that is searched as one: a word, or an unbroken run of Chinese, Japanese or Korean. */
export interface Token {
  /** UTF-16 range in the text. */
  readonly start: number;
  readonly end: number;
  readonly cjk: boolean;
  /** Folded: lower case, no accents, half width, simplified. */
  readonly text: string;
  /** Folded characters of a cjk token, each with its own range. */
  readonly chars?: readonly {
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** True when only one of `-_./+'` and `’` stands between the word before and this one. */
  readonly joined: boolean;
}

const joiner = /^[-_./+'’]$/;

function cjkToken(text: string, start: number, end: number): Token {
  const chars: { text: string; start: number; end: number }[] = [];
  let folded = '';
  for (let at = start; at < end;) {
    const point = pointAt(text, at);
    const width = widthOf(point);
    const char = foldPoint(point);
    folded += char;
    chars.push({ text: char, start: at, end: at + width });
    at += width;
  }
  return { start, end, cjk: true, text: folded, chars, joined: false };
}

function wordToken(text: string, start: number, end: number, last: Token | undefined): Token {
  const joined =
    last?.cjk === false && last.end === start - 1 && joiner.test(text.charAt(start - 1));
  return { start, end, cjk: false, text: foldWord(text.slice(start, end)), joined };
}

/** All tokens of a text in order; what is between them (punctuation, emoji, operators) means nothing. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let last: Token | undefined;
  for (let at = 0; at < text.length;) {
    const point = pointAt(text, at);
    const kind = kindOf(point);
    if (kind !== kinds.word && kind !== kinds.cjk) {
      at += widthOf(point);
      continue;
    }
    const end = endOfRun(text, at, kind);
    const token = kind === kinds.cjk ? cjkToken(text, at, end) : wordToken(text, at, end, last);
    at = end;
    if (token.text === '') continue;
    tokens.push(token);
    last = token;
  }
  return tokens;
}

/**
 * Takes the plural off an English word (Harman's "s stemmer", JASIS 42, 1991): no word list, and
 * what it leaves is still a readable prefix, so that half words find it.
 */
export function stem(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (word.endsWith('ies') && !/[ae]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (word.endsWith('es')) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
  return /[us]s$/.test(word) ? word : word.slice(0, -1);
}

/** Overlapping pairs of a run's characters; the character itself when there is only one. */
export function bigrams(chars: readonly { readonly text: string }[]): string[] {
  if (chars.length === 1) return [chars[0]?.text ?? ''];
  return chars.slice(1).map((char, i) => (chars[i]?.text ?? '') + char.text);
}

/** Words connected by a hyphen and the like, as one: COVID-19 → covid19. */
export function compounds(tokens: readonly Token[]): string[] {
  const out: string[] = [];
  let current = '';
  for (const [i, token] of tokens.entries()) {
    current = token.joined ? current + token.text : token.text;
    if (token.joined && tokens[i + 1]?.joined !== true) out.push(stem(current).slice(0, 64));
  }
  return out;
}

/** The whole of a short text as one lexeme, for exact matches; '' when it holds no token. */
export function wholeText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.cjk ? token.text : stem(token.text)))
    .join(' ')
    .slice(0, 200);
}

/** Everything of a text that can be searched: stems, compounds, single characters and pairs. */
export function lexemesOfTokens(tokens: readonly Token[], into: Set<string>): void {
  for (const token of tokens) {
    if (token.chars === undefined) into.add(stem(token.text));
    else {
      for (const char of token.chars) into.add(char.text);
      if (token.chars.length > 1) for (const pair of bigrams(token.chars)) into.add(pair);
    }
  }
  for (const compound of compounds(tokens)) into.add(compound);
}
