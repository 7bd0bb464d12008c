import {
  highlightFields,
  type Highlight,
  type HighlightField,
  type SearchHit,
} from '#src/ports/search.ts';
import { endOfRun, foldPoint, foldWord, kindOf, kinds, pointAt, widthOf } from './characters.ts';
import { stem } from './tokens.ts';
import type { ParsedQuery } from './parse-query.ts';

type Range = [start: number, end: number];

/** What to mark: stems of words, beginnings of words, pairs (or single characters) of runs. */
interface Wanted {
  readonly stems: ReadonlySet<string>;
  readonly beginnings: readonly string[];
  /** First code points of stems and beginnings: a word that begins otherwise is not looked at. */
  readonly initials: ReadonlySet<number>;
  readonly pairs: ReadonlySet<string>;
  /** First code points of the pairs. */
  readonly firsts: ReadonlySet<number>;
  /** One of these is in every plain text that matches, in lower case. */
  readonly roots: readonly string[];
}

/** Reads a query once for all the texts of a page. */
function wantedOf(query: ParsedQuery): Wanted {
  const pieces = query.groups.flatMap((g) => g.pieces);
  const words = pieces.filter((p) => !p.cjk);
  const stems = new Set([
    ...words.flatMap((p) => p.lexemes),
    ...query.groups.flatMap((g) => (g.compound === undefined ? [] : [g.compound])),
  ]);
  const beginnings = words.map((p) => p.folded).filter((word) => word.length >= 3);
  const pairs = new Set(pieces.filter((p) => p.cjk).flatMap((p) => p.lexemes));
  const roots = Array.from(stems, (word) => (word.endsWith('y') ? word.slice(0, -1) : word));
  return {
    stems,
    beginnings,
    initials: new Set([...stems, ...beginnings].map((word) => word.codePointAt(0) ?? 0)),
    pairs,
    firsts: new Set(Array.from(pairs, (pair) => pair.codePointAt(0) ?? 0)),
    roots: [...roots, ...beginnings],
  };
}

/** True when a word that begins with this code point may be one of the wanted. */
function mayBegin(point: number, wanted: Wanted): boolean {
  if (point >= 0x80) return wanted.initials.size > 0;
  return wanted.initials.has(point >= 65 && point <= 90 ? point + 32 : point);
}

function markWord(text: string, start: number, end: number, wanted: Wanted, out: Range[]): void {
  if (!mayBegin(text.charCodeAt(start), wanted)) return;
  const word = foldWord(text.slice(start, end));
  if (wanted.stems.has(stem(word))) {
    out.push([start, end]);
    return;
  }
  const beginning = wanted.beginnings.find((b) => word.startsWith(b));
  if (beginning === undefined) return;
  // a folded word may differ in length from what is written; then the whole word is marked
  out.push([start, end - start === word.length ? start + beginning.length : end]);
}

function markRun(text: string, start: number, end: number, wanted: Wanted, out: Range[]): void {
  if (wanted.pairs.size === 0) return;
  for (let at = start; at < end;) {
    const point = pointAt(text, at);
    const after = at + widthOf(point);
    const char = foldPoint(point);
    if (wanted.firsts.has(char.codePointAt(0) ?? 0)) {
      const next = after < end ? pointAt(text, after) : 0;
      if (after < end && wanted.pairs.has(char + foldPoint(next)))
        out.push([at, after + widthOf(next)]);
      else if (wanted.pairs.has(char)) out.push([at, after]);
    }
    at = after;
  }
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
  return !wanted.roots.some((root) => lower.includes(root));
}

/** Ranges in the text, up to a fragment's length after the first. */
function rangesIn(text: string, wanted: Wanted): Range[] {
  const found: Range[] = [];
  let last = text.length;
  for (let at = 0; at < last;) {
    const point = pointAt(text, at);
    const kind = kindOf(point);
    if (kind !== kinds.word && kind !== kinds.cjk) {
      at += widthOf(point);
      continue;
    }
    const end = endOfRun(text, at, kind);
    if (kind === kinds.word) markWord(text, at, end, wanted, found);
    else markRun(text, at, end, wanted, found);
    at = end;
    const first = found[0];
    if (first !== undefined) last = Math.min(last, first[0] + fragmentLength);
  }
  return found;
}

function highlightText(text: string, wanted: Wanted): Highlight | undefined {
  if (cannotMatch(text, wanted)) return undefined;
  const found = rangesIn(text, wanted);
  return found.length === 0 ? undefined : fragment(text, merge(found));
}

/** Where the query's words stand in documents' texts, whatever script either is written in. */
export function highlighter(
  query: ParsedQuery,
): (texts: Readonly<Record<string, string | readonly string[]>>) => SearchHit['highlights'] {
  if (query.groups.length === 0) return () => ({});
  const wanted = wantedOf(query);
  return (texts) => {
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
  };
}
