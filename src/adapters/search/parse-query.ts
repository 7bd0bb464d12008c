import { bigrams, stem, tokenise, wholeText, type Token } from './tokens.ts';

/** One word or one Chinese run of a query: all its lexemes must be there. */
export interface Piece {
  /** As the person typed it. */
  readonly text: string;
  /** UTF-16 range in the query. */
  readonly start: number;
  readonly end: number;
  readonly cjk: boolean;
  /** Folded, not stemmed. */
  readonly folded: string;
  readonly lexemes: readonly string[];
  /** Too frequent to narrow anything; only searched when the query holds nothing else. */
  readonly stop: boolean;
}

/** Pieces that stand together (GPT-4): found as written apart or as one word. */
export interface Group {
  readonly pieces: readonly Piece[];
  readonly compound?: string;
}

export interface ParsedQuery {
  readonly text: string;
  readonly groups: readonly Group[];
  /** The whole query as one lexeme, for titles, names and keywords that are exactly it. */
  readonly whole: string;
}

const stopWords = new Set(
  'a an and are as at be by for from in into is it of on or that the to with'.split(' '),
);
const stopChars = new Set(['的', '了', '和', '与', '及', '在', '是']);

/** Longest query in characters, and most lexemes that are looked at. */
const queryLimit = 1_000;
const lexemeLimit = 48;

function pieceOf(text: string, token: Token, room: number): Piece {
  const lexemes =
    token.chars === undefined
      ? [stem(token.text)]
      : [...new Set(bigrams(token.chars))].slice(0, room);
  const stop = token.cjk ? stopChars.has(token.text) : stopWords.has(token.text);
  const { start, end, cjk } = token;
  return { text: text.slice(start, end), start, end, cjk, folded: token.text, lexemes, stop };
}

/** Reads a query: never fails, operators and punctuation mean nothing. */
export function parseQuery(typed: string): ParsedQuery {
  const text = typed.slice(0, queryLimit);
  const tokens = tokenise(text);
  const groups: { pieces: Piece[]; compound?: string }[] = [];
  let room = lexemeLimit;
  const seen = new Set<string>();
  for (const token of tokens) {
    if (room <= 0) break;
    const piece = pieceOf(text, token, room);
    const group = groups.at(-1);
    if (token.joined && group !== undefined) {
      group.pieces.push(piece);
      group.compound = stem(group.pieces.map((p) => p.folded).join('')).slice(0, 64);
    } else {
      if (seen.has(token.text)) continue;
      groups.push({ pieces: [piece] });
    }
    seen.add(token.text);
    room -= piece.lexemes.length;
  }
  const useful = groups.filter((g) => g.pieces.length > 1 || !(g.pieces[0]?.stop ?? true));
  return { text, groups: useful.length > 0 ? useful : groups, whole: wholeText(tokens) };
}

/** The query with some words replaced, for a correction. */
export function replaceWords(query: ParsedQuery, words: ReadonlyMap<string, string>): string {
  let out = '';
  let at = 0;
  for (const piece of query.groups.flatMap((g) => g.pieces)) {
    const word = piece.cjk ? undefined : words.get(piece.folded);
    if (word === undefined) continue;
    out += query.text.slice(at, piece.start) + word;
    at = piece.end;
  }
  return out + query.text.slice(at);
}
