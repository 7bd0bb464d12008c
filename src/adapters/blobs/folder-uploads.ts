import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  truncate,
  utimes,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, errors } from '#src/kernel/errors.ts';
import {
  blobErrors,
  type AppendOptions,
  type BlobInfo,
  type BlobUploads,
  type ByteSource,
  type UploadState,
} from '#src/ports/blobs.ts';
import { AppendLocks, type AppendLock } from './append-lock.ts';
import { bodySource, type BodySource } from './body-source.ts';
import {
  checkUploadId,
  isUploadId,
  makeFolder,
  replaceFile,
  syncFolder,
  type FolderPlace,
} from './folder-place.ts';
import { writeBody } from './folder-write.ts';
import type { HashPool, HashResult } from './hash-pool.ts';
import { HashFollowers } from './hash-followers.ts';
import { errno, guarded } from './storage-error.ts';

interface Meta {
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly note: string;
}

/**
 * Uploads as folders: `incoming/<id>/` holds `meta.json`, `data` (its length is the offset),
 * `unverified` while an append with checksum runs (its content is the offset to fall back to), and
 * `result.json` from the moment the digest is known. Several processes may share the folder, but
 * appends to one upload must reach one process at a time (the lock lives in memory).
 */
export class FolderUploads implements BlobUploads {
  readonly #place: FolderPlace;
  readonly #pool: HashPool;
  readonly #locks: AppendLocks;
  readonly #followers: HashFollowers;

  constructor(place: FolderPlace, pool: HashPool, stallMs: number) {
    this.#place = place;
    this.#pool = pool;
    this.#locks = new AppendLocks(stallMs);
    this.#followers = new HashFollowers(pool, (id) => join(place.upload(id), 'data'));
  }

  async beginUpload(id: string, options: { sizeBytes: number; note?: string }): Promise<void> {
    await guarded(() => this.begin(id, options, options.sizeBytes));
  }

