import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { AppError } from '#src/kernel/errors.ts';
import { blobErrors, type Blobs } from '#src/ports/blobs.ts';
import type { LocalCopies, LocalCopy } from '#src/ports/local-copies.ts';
import { guarded } from './storage-error.ts';

/**
 * Blobs as local files: the file itself where the store is a folder, else a copy below `folder`,
 * which belongs to one process alone and is emptied at its start.
 */
export async function createLocalCopies(blobs: Blobs, folder: string): Promise<LocalCopies> {
  if (blobs.localPath) return { open: (sha256) => inPlace(blobs, sha256) };
  await guarded(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
  });
  return { open: (sha256, signal) => copied(blobs, folder, sha256, signal) };
}

async function inPlace(blobs: Blobs, sha256: string): Promise<LocalCopy> {
  const path = blobs.localPath?.(sha256);
  if (path === undefined || !(await blobs.stat(sha256))) throw new AppError(blobErrors.missing);
  return { path, release: () => Promise.resolve() };
}

async function copied(
  blobs: Blobs,
  folder: string,
  sha256: string,
  signal: AbortSignal | undefined,
): Promise<LocalCopy> {
  const source = await blobs.open(sha256);
  return guarded(async () => {
    const own = await mkdtemp(join(folder, 'copy-'));
    const release = () => rm(own, { recursive: true, force: true });
    const path = join(own, 'data');
    try {
      const from = Readable.fromWeb(source as NodeStream);
      await pipeline(from, createWriteStream(path, { mode: 0o600 }), signal ? { signal } : {});
      return { path, release };
    } catch (error) {
      await release();
      throw error;
    }
  });
}
