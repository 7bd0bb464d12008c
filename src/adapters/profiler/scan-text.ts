import { BrokenFile } from './statements.ts';
import type { CsvScanner } from './csv-scanner.ts';
import type { TextSource } from './text-source.ts';

const CHUNK = 1 << 20;
/** Longest record accepted; a quote that never closes would otherwise take the whole file. */
const LONGEST_RECORD = 64 << 20;

/**
 * Feeds a text through a scanner, keeping the unfinished record between chunks. When the text breaks
 * off, what came before is scanned and the statement returned.
 */
export async function scanText(
  source: TextSource,
  scanner: CsvScanner,
  onChunk: () => void = () => undefined,
): Promise<BrokenFile | undefined> {
  let buffer = Buffer.allocUnsafe(CHUNK);
  let kept = 0;
  for (;;) {
    if (buffer.length - kept < 4096) {
      if (buffer.length >= LONGEST_RECORD)
        return new BrokenFile('csv.record-too-long', scanner.line);
      const grown = Buffer.allocUnsafe(buffer.length * 2);
      buffer.copy(grown, 0, 0, kept);
      buffer = grown;
    }
    const { count, broken } = await fill(source, buffer, kept);
    const end = kept + count;
    const atEnd = count === 0 || broken !== undefined;
    const next = scanner.scan(buffer, 0, end, atEnd);
    if (atEnd) return broken;
    kept = end - next;
    if (next > 0) buffer.copyWithin(0, next, end);
    onChunk();
  }
}

/** Fills all that is free: a long record is then scanned again only each time the buffer doubles. */
async function fill(
  source: TextSource,
  buffer: Buffer,
  kept: number,
): Promise<{ count: number; broken: BrokenFile | undefined }> {
  let filled = kept;
  try {
    while (buffer.length - filled >= 4) {
      const count = await source.read(buffer, filled, buffer.length - filled);
      if (count === 0) break;
      filled += count;
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    return { count: filled - kept, broken: error };
  }
  return { count: filled - kept, broken: undefined };
}
