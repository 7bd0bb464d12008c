import { AppError } from '#src/kernel/errors.ts';
import {
  blobErrors,
  type AppendOptions,
  type BlobInfo,
  type BlobUploads,
  type ByteSource,
  type PartUrls,
  type UploadState,
} from '#src/ports/blobs.ts';
import { AppendLocks, type AppendLock } from './append-lock.ts';
import { blobKey } from './blob-key.ts';
import { bodySource, type BodySource } from './body-source.ts';
import { checkUploadId, isUploadId } from './folder-place.ts';
import type { HashPool, HashSession } from './hash-pool.ts';
import { S3Append } from './s3-append.ts';
import { S3Multipart } from './s3-multipart.ts';
import type { S3Objects } from './s3-objects.ts';
import { offsetOf, S3UploadRecords, stateOf, type UploadRecord } from './s3-upload-record.ts';

/** A blob stored again within this time is not copied again. */
const FRESH_MS = 86_400_000;
const PART_BYTES = 8 << 20;
/** S3 takes 10,000 parts; some are left for rounding. */
const MOST_PARTS = 9000;

/**
 * Uploads as S3 multipart uploads to `incoming/<id>/data` with parts of equal size; what does not
 * fill a part is an object of its own. Files smaller than one part never become multipart. The lock
 * is per process: appends to one upload must reach one process at a time.
 */
export class S3Uploads implements BlobUploads {
  readonly #objects: S3Objects;
  readonly #pool: HashPool;
  readonly #records: S3UploadRecords;
  readonly #multipart: S3Multipart;
  readonly #locks: AppendLocks;
  readonly #hashes = new Map<string, { session: HashSession; at: number }>();
  readonly #copyBytes: number | undefined;

  constructor(
    objects: S3Objects,
    pool: HashPool,
    options: { stallMs: number; copyBytes?: number | undefined },
  ) {
    this.#objects = objects;
    this.#pool = pool;
    this.#records = new S3UploadRecords(objects);
    this.#multipart = new S3Multipart(objects);
    this.#locks = new AppendLocks(options.stallMs);
    this.#copyBytes = options.copyBytes;
  }

  async beginUpload(id: string, options: { sizeBytes: number; note?: string }): Promise<void> {
    const partBytes =
      PART_BYTES * Math.max(1, Math.ceil(options.sizeBytes / (MOST_PARTS * PART_BYTES)));
    await this.begin(id, options, partBytes);
  }

