import { open, type FileHandle } from 'node:fs/promises';
import type { ByteRange } from '#src/ports/blobs.ts';
import { storageError } from './storage-error.ts';

const LARGEST = 1 << 20;
const SMALLEST = 64 << 10;

/** Shares out memory among all open streams of a store. */
export interface ReadBudget {
  streams: number;
  readonly bytes: number;
}

/**
 * A file's range as a web stream. Chunks are 1 MiB (twice the throughput of 64 KiB) while few
 * streams are open, and shrink to a fair share of the budget when many are, so that hundreds of slow
 * readers stay within it. The file is opened at the first read and closed at the end, on error and
 * on cancel.
 */
export function fileStream(
  path: string,
  range: ByteRange,
  budget: ReadBudget,
): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined;
  let position = range.start;
  let cancelled = false;
  const close = async (): Promise<void> => {
    const handle = file;
    file = undefined;
    if (!handle) return;
    budget.streams -= 1;
    await handle.close();
  };
  const begin = async (): Promise<FileHandle> => {
    const handle = await open(path, 'r');
    budget.streams += 1;
    file = handle;
    return handle;
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          if (position >= range.end) return controller.close();
          const handle = file ?? (await begin());
          if (cancelled) return await close();
          const share = Math.min(LARGEST, Math.max(SMALLEST, budget.bytes / budget.streams));
          const buffer = Buffer.allocUnsafeSlow(Math.min(Math.floor(share), range.end - position));
          const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
          if (bytesRead === 0)
            throw Object.assign(new Error('file shorter than its record'), { code: 'EIO' });
          position += bytesRead;
          controller.enqueue(bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead));
          if (position < range.end) return;
          await close();
          controller.close();
        } catch (error) {
          await close();
          throw storageError(error);
        }
      },
      cancel: async () => {
        cancelled = true;
        await close();
      },
    },
    { highWaterMark: 0 },
  );
}
