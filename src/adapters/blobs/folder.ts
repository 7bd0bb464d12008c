import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import {
  blobErrors,
  type BlobInfo,
  type Blobs,
  type BlobStat,
  type ByteRange,
  type ByteSource,
} from '#src/ports/blobs.ts';
import { folderPlace, isDigest, syncFolder, type FolderPlace } from './folder-place.ts';
import { fileStream, type ReadBudget } from './folder-read.ts';
import { FolderUploads } from './folder-uploads.ts';
import { createHashPool, type HashPool } from './hash-pool.ts';
import { errno, guarded } from './storage-error.ts';

export interface FolderBlobsOptions {
  /**
   * Made if missing. Must be on one file system (blobs are moved by rename). Blobs are readable by
   * the group, so that an nginx of that group can send them for X-Accel-Redirect.
   */
  readonly root: string;
  /** After how long without a byte another request may take an upload over. */
  readonly stallMs?: number;
  /** Memory for all open reads together, bytes. */
  readonly readBudgetBytes?: number;
}

/** Blobs in a folder of this machine (or a mount shared by several). */
export async function createFolderBlobs(options: FolderBlobsOptions): Promise<Blobs> {
  await guarded(() => mkdir(options.root, { recursive: true, mode: 0o750 }));
  return new FolderBlobs(options);
}

class FolderBlobs extends FolderUploads implements Blobs {
  readonly #place: FolderPlace;
  readonly #pool: HashPool;
  readonly #budget: ReadBudget;

  constructor(options: FolderBlobsOptions) {
    const place = folderPlace(options.root);
    const pool = createHashPool();
    super(place, pool, options.stallMs ?? 3000);
    this.#place = place;
    this.#pool = pool;
    this.#budget = { streams: 0, bytes: options.readBudgetBytes ?? 32 << 20 };
  }

  async open(sha256: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const found = await this.stat(sha256);
    if (!found) throw new AppError(blobErrors.missing);
    const { start, end } = range ?? { start: 0, end: found.sizeBytes };
    if (start < 0 || end > found.sizeBytes || start > end)
      throw new AppError(errors.internal, { cause: 'range outside the blob' });
    return fileStream(this.#place.blob(sha256), { start, end }, this.#budget);
  }

  async stat(sha256: string): Promise<BlobStat | undefined> {
    if (!isDigest(sha256)) return undefined;
    return guarded(async () => {
      const found = await stat(this.#place.blob(sha256)).catch((error: unknown) => {
        if (errno(error) === 'ENOENT') return undefined;
        throw error;
      });
      return found && { sizeBytes: found.size, modifiedAt: found.mtime };
    });
  }

  async put(content: Uint8Array | ByteSource): Promise<BlobInfo> {
    const id = `put-${newId()}`;
    try {
      const known = content instanceof Uint8Array ? content.byteLength : undefined;
      await guarded(() =>
        this.begin(id, { sizeBytes: known ?? Number.MAX_SAFE_INTEGER }, known ?? 0),
      );
      const sizeBytes = await this.append(
        id,
        0,
        content instanceof Uint8Array ? oneChunk(content) : content,
      );
      if (known === undefined) await guarded(() => this.settleSize(id, sizeBytes));
      return await this.finish(id);
    } finally {
      await this.abort(id);
    }
  }

  presign(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async delete(sha256: string): Promise<boolean> {
    if (!isDigest(sha256)) return false;
    return guarded(async () => {
      const path = this.#place.blob(sha256);
      try {
        await rm(path);
      } catch (error) {
        if (errno(error) === 'ENOENT') return false;
        throw error;
      }
      await syncFolder(dirname(path));
      return true;
    });
  }

  async *list(): AsyncGenerator<BlobStat & { sha256: string }> {
    const names = (path: string): Promise<string[]> => readdir(path).catch(() => []);
    const top = join(this.#place.root, 'sha256');
    for (const first of await names(top))
      for (const second of await names(join(top, first)))
        for (const sha256 of await names(join(top, first, second))) {
          const found = await this.stat(sha256);
          if (found) yield { sha256, ...found };
        }
  }

  async verify(sha256: string): Promise<{ intact: boolean; sizeBytes: number } | undefined> {
    const found = await this.stat(sha256);
    if (!found) return undefined;
    const result = await guarded(() =>
      this.#pool.follow(this.#place.blob(sha256)).finish(found.sizeBytes),
    );
    return { intact: result.hex === sha256, sizeBytes: result.sizeBytes };
  }

  localPath(sha256: string): string {
    return this.#place.blob(sha256);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