  protected async begin(
    id: string,
    options: { sizeBytes: number; note?: string },
    partBytes = PART_BYTES,
  ): Promise<void> {
    if (await this.#records.load(checkUploadId(id))) throw new AppError(blobErrors.uploadExists);
    const { sizeBytes, note = '' } = options;
    await this.#records.save({
      id,
      sizeBytes,
      note,
      createdAt: new Date().toISOString(),
      partBytes,
      etags: [],
    });
  }

  /** States the size of an upload begun without knowing it. */
  protected async settleSize(id: string, sizeBytes: number): Promise<void> {
    await this.#records.save({ ...(await this.#load(id)), sizeBytes });
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
      return await this.#appendLocked(id, offset, source, lock, options.checksum);
    } finally {
      lock.release();
    }
  }

  async #appendLocked(
    id: string,
    offset: number,
    body: BodySource,
    lock: AppendLock,
    checksum: AppendOptions['checksum'],
  ): Promise<number> {
    const record = await this.#load(id);
    if (record.finished || offsetOf(record) !== offset)
      throw new AppError(blobErrors.offsetMismatch);
    const whole = this.#hashFrom(id, offset);
    const partial = checksum && this.#pool.memory(checksum.algorithm);
    const append = new S3Append(
      record,
      await this.#records.tail(record),
      record.sizeBytes - offset,
      {
        records: this.#records,
        multipart: this.#multipart,
        whole,
        partial,
        checksum,
        onChunk: () => lock.alive(),
        onEnd: () => lock.ending(),
      },
    );
    try {
      const saved = await append.run(body);
      if (whole) this.#hashes.set(id, { session: whole, at: offsetOf(saved) });
      return offsetOf(saved);
    } catch (error) {
      whole?.close();
      partial?.close();
      throw error;
    }
  }

  /** Takes the running hash if it stands at `offset`; one that does not is given up. */
  #hashFrom(id: string, offset: number): HashSession | undefined {
    const known = this.#hashes.get(id);
    this.#hashes.delete(id);
    if (known?.at === offset) return known.session;
    known?.session.close();
    return offset === 0 ? this.#pool.memory() : undefined;
  }

  async #load(id: string): Promise<UploadRecord> {
    const record = await this.#records.load(checkUploadId(id));
    if (!record) throw new AppError(blobErrors.uploadMissing);
    return record;
  }

  async uploadState(id: string): Promise<UploadState | undefined> {
    const record = isUploadId(id) ? await this.#records.load(id) : undefined;
    return record && stateOf(record);
  }

  async finish(id: string, options: { expectedSha256?: string } = {}): Promise<BlobInfo> {
    const lock = await this.#locks.acquire(checkUploadId(id));
    try {
      return await this.#finishLocked(await this.#load(id), options.expectedSha256);
    } finally {
      lock.release();
    }
  }

  async #finishLocked(record: UploadRecord, expected: string | undefined): Promise<BlobInfo> {
    if (offsetOf(record) !== record.sizeBytes) throw new AppError(blobErrors.incomplete);
    const from = record.finished ? '' : await this.#assemble(record);
    const info = record.finished ?? (await this.#digest(record, from));
    if (expected !== undefined && expected !== info.sha256)
      throw new AppError(blobErrors.digestMismatch);
    if (record.finished) return info;
    await this.#publish(from, info);
    await this.#records.save({ ...record, finished: info });
    await this.#objects.delete(from);
    return info;
  }

  /** Key of one object with all bytes; a crash after completing finds it there. */
  async #assemble(record: UploadRecord): Promise<string> {
    const key = `incoming/${record.id}/data`;
    if (record.uploadId === undefined) {
      if (record.tail) return record.tail.key;
      await this.#objects.put(key, new Uint8Array());
      return key;
    }
    if ((await this.#objects.head(key))?.sizeBytes === record.sizeBytes) return key;
    const etags = [...record.etags];
    if (record.tail)
      etags.push(
        await this.#multipart.put(
          key,
          record.uploadId,
          etags.length + 1,
          await this.#records.tail(record),
        ),
      );
    await this.#multipart.complete(key, record.uploadId, etags);
    return key;
  }

  /** From the hash that ran along, else by reading back. */
  async #digest(record: UploadRecord, key: string): Promise<BlobInfo> {
    const session = this.#hashFrom(record.id, record.sizeBytes);
    const result =
      record.sizeBytes > 0
        ? await session?.finish(record.sizeBytes).catch(() => undefined)
        : undefined;
    const { hex, crc32, sizeBytes } = result ?? (await this.hashObject(key, record.sizeBytes));
    return { sha256: hex, crc32, sizeBytes };
  }

  protected async hashObject(
    key: string,
    sizeBytes: number,
  ): Promise<{ hex: string; crc32: number; sizeBytes: number }> {
    const session = this.#pool.memory();
    await session.update(new Uint8Array());
    const stream = sizeBytes > 0 ? await this.#objects.stream(key, 0, sizeBytes) : undefined;
    let seen = 0;
    for await (const chunk of stream ?? []) {
      await session.update(chunk);
      seen += chunk.length;
    }
    return session.finish(seen);
  }

  async #publish(from: string, info: BlobInfo): Promise<void> {
    const to = blobKey(info.sha256) ?? '';
    const present = await this.#objects.head(to);
    if (
      present?.sizeBytes === info.sizeBytes &&
      Date.now() - present.modifiedAt.getTime() < FRESH_MS
    )
      return;
    await this.#multipart.copy(from, to, info.sizeBytes, this.#copyBytes);
  }

  async abort(id: string): Promise<void> {
    const record = await this.#records.load(checkUploadId(id));
    this.#hashes.get(id)?.session.close();
    this.#hashes.delete(id);
    if (record?.uploadId !== undefined && !record.finished)
      await this.#multipart.abort(`incoming/${id}/data`, record.uploadId);
    await this.#records.remove(id);
  }

  async *listUploads(): AsyncGenerator<UploadState> {
    for await (const record of this.#records.all()) yield stateOf(record);
  }

  async partUrls(
    id: string,
    options: { from: number; count: number; seconds: number },
  ): Promise<PartUrls> {
    const key = `incoming/${checkUploadId(id)}/data`;
    const record = await this.#load(id);
    const uploadId = record.uploadId ?? (await this.#multipart.create(key));
    if (record.uploadId === undefined) await this.#records.save({ ...record, uploadId });
    const last = Math.ceil(record.sizeBytes / record.partBytes);
    const numbers = Array.from({ length: options.count }, (_, i) => options.from + i).filter(
      (n) => n >= 1 && n <= last,
    );
    const urls = numbers.map(async (part) => ({
      part,
      url: await this.#multipart.partUrl(key, uploadId, part, options.seconds),
    }));
    return { partSizeBytes: record.partBytes, urls: await Promise.all(urls) };
  }

  /** Takes full parts in unbroken order, and the last one if it completes the file. */
  async acceptParts(id: string): Promise<number> {
    const record = await this.#load(id);
    if (record.uploadId === undefined || record.finished) return offsetOf(record);
    const key = `incoming/${id}/data`;
    const etags: string[] = [];
    let offset = 0;
    for (const found of await this.#multipart.list(key, record.uploadId)) {
      const wanted = Math.min(record.partBytes, record.sizeBytes - offset);
      if (
        found.part !== etags.length + 1 ||
        found.sizeBytes !== wanted ||
        offset >= record.sizeBytes
      )
        break;
      etags.push(found.etag);
      offset += found.sizeBytes;
    }
    if (offset <= offsetOf(record)) return offsetOf(record);
    this.#hashFrom(id, -1)?.close();
    const { tail: _old, ...rest } = record;
    await this.#records.save({ ...rest, etags });
    return offset;
  }
}
