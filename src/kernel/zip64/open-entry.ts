import { crc32 } from './crc32.ts';
import { bytesAt, type ArchiveBytes, type ArchiveEntry } from './directory.ts';

/** Why a file of an archive cannot be read. */
export class BrokenEntry extends Error {
  readonly reason: 'encrypted' | 'method' | 'path' | 'size' | 'damaged';
  constructor(reason: BrokenEntry['reason']) {
    super(`broken archive entry: ${reason}`);
    this.name = 'BrokenEntry';
    this.reason = reason;
  }
}

export interface EntryLimits {
  readonly bytes: number;
  /** Largest size by packed size, for what is larger than 1 MiB: deflate reaches 1,032 for zeros. */
  readonly ratio: number;
}

const LOCAL = 0x04034b50;
const free = 1 << 20;

function refuse(
  { safe, encrypted, method, sizeBytes, packedBytes }: ArchiveEntry,
  most: EntryLimits,
) {
  if (!safe) throw new BrokenEntry('path');
  if (encrypted) throw new BrokenEntry('encrypted');
  if (method !== 0 && method !== 8) throw new BrokenEntry('method');
  if (sizeBytes > most.bytes || (sizeBytes > free && sizeBytes > packedBytes * most.ratio))
    throw new BrokenEntry('size');
}

/**
 * The content of one file of an archive, unpacked piece by piece. Throws BrokenEntry before the first
 * byte for what is not read at all, and at the end where size or CRC-32 are not what the directory says;
 * never gives more bytes than it says.
 */
export async function* openEntry(
  of: ArchiveBytes,
  entry: ArchiveEntry,
  limits: EntryLimits,
): AsyncGenerator<Uint8Array> {
  refuse(entry, limits);
  const head = await bytesAt(of, entry.offset, entry.offset + 30).catch(() => new Uint8Array(30));
  const view = new DataView(head.buffer);
  const start = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (view.getUint32(0, true) !== LOCAL || start + entry.packedBytes > of.sizeBytes)
    throw new BrokenEntry('damaged');
  let size = 0;
  let crc = 0;
  if (entry.packedBytes > 0) {
    const packed = await of.open(start, start + entry.packedBytes);
    const plain =
      entry.method === 0
        ? packed
        : packed.pipeThrough(
            new DecompressionStream('deflate-raw') as TransformStream<Uint8Array, Uint8Array>,
          );
    for await (const chunk of readable(plain)) {
      size += chunk.length;
      if (size > entry.sizeBytes) throw new BrokenEntry('damaged');
      crc = crc32(chunk, crc);
      yield chunk;
    }
  }
  if (size !== entry.sizeBytes || crc !== entry.crc32) throw new BrokenEntry('damaged');
}

/** What a stream gives; a failure of unpacking is damage of the entry. */
async function* readable(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    if (error instanceof TypeError) throw new BrokenEntry('damaged');
    throw error;
  }
}
