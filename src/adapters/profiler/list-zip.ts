import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Profile, ZipEntry } from '#src/ports/profiler.ts';
import { BrokenFile } from './statements.ts';

const MOST_ENTRIES = 100_000;
const SHOWN = 1_000;

/** Names and sizes from the central directory; nothing is unpacked. */
export async function listZip(path: string): Promise<NonNullable<Profile['zip']>> {
  const files: ZipEntry[] = [];
  let entries = 0;
  let sizeBytes = 0;
  await eachEntry(path, async (entry) => {
    if (++entries > MOST_ENTRIES) throw new BrokenFile('archive.entries', MOST_ENTRIES);
    sizeBytes += entry.uncompressedSize;
    if (files.length < SHOWN)
      files.push({
        path: entry.fileName,
        sizeBytes: entry.uncompressedSize,
        compressedBytes: entry.compressedSize,
      });
  });
  return { entries, sizeBytes, files };
}

/**
 * Unpacks every entry without keeping it, so that sizes that lie are found out (the reader refuses
 * an entry longer than it claims), and refuses what grows beyond `limitBytes` or `ratio` times.
 */
export async function refuseZipBomb(
  path: string,
  limitBytes: number,
  ratio: number,
): Promise<void> {
  let total = 0;
  let packed = 0;
  await eachEntry(path, async (entry, zip) => {
    total += entry.uncompressedSize;
    packed += entry.compressedSize;
    if (total > limitBytes)
      throw new BrokenFile('workbook.too-large', Math.round(limitBytes / 2 ** 20));
    if (total > 16 << 20 && total > packed * ratio) throw new BrokenFile('archive.bomb', ratio);
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) void chunk;
  });
}

async function eachEntry(
  path: string,
  use: (entry: Entry, zip: OpenZip) => Promise<void>,
): Promise<void> {
  try {
    const zip = await (yauzl as unknown as PromiseApi).openPromise(path, { lazyEntries: true });
    try {
      for await (const entry of zip.eachEntry()) await use(entry, zip);
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof BrokenFile) throw error;
    throw new BrokenFile('zip.broken');
  }
}

/** The promise interface of yauzl 3.4, which its type package does not have yet. */
interface OpenZip extends ZipFile {
  eachEntry(): AsyncIterable<Entry>;
  openReadStreamPromise(entry: Entry): Promise<NodeJS.ReadableStream & AsyncIterable<Buffer>>;
}
interface PromiseApi {
  openPromise(path: string, options: object): Promise<OpenZip>;
}
