import { sha256Hex } from '#src/kernel/ids.ts';
import { archivePaths } from './archive-paths.ts';
import { crc32 } from './crc32.ts';
import {
  centralHeader,
  centralHeaderSize,
  endOfArchive,
  localHeader,
  localHeaderSize,
  type ZipItem,
} from './records.ts';

/** One file of the archive, known before a byte of it is read. */
export interface ZipEntry {
  /** Any path; made safe by `archivePaths`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly crc32: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Opens `start` (included) to `end` (not) of a blob. */
export type OpenBlob = (
  sha256: string,
  range: { start: number; end: number },
) => Promise<ReadableStream<Uint8Array>>;

export interface ZipArchive {
  readonly sizeBytes: number;
  /** Strong: equal entries in equal order give equal bytes. */
  readonly etag: string;
  /** Bytes `start` (included) to `end` (not); opens only the blobs it passes, one at a time. */
  read(start: number, end: number, openBlob: OpenBlob): ReadableStream<Uint8Array>;
}

export const MANIFEST = 'MANIFEST.sha256';
/** Small records are joined up to this size, so that an archive of many small files flows well. */
const JOIN_BYTES = 64 << 10;

/**
 * A stored (uncompressed) ZIP, ZIP64 where needed, whose every byte follows from the entries: it can
 * be resumed at any byte years later. The first entry, `MANIFEST.sha256`, lists the others in the
 * format of `sha256sum -c`.
 */
export async function zipArchive(entries: readonly ZipEntry[]): Promise<ZipArchive> {
  const names = archivePaths(
    entries.map((entry) => entry.path),
    [MANIFEST],
  );
  const encoder = new TextEncoder();
  const manifest = encoder.encode(
    entries.map((entry, i) => `${entry.sha256}  ${names[i]}\n`).join(''),
  );
  const first = {
    name: encoder.encode(MANIFEST),
    sizeBytes: manifest.length,
    crc32: crc32(manifest),
  };
  const items: ZipItem[] = [
    first,
    ...entries.map((entry, i) => ({
      name: encoder.encode(names[i]),
      sizeBytes: entry.sizeBytes,
      crc32: entry.crc32,
    })),
  ];
  const layout = layOut(items);
  const digest = await sha256Hex(manifest);
  const content = (index: number, range: { start: number; end: number }, openBlob: OpenBlob) => {
    const entry = entries[index - 1];
    return entry
      ? openBlob(entry.sha256, range)
      : Promise.resolve(new Blob([manifest.subarray(range.start, range.end)]).stream());
  };
  return {
    sizeBytes: layout.sizeBytes,
    etag: `"zip1-${digest}"`,
    read: (start, end, openBlob) =>
      toStream(
        joined(
          pieces(layout, start, Math.min(end, layout.sizeBytes), (i, range) =>
            content(i, range, openBlob),
          ),
        ),
      ),
  };
}

interface Layout {
  readonly items: readonly ZipItem[];
  /** Where each local header lies; one more than items, the last is the central directory's start. */
  readonly locals: Float64Array;
  /** Where each central header lies; one more than items, the last is the end record's start. */
  readonly centrals: Float64Array;
  readonly end: Uint8Array;
  readonly sizeBytes: number;
}

function layOut(items: readonly ZipItem[]): Layout {
  const locals = new Float64Array(items.length + 1);
  const centrals = new Float64Array(items.length + 1);
  let at = 0;
  for (const [i, item] of items.entries()) {
    locals[i] = at;
    at += localHeaderSize(item) + item.sizeBytes;
  }
  locals[items.length] = at;
  const centralStart = at;
  for (const [i, item] of items.entries()) {
    centrals[i] = at;
    at += centralHeaderSize(item, locals[i] ?? 0);
  }
  centrals[items.length] = at;
  const end = endOfArchive(items.length, centralStart, at - centralStart);
  return { items, locals, centrals, end, sizeBytes: at + end.length };
}

type Content = (
  index: number,
  range: { start: number; end: number },
) => Promise<ReadableStream<Uint8Array>>;

/** The archive's bytes from `start` to `end`, record by record. */
async function* pieces(
  layout: Layout,
  start: number,
  end: number,
  content: Content,
): AsyncGenerator<Uint8Array> {
  const { items, locals, centrals } = layout;
  for (let i = indexAt(locals, start); i < items.length && (locals[i] ?? 0) < end; i++) {
    const item = items[i];
    if (!item) return;
    const dataAt = (locals[i] ?? 0) + localHeaderSize(item);
    if (dataAt > start) yield slice(localHeader(item), locals[i] ?? 0, start, end);
    const range = {
      start: Math.max(0, start - dataAt),
      end: Math.min(item.sizeBytes, end - dataAt),
    };
    if (range.start < range.end) yield* exactly(await content(i, range), range.end - range.start);
  }
  for (let i = indexAt(centrals, start); i < items.length && (centrals[i] ?? 0) < end; i++) {
    const item = items[i];
    if (item) yield slice(centralHeader(item, locals[i] ?? 0), centrals[i] ?? 0, start, end);
  }
  const endAt = centrals[items.length] ?? 0;
  if (end > endAt) yield slice(layout.end, endAt, start, end);
}

/** Index of the last record that begins at or before `position`. */
function indexAt(starts: Float64Array, position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

function slice(bytes: Uint8Array, at: number, start: number, end: number): Uint8Array {
  return bytes.subarray(Math.max(0, start - at), Math.max(0, end - at));
}

/** Passes a blob's bytes on and fails rather than send an archive whose sizes do not hold. */
async function* exactly(
  stream: ReadableStream<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of stream) {
    seen += chunk.length;
    if (seen > sizeBytes) break;
    yield chunk;
  }
  if (seen !== sizeBytes) throw new Error('a blob does not have the size recorded for it');
}

async function* joined(source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let buffer = new Uint8Array(JOIN_BYTES);
  let used = 0;
  for await (const piece of source) {
    if (used + piece.length > buffer.length && used > 0) {
      yield buffer.subarray(0, used);
      buffer = new Uint8Array(JOIN_BYTES);
      used = 0;
    }
    if (piece.length >= JOIN_BYTES) yield piece;
    else {
      buffer.set(piece, used);
      used += piece.length;
    }
  }
  if (used > 0) yield buffer.subarray(0, used);
}

/** Pulls one piece at a time; cancelling ends the generator and with it the open blob. */
function toStream(source: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const step = await source.next();
        if (step.done === true) controller.close();
        else controller.enqueue(step.value);
      },
      cancel: async () => {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
