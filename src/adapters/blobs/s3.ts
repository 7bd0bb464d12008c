import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { AppError, errors } from '#src/kernel/errors.ts';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { newId } from '#src/kernel/ids.ts';
import {
  blobErrors,
  type BlobInfo,
  type Blobs,
  type BlobStat,
  type ByteRange,
  type ByteSource,
  type PresignOptions,
} from '#src/ports/blobs.ts';
import { blobKey } from './blob-key.ts';
import { createHashPool, type HashPool } from './hash-pool.ts';
import { lazyStream } from './lazy-stream.ts';
import { S3Objects, s3Error, type S3Options } from './s3-objects.ts';
import { S3Uploads } from './s3-uploads.ts';

export interface S3BlobsOptions extends S3Options {
  /** After how long without a byte another request may take an upload over. */
  readonly stallMs?: number;
  /** Largest single copy, bytes; S3's own limit is 5 GiB. */
  readonly copyBytes?: number;
}

/** Content up to this size is put in one request. */
const SMALL_BYTES = 8 << 20;

/** Blobs in a bucket of S3 or a compatible store; for Node (Workers read through s3-fetch.ts). */
export function createS3Blobs(options: S3BlobsOptions): Blobs {
  return new S3Blobs(new S3Objects(options), createHashPool(), options);
}

class S3Blobs extends S3Uploads implements Blobs {
  readonly #objects: S3Objects;
  readonly #pool: HashPool;

  constructor(objects: S3Objects, pool: HashPool, options: S3BlobsOptions) {
    super(objects, pool, { stallMs: options.stallMs ?? 3000, copyBytes: options.copyBytes });
    this.#objects = objects;
    this.#pool = pool;
  }

  async open(sha256: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const found = await this.stat(sha256);
    const key = blobKey(sha256);
    if (!found || key === undefined) throw new AppError(blobErrors.missing);
    const { start, end } = range ?? { start: 0, end: found.sizeBytes };
    if (start < 0 || end > found.sizeBytes || start > end)
      throw new AppError(errors.internal, { cause: 'range outside the blob' });
    return lazyStream(async () => {
      if (start === end) return new Blob([]).stream();
      const stream = await this.#objects.stream(key, start, end);
      if (!stream) throw new AppError(blobErrors.missing);
      return stream;
    });
  }

  async stat(sha256: string): Promise<BlobStat | undefined> {
    const key = blobKey(sha256);
    return key === undefined ? undefined : this.#objects.head(key);
  }

  async put(content: Uint8Array | ByteSource): Promise<BlobInfo> {
    if (content instanceof Uint8Array && content.length <= SMALL_BYTES)
      return this.#putSmall(content);
    const id = `put-${newId()}`;
    try {
      await this.begin(id, { sizeBytes: Number.MAX_SAFE_INTEGER });
      const body =
        content instanceof Uint8Array
          ? new Blob([content as Uint8Array<ArrayBuffer>]).stream()
          : content;
      await this.settleSize(id, await this.append(id, 0, body));
      return await this.finish(id);
    } finally {
      await this.abort(id);
    }
  }

  async #putSmall(content: Uint8Array): Promise<BlobInfo> {
    const session = this.#pool.memory();
    await session.update(content);
    const { hex, crc32, sizeBytes } = await session.finish(content.length);
    await this.#objects.put(blobKey(hex) ?? '', content);
    return { sha256: hex, crc32, sizeBytes };
  }

  async presign(sha256: string, options: PresignOptions): Promise<string | undefined> {
    const key = blobKey(sha256);
    if (key === undefined) return undefined;
    const command = new GetObjectCommand({
      ...this.#objects.at(key),
      ResponseContentDisposition: contentDisposition('attachment', options.filename),
      ResponseContentType: options.contentType,
    });
    return getSignedUrl(this.#objects.client, command, { expiresIn: options.seconds });
  }

  async delete(sha256: string): Promise<boolean> {
    const key = blobKey(sha256);
    if (key === undefined || !(await this.#objects.head(key))) return false;
    await this.#objects.delete(key);
    return true;
  }

  async *list(): AsyncGenerator<BlobStat & { sha256: string }> {
    for await (const { key, sizeBytes, modifiedAt } of this.#objects.list('sha256/')) {
      const sha256 = key.slice(key.lastIndexOf('/') + 1);
      if (blobKey(sha256) === key) yield { sha256, sizeBytes, modifiedAt };
    }
  }

  async verify(sha256: string): Promise<{ intact: boolean; sizeBytes: number } | undefined> {
    const found = await this.stat(sha256);
    if (!found) return undefined;
    try {
      const { hex, sizeBytes } = await this.hashObject(blobKey(sha256) ?? '', found.sizeBytes);
      return { intact: hex === sha256, sizeBytes };
    } catch (error) {
      throw s3Error(error);
    }
  }

  async close(): Promise<void> {
    this.#objects.client.destroy();
    await this.#pool.close();
  }
}
