import {
  highlightFields,
  type Highlight,
  type HighlightField,
  type SearchHit,
} from '#src/ports/search.ts';
import { eachToken, stem, type Token } from './tokens.ts';
import type { ParsedQuery } from './parse-query.ts';

type Range = [start: number, end: number];

/** What to mark: stems of words, beginnings of words, pairs (or single characters) of runs. */
interface Wanted {
  readonly stems: ReadonlySet<string>;
  readonly beginnings: readonly string[];
  readonly pairs: ReadonlySet<string>;
}

function wantedOf(query: ParsedQuery): Wanted {
  const pieces = query.groups.flatMap((g) => g.pieces);
  const words = pieces.filter((p) => !p.cjk);
  return {
    stems: new Set([
      ...words.flatMap((p) => p.lexemes),
      ...query.groups.flatMap((g) => (g.compound === undefined ? [] : [g.compound])),
    ]),
    beginnings: words.map((p) => p.folded).filter((word) => word.length >= 3),
    pairs: new Set(pieces.filter((p) => p.cjk).flatMap((p) => p.lexemes)),
  };
}

function rangesOfToken(token: Token, wanted: Wanted): Range[] {
  if (token.chars === undefined) {
    if (wanted.stems.has(stem(token.text))) return [[token.start, token.end]];
    const beginning = wanted.beginnings.find((b) => token.text.startsWith(b));
    if (beginning === undefined) return [];
    // a folded word may differ in length from what is written; then the whole word is marked
    const same = token.end - token.start === token.text.length;
    return [[token.start, same ? token.start + beginning.length : token.end]];
  }
  return rangesOfRun(token.chars, wanted.pairs);
}

function rangesOfRun(chars: NonNullable<Token['chars']>, pairs: ReadonlySet<string>): Range[] {
  const out: Range[] = [];
  if (pairs.size === 0) return out;
  for (const [i, char] of chars.entries()) {
    const next = chars[i + 1];
    if (next !== undefined && pairs.has(char.text + next.text)) out.push([char.start, next.end]);
    else if (pairs.has(char.text)) out.push([char.start, char.end]);
  }
  return out;
}

function merge(ranges: readonly Range[]): Range[] {
  const out: Range[] = [];
  for (const [start, end] of ranges) {
    const last = out.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}

const fragmentLength = 240;

/** Cuts a long text around its first match, never through a surrogate pair. */
function fragment(text: string, ranges: readonly Range[]): Highlight {
  if (text.length <= fragmentLength) return { text, ranges };
  let from = Math.max(0, (ranges[0]?.[0] ?? 0) - 60);
  if (/[\uDC00-\uDFFF]/.test(text.charAt(from))) from -= 1;
  let to = Math.min(text.length, Math.max(from + fragmentLength, ranges[0]?.[1] ?? 0));
  if (/[\uDC00-\uDFFF]/.test(text.charAt(to))) to += 1;
  const kept = ranges.filter(([start, end]) => start >= from && end <= to);
  return {
    text: text.slice(from, to),
    ranges: kept.map(([start, end]): Range => [start - from, end - from]),
  };
}

const beyondAscii = /[^\0-\x7f]/;

/** Rules out, by native search, most plain English texts that hold none of the words. */
function cannotMatch(text: string, wanted: Wanted): boolean {
  if (beyondAscii.test(text)) return false;
  const lower = text.toLowerCase();
  const roots = [...wanted.stems].map((word) => (word.endsWith('y') ? word.slice(0, -1) : word));
  return ![...roots, ...wanted.beginnings].some((root) => lower.includes(root));
}

function highlightText(text: string, wanted: Wanted): Highlight | undefined {
  if (cannotMatch(text, wanted)) return undefined;
  const found: Range[] = [];
  eachToken(text, (token) => {
    const first = found[0]?.[0];
    if (first !== undefined && token.start > first + fragmentLength && text.length > fragmentLength)
      return false;
    found.push(...rangesOfToken(token, wanted));
    return true;
  });
  return found.length === 0 ? undefined : fragment(text, merge(found));
}

/** Where the query's words stand in a document's texts, whatever script either is written in. */
export function highlight(
  texts: Readonly<Record<string, string | readonly string[]>>,
  query: ParsedQuery,
): SearchHit['highlights'] {
  if (query.groups.length === 0) return {};
  const wanted = wantedOf(query);
  const out: { [F in HighlightField]?: Highlight } = {};
  for (const field of highlightFields) {
    const stored = texts[field] ?? '';
    for (const text of typeof stored === 'string' ? [stored] : stored) {
      const found = text === '' ? undefined : highlightText(text, wanted);
      if (found === undefined) continue;
      out[field] = found;
      break;
    }
  }
  return out;
}
