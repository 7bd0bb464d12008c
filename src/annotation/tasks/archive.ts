import type { BlobInfo, Blobs } from '#src/ports/blobs.ts';
import {
  readDirectory,
  type ArchiveBytes,
  type ArchiveEntry,
} from '#src/kernel/zip64/directory.ts';
import { BrokenEntry, openEntry } from '#src/kernel/zip64/open-entry.ts';
import { decodeText } from '../formats/decode-text.ts';
import { imageHeadBytes } from '../formats/image-size.ts';
import type { ImportProblemCode } from '../formats/import-item.ts';

const limits = { entries: 100_000, bytes: 64 * 1024 ** 2 };
/** Of all files unpacked, bytes. */
const mostUnpacked = 16 * 1024 ** 3;
const text = { bytes: 64 * 1024 ** 2, ratio: 200 };
/** Of a stream that is never held whole. */
const stream = { bytes: 4 * 1024 ** 3, ratio: 200 };
const media = { bytes: 512 * 1024 ** 2, ratio: 200 };

/** What packers leave behind that nobody means to import. */
const litter = /(^|\/)(__MACOSX\/|\.[^/]*$|Thumbs\.db$|desktop\.ini$)/i;

const codes: Readonly<Record<BrokenEntry['reason'], ImportProblemCode>> = {
  encrypted: 'archive.encrypted',
  method: 'archive.method',
  path: 'archive.path',
  size: 'archive.size',
  damaged: 'archive.damaged',
};

/** The problem of a file that cannot be read; undefined for a failure of another kind. */
export const codeOf = (error: unknown): ImportProblemCode | undefined =>
  error instanceof BrokenEntry ? codes[error.reason] : undefined;

/** A ZIP archive among the blobs: its files by path, each read on its own and within bounds. */
export class Archive {
  readonly #blobs: Pick<Blobs, 'open' | 'put'>;
  readonly #bytes: ArchiveBytes;
  readonly entries: ReadonlyMap<string, ArchiveEntry>;
  readonly tooLarge: boolean;
  /** Packed bytes of what was stored so far. */
  doneBytes = 0;

  private constructor(
    blobs: Pick<Blobs, 'open' | 'put'>,
    bytes: ArchiveBytes,
    entries: readonly ArchiveEntry[],
  ) {
    this.#blobs = blobs;
    this.#bytes = bytes;
    this.entries = new Map(entries.filter((e) => !litter.test(e.path)).map((e) => [e.path, e]));
    this.tooLarge = entries.reduce((sum, e) => sum + e.sizeBytes, 0) > mostUnpacked;
  }

  /** Throws NotAnArchive. */
  static async open(
    blobs: Pick<Blobs, 'open' | 'put'>,
    sha256: string,
    sizeBytes: number,
  ): Promise<Archive> {
    const bytes: ArchiveBytes = {
      sizeBytes,
      open: (start, end) => blobs.open(sha256, { start, end }),
    };
    return new Archive(blobs, bytes, await readDirectory(bytes, limits));
  }

  #entry(path: string): ArchiveEntry {
    const entry = this.entries.get(path);
    if (!entry) throw new BrokenEntry('path');
    return entry;
  }

  /** The bytes of a file as they are unpacked. Throws BrokenEntry, as all below. */
  bytesOf(path: string): AsyncGenerator<Uint8Array> {
    return openEntry(this.#bytes, this.#entry(path), stream);
  }

  /** A text file whole. */
  async textOf(path: string): Promise<string> {
    let out = '';
    for await (const piece of decodeText(openEntry(this.#bytes, this.#entry(path), text)))
      out += piece;
    return out;
  }

  /** The beginning of a file, as much as an image's header may take. */
  async headOf(path: string): Promise<Uint8Array> {
    const head = new Head();
    for await (const chunk of openEntry(this.#bytes, this.#entry(path), media)) {
      head.take(chunk);
      if (head.full) break;
    }
    return head.bytes;
  }

  /** Stores a file by itself; `head` is its beginning. */
  async store(path: string): Promise<{ readonly info: BlobInfo; readonly head: Uint8Array }> {
    const entry = this.#entry(path);
    const head = new Head();
    const source = openEntry(this.#bytes, entry, media);
    // What is wrong before the first byte must not reach the store as a failure of the store.
    const first = await source.next();
    async function* content(): AsyncGenerator<Uint8Array> {
      if (first.done === true) return;
      head.take(first.value);
      yield first.value;
      for await (const chunk of source) {
        head.take(chunk);
        yield chunk;
      }
    }
    let broken: unknown;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* content();
      } catch (error) {
        broken = error;
        throw error;
      }
    }
    try {
      const info = await this.#blobs.put(watched());
      this.doneBytes += entry.packedBytes;
      return { info, head: head.bytes };
    } catch (error) {
      throw broken instanceof BrokenEntry ? broken : error;
    }
  }
}

/** The first bytes of what passes by. */
class Head {
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  get full(): boolean {
    return this.#length >= imageHeadBytes;
  }
  take(chunk: Uint8Array): void {
    if (this.full) return;
    this.#parts.push(chunk.slice());
    this.#length += chunk.length;
  }
  get bytes(): Uint8Array {
    const out = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}