  /** `needBytes` must be free now, so that a hopeless upload fails at once. */
  protected async begin(
    id: string,
    options: { sizeBytes: number; note?: string },
    needBytes: number,
  ): Promise<void> {
    const folder = this.#place.upload(id);
    await makeFolder(this.#place.root, dirname(folder));
    const space = await statfs(dirname(folder));
    if (space.bavail * space.bsize < needBytes) throw new AppError(errors.storageFull);
    await mkdir(folder).catch((error: unknown) => {
      throw errno(error) === 'EEXIST' ? new AppError(blobErrors.uploadExists) : error;
    });
    const meta: Meta = {
      sizeBytes: options.sizeBytes,
      createdAt: new Date().toISOString(),
      note: options.note ?? '',
    };
    try {
      await (await open(join(folder, 'data'), 'wx', 0o640)).close();
      await replaceFile(join(folder, 'meta.json'), JSON.stringify(meta));
      await syncFolder(dirname(folder));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** States the size of an upload begun without knowing it. */
  protected async settleSize(id: string, sizeBytes: number): Promise<void> {
    const path = join(this.#place.upload(id), 'meta.json');
    const meta = JSON.parse(await readFile(path, 'utf8')) as Meta;
    await replaceFile(path, JSON.stringify({ ...meta, sizeBytes }));
  }

  async append(
    id: string,
    offset: number,
    body: ByteSource,
    options: AppendOptions = {},
  ): Promise<number> {
    const source = bodySource(body);
    const lock = await this.#locks.acquire(checkUploadId(id), () => source.stop());
    try {
      return await guarded(() => this.#appendLocked(id, offset, source, lock, options));
    } finally {
      lock.release();
    }
  }

  async #appendLocked(
    id: string,
    offset: number,
    source: BodySource,
    lock: AppendLock,
    options: AppendOptions,
  ): Promise<number> {
    await this.#rollBack(id);
    const state = await this.uploadState(id);
    if (!state) throw new AppError(blobErrors.uploadMissing);
    if (state.offset !== offset || state.finished) throw new AppError(blobErrors.offsetMismatch);
    const mark = join(this.#place.upload(id), 'unverified');
    if (options.checksum) await replaceFile(mark, String(offset));
    else this.#followers.start(id);
    const end = await this.#write(id, state, source, lock, options.checksum === undefined);
    if (end.failure === undefined && options.checksum) {
      if (await this.#matches(id, offset, end.position, options.checksum)) await rm(mark);
      else end.failure = new AppError(blobErrors.checksumMismatch);
    }
    if (end.failure === undefined) return end.position;
    await this.#rollBack(id);
    throw end.failure;
  }

  async #write(
    id: string,
    state: UploadState,
    source: BodySource,
    lock: AppendLock,
    follow: boolean,
  ) {
    const file = await open(join(this.#place.upload(id), 'data'), 'r+');
    try {
      const { position, failure } = await writeBody(file, source, {
        start: state.offset,
        limit: state.sizeBytes,
        onChunk: () => lock.alive(),
        onEnd: () => lock.ending(),
        onWritten: (at) => (follow ? this.#followers.advance(id, at) : undefined),
      });
      const named =
        failure === undefined ||
        failure instanceof AppError ||
        (errno(failure) !== undefined && isDisk(failure));
      return {
        position,
        failure: named ? failure : new AppError(blobErrors.interrupted, { cause: failure }),
      };
    } finally {
      await file.close();
    }
  }

  async #matches(
    id: string,
    start: number,
    end: number,
    checksum: NonNullable<AppendOptions['checksum']>,
  ): Promise<boolean> {
    const session = this.#pool.follow(
      join(this.#place.upload(id), 'data'),
      checksum.algorithm,
      start,
    );
    return (await session.finish(end)).hex === checksum.hex;
  }

  /** Drops bytes whose checksum was never confirmed, by a mismatch, a broken body or a crash. */
  async #rollBack(id: string): Promise<void> {
    const folder = this.#place.upload(id);
    const mark = await readIfThere(join(folder, 'unverified'));
    if (mark === undefined) return;
    await truncate(join(folder, 'data'), Number(mark));
    await rm(join(folder, 'unverified'));
  }

  async uploadState(id: string): Promise<UploadState | undefined> {
    if (!isUploadId(id)) return undefined;
    const folder = this.#place.upload(id);
    const text = await guarded(() => readIfThere(join(folder, 'meta.json')));
    if (text === undefined) return undefined;
    const meta = JSON.parse(text) as Meta;
    const result = await readIfThere(join(folder, 'result.json'));
    const data = await stat(join(folder, 'data')).catch(() => undefined);
    const base = {
      id,
      sizeBytes: meta.sizeBytes,
      createdAt: new Date(meta.createdAt),
      note: meta.note,
    };
    if (result !== undefined && !data)
      return { ...base, offset: meta.sizeBytes, finished: JSON.parse(result) as BlobInfo };
    const mark = await readIfThere(join(folder, 'unverified'));
    return { ...base, offset: mark === undefined ? (data?.size ?? 0) : Number(mark) };
  }

  async finish(id: string, options: { expectedSha256?: string } = {}): Promise<BlobInfo> {
    const lock = await this.#locks.acquire(checkUploadId(id));
    try {
      return await guarded(() => this.#finishLocked(id, options.expectedSha256));
    } finally {
      lock.release();
    }
  }

  async #finishLocked(id: string, expected: string | undefined): Promise<BlobInfo> {
    await this.#rollBack(id);
    const state = await this.uploadState(id);
    if (!state) throw new AppError(blobErrors.uploadMissing);
    if (state.offset !== state.sizeBytes) throw new AppError(blobErrors.incomplete);
    const info = state.finished ?? (await this.#digest(id, state.sizeBytes));
    if (expected !== undefined && expected !== info.sha256)
      throw new AppError(blobErrors.digestMismatch);
    if (state.finished) return info;
    const data = join(this.#place.upload(id), 'data');
    await replaceFile(join(this.#place.upload(id), 'result.json'), JSON.stringify(info));
    await this.#publish(data, info);
    return info;
  }

  async #digest(id: string, sizeBytes: number): Promise<BlobInfo> {
    const result: HashResult = await this.#followers.finish(id, sizeBytes);
    return { sha256: result.hex, sizeBytes: result.sizeBytes, crc32: result.crc32 };
  }

  /** The rename is the moment of publication; over equal bytes it renews, and heals, what is there. */
  async #publish(data: string, info: BlobInfo): Promise<void> {
    const target = this.#place.blob(info.sha256);
    await makeFolder(this.#place.root, dirname(target));
    const now = new Date();
    await utimes(data, now, now);
    await rename(data, target);
    await syncFolder(dirname(target));
    await syncFolder(dirname(data));
  }

  async abort(id: string): Promise<void> {
    this.#followers.drop(checkUploadId(id));
    await guarded(() => rm(this.#place.upload(id), { recursive: true, force: true }));
  }

  async *listUploads(): AsyncGenerator<UploadState> {
    const names = await readdir(join(this.#place.root, 'incoming')).catch(() => []);
    for (const name of names) {
      const state = await this.uploadState(name).catch(() => undefined);
      if (state) yield state;
      else yield* this.#orphan(name);
    }
  }

  /** A folder without a readable `meta.json` is the rest of a crash in `beginUpload`. */
  async *#orphan(name: string): AsyncGenerator<UploadState> {
    if (!isUploadId(name)) return;
    const found = await stat(this.#place.upload(name)).catch(() => undefined);
    if (found) yield { id: name, offset: 0, sizeBytes: 0, createdAt: found.mtime, note: '' };
  }
}

function isDisk(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    ['write', 'fdatasync', 'writev'].includes(String(error.syscall))
  );
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  });
}
