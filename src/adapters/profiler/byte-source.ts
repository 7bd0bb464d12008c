import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { BrokenFile } from './statements.ts';

/** Expansion of gzip beyond which a file is refused, once 64 MiB have come out of it. */
const BOMB_RATIO = 200;
const BOMB_FROM_BYTES = 64 << 20;

/** Bytes of a file one after another, unpacked where it is gzip. */
export interface ByteSource {
  /** Fills at most `length` bytes at `offset`; 0 at the end. */
  read(into: Buffer, offset: number, length: number): Promise<number>;
  /** Bytes of the file consumed so far, before unpacking. */
  consumed(): number;
  close(): Promise<void>;
}

export async function openBytes(path: string, gzip: boolean): Promise<ByteSource> {
  const handle = await open(path, 'r');
  return gzip ? gunzipped(path, handle) : plain(handle);
}

function plain(handle: FileHandle): ByteSource {
  let position = 0;
  return {
    async read(into, offset, length) {
      const { bytesRead } = await handle.read(into, offset, length, position);
      position += bytesRead;
      return bytesRead;
    },
    consumed: () => position,
    close: () => handle.close(),
  };
}

async function gunzipped(path: string, handle: FileHandle): Promise<ByteSource> {
  await handle.close();
  const file = createReadStream(path, { highWaterMark: 256 << 10 });
  const gunzip = createGunzip({ chunkSize: 256 << 10 });
  file.on('error', (error) => gunzip.destroy(error));
  const chunks = file.pipe(gunzip)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  let expanded = 0;
  const next = async (): Promise<boolean> => {
    const step = await chunks.next().catch(() => {
      throw new BrokenFile('gzip.broken');
    });
    if (step.done === true) return false;
    rest = step.value;
    expanded += rest.length;
    if (expanded > BOMB_FROM_BYTES && expanded > file.bytesRead * BOMB_RATIO)
      throw new BrokenFile('archive.bomb', BOMB_RATIO);
    return true;
  };
  return {
    async read(into, offset, length) {
      if (rest.length === 0 && !(await next())) return 0;
      const count = Math.min(length, rest.length);
      rest.copy(into, offset, 0, count);
      rest = rest.subarray(count);
      return count;
    },
    consumed: () => file.bytesRead,
    async close() {
      file.destroy();
      gunzip.destroy();
    },
  };
}

/** The first bytes of a file, unpacked; short when the file is short or breaks off. */
export async function readHead(path: string, gzip: boolean, bytes: number): Promise<Buffer> {
  const source = await openBytes(path, gzip);
  const head = Buffer.alloc(bytes);
  let filled = 0;
  try {
    for (;;) {
      const count = await source.read(head, filled, bytes - filled);
      filled += count;
      if (count === 0 || filled === bytes) break;
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
  } finally {
    await source.close();
  }
  return head.subarray(0, filled);
}
