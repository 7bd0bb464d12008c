/**
 * Byte ranges and conditions of RFC 9110 (§13, §14) for content with a strong ETag. As nginx with
 * `max_ranges 1`: a request for several ranges is answered with the whole (the RFC lets a server
 * ignore Range). Unlike nginx, which answers 416, a Range that does not parse is ignored too (§14.2).
 */
export interface Representation {
  readonly sizeBytes: number;
  /** Strong, with its quotes. */
  readonly etag: string;
  readonly lastModified?: Date;
}

/** What to send; `start` included, `end` not. */
export type RangeAnswer =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'notModified' }
  | { readonly kind: 'preconditionFailed' };

/** Evaluates the conditional headers, then Range, in the order of RFC 9110 §13.2.2. GET and HEAD only. */
export function answerRange(headers: Headers, what: Representation): RangeAnswer {
  const ifMatch = headers.get('If-Match');
  if (ifMatch !== null && !listed(ifMatch, what.etag, false)) return { kind: 'preconditionFailed' };
  if (ifMatch === null && changedSince(headers.get('If-Unmodified-Since'), what))
    return { kind: 'preconditionFailed' };
  const ifNoneMatch = headers.get('If-None-Match');
  if (ifNoneMatch !== null && listed(ifNoneMatch, what.etag, true)) return { kind: 'notModified' };
  const since = headers.get('If-Modified-Since');
  if (
    ifNoneMatch === null &&
    dateOf(since) !== undefined &&
    !changedSince(since, what) &&
    what.lastModified
  )
    return { kind: 'notModified' };
  const range = headers.get('Range');
  if (range === null || !ifRangeHolds(headers.get('If-Range'), what)) return { kind: 'whole' };
  return parseRange(range, what.sizeBytes);
}

/** One `bytes=` range against a size. */
export function parseRange(header: string, sizeBytes: number): RangeAnswer {
  const match = /^bytes\s*=[\s,]*(\d*)\s*-\s*(\d*)[\s,]*$/i.exec(header);
  if (!match) return { kind: 'whole' };
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return { kind: 'whole' };
  if (from === '') {
    const length = Math.min(Number(to), sizeBytes);
    return length === 0
      ? { kind: 'unsatisfiable' }
      : { kind: 'part', start: sizeBytes - length, end: sizeBytes };
  }
  const start = Number(from);
  if (to !== '' && Number(to) < start) return { kind: 'whole' };
  if (start >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', start, end: to === '' ? sizeBytes : Math.min(Number(to) + 1, sizeBytes) };
}

/** Weak comparison (If-None-Match) takes W/ tags for equal, strong comparison (If-Match) never does. */
function listed(header: string, etag: string, weak: boolean): boolean {
  if (header.trim() === '*') return true;
  const tags = header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
  return tags.some((tag) => tag === etag || (weak && tag === `W/${etag}`));
}

/** Only a strong ETag or the exact date lets a range be joined to bytes received earlier. */
function ifRangeHolds(header: string | null, what: Representation): boolean {
  if (header === null) return true;
  if (header.includes('"')) return header.trim() === what.etag;
  const date = dateOf(header);
  return (
    date !== undefined && what.lastModified !== undefined && date === seconds(what.lastModified)
  );
}

function changedSince(header: string | null, what: Representation): boolean {
  const date = dateOf(header);
  return date !== undefined && what.lastModified !== undefined && seconds(what.lastModified) > date;
}

/** Whole seconds, as HTTP dates have no more. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function dateOf(header: string | null): number | undefined {
  if (
    header === null ||
    !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(header)
  )
    return undefined;
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}
