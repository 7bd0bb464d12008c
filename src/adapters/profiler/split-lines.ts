import type { TextSource } from './text-source.ts';

/** Longest line given whole; the rest of a longer one is left out. */
const LONGEST = 64 << 20;

/** Gives each line of a text without its end (LF, CRLF or CR), with its number from 1. */
export async function splitLines(
  source: TextSource,
  onLine: (bytes: Buffer, from: number, to: number, line: number) => void,
  onChunk: () => void = () => undefined,
): Promise<number> {
  let buffer = Buffer.allocUnsafe(1 << 20);
  let kept = 0;
  let line = 1;
  for (;;) {
    if (buffer.length - kept < 4096) {
      if (buffer.length >= LONGEST) kept = LONGEST / 2;
      const grown = Buffer.allocUnsafe(Math.min(LONGEST, buffer.length * 2));
      buffer.copy(grown, 0, 0, kept);
      buffer = grown;
    }
    const count = await source.read(buffer, kept, buffer.length - kept);
    const end = kept + count;
    let from = 0;
    for (;;) {
      const to = lineEnd(buffer, from, end);
      // A CR at the edge may be half of a CRLF.
      if (to < 0 || (to === end - 1 && buffer[to] === 13 && count > 0)) break;
      onLine(buffer, from, to, line++);
      from = buffer[to] === 13 && to + 1 < end && buffer[to + 1] === 10 ? to + 2 : to + 1;
    }
    if (count === 0) {
      if (from < end) onLine(buffer, from, end, line++);
      return line - 1;
    }
    buffer.copyWithin(0, from, end);
    kept = end - from;
    onChunk();
  }
}

function lineEnd(buffer: Buffer, from: number, end: number): number {
  const view = buffer.subarray(from, end);
  const lf = view.indexOf(10);
  const cr = (lf < 0 ? view : view.subarray(0, lf)).indexOf(13);
  const at = cr >= 0 ? cr : lf;
  return at < 0 ? -1 : from + at;
}
