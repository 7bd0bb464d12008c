import type { TextBlock } from './text-document.ts';

/** A labelled stretch of the text, in UTF-16 units; `lane` keeps the lines under overlapping ones apart. */
export interface Span {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly colour: string;
  readonly tag: string;
  readonly lane: number;
}

/** A piece of a block with the same spans all along. */
export interface Piece {
  readonly start: number;
  readonly text: string;
  readonly spans: readonly Span[];
  /** Spans whose last character is this piece's last: their label is written here. */
  readonly ending: readonly Span[];
}

/** Gives every span the lowest lane no overlapping earlier one has; longer spans first. */
export function inLanes(spans: readonly Omit<Span, 'lane'>[]): Span[] {
  const ordered = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const ends: number[] = [];
  return ordered.map((span) => {
    const free = ends.findIndex((end) => end <= span.start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = span.end;
    return { ...span, lane };
  });
}

/** Cuts a block at every border of a span. */
export function piecesOf(block: TextBlock, spans: readonly Span[]): Piece[] {
  const end = block.start + block.text.length;
  const here = spans.filter((span) => span.start < end && span.end > block.start);
  const borders = new Set([block.start, end]);
  for (const span of here) {
    if (span.start > block.start) borders.add(span.start);
    if (span.end < end) borders.add(span.end);
  }
  const cuts = [...borders].toSorted((a, b) => a - b);
  return cuts.slice(0, Math.max(1, cuts.length - 1)).map((start, i) => {
    const stop = cuts[i + 1] ?? end;
    const covering = here.filter((span) => span.start <= start && span.end >= stop && stop > start);
    return {
      start,
      text: block.text.slice(start - block.start, stop - block.start),
      spans: covering,
      ending: covering.filter(
        (span) => span.end === stop || (stop === end && span.end === end + 1),
      ),
    };
  });
}
