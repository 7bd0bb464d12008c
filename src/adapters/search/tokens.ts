import traditional from 'opencc-js/dict/TSCharacters';

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

const simplified = new Map(
  traditional.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ');
    return [from, to];
  }),
);

const cjkScripts = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆`;
const runs = new RegExp(
  String.raw`([${cjkScripts}]+)|([[\p{L}\p{N}]--[${cjkScripts}]][[\p{L}\p{N}\p{M}]--[${cjkScripts}]]*)`,
  'gv',
);
const plainWord = /^[a-z0-9]+$/;
const joiner = /^[-_./+'’]$/;

function foldWord(word: string): string {
  const lower = word.toLowerCase();
  const folded = plainWord.test(lower)
    ? lower
    : lower.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return folded.slice(0, 64);
}

function foldChar(char: string): string {
  const known = simplified.get(char);
  if (known !== undefined) return known;
  const compatible = char.normalize('NFKC');
  return simplified.get(compatible) ?? compatible;
}

/** Splits text into tokens; everything between them (punctuation, emoji, operators) means nothing. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let last = -1;
  for (const match of text.matchAll(runs)) {
    const raw = match[0];
    const start = match.index;
    const end = start + raw.length;
    if (match[1] === undefined) {
      const folded = foldWord(raw);
      const joined =
        last >= 0 && !(tokens.at(-1)?.cjk ?? true) && joiner.test(text.slice(last, start));
      if (folded !== '') tokens.push({ start, end, cjk: false, text: folded, joined });
    } else {
      let at = start;
      const chars = Array.from(raw, (char) => {
        const entry = { text: foldChar(char), start: at, end: at + char.length };
        at += char.length;
        return entry;
      });
      tokens.push({
        start,
        end,
        cjk: true,
        text: chars.map((c) => c.text).join(''),
        chars,
        joined: false,
      });
    }
    last = end;
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
export function lexemesOf(text: string, into: Set<string> = new Set()): Set<string> {
  const tokens = tokenise(text);
  for (const token of tokens) {
    if (token.chars === undefined) into.add(stem(token.text));
    else {
      for (const char of token.chars) into.add(char.text);
      if (token.chars.length > 1) for (const pair of bigrams(token.chars)) into.add(pair);
    }
  }
  for (const compound of compounds(tokens)) into.add(compound);
  return into;
}
