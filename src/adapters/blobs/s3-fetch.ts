import { AwsClient } from 'aws4fetch';
import { AppError, errors } from '#src/kernel/errors.ts';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { crc32 } from '#src/kernel/zip64/crc32.ts';
import {
  blobErrors,
  type BlobInfo,
  type BlobReads,
  type BlobStat,
  type ByteRange,
  type ByteSource,
  type PresignOptions,
} from '#src/ports/blobs.ts';
import { blobKey } from './blob-key.ts';
import { gather } from './gather.ts';
import { lazyStream } from './lazy-stream.ts';

export interface S3FetchOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly prefix?: string;
}

/** The reading side of the blobs port over fetch alone: for Workers, and anywhere without node:*. */
export function createS3FetchBlobs(options: S3FetchOptions): BlobReads {
  return new S3FetchBlobs(options);
}

class S3FetchBlobs implements BlobReads {
  readonly #client: AwsClient;
  readonly #base: string;

  constructor(options: S3FetchOptions) {
    const { accessKeyId, secretAccessKey, region } = options;
    this.#client = new AwsClient({
      accessKeyId,
      secretAccessKey,
      region,
      service: 's3',
      retries: 2,
    });
    this.#base = `${options.endpoint.replace(/\/$/, '')}/${options.bucket}/${options.prefix ?? ''}`;
  }

  async open(sha256: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
    const found = await this.stat(sha256);
    if (!found) throw new AppError(blobErrors.missing);
    const { start, end } = range ?? { start: 0, end: found.sizeBytes };
    if (start < 0 || end > found.sizeBytes || start > end)
      throw new AppError(errors.internal, { cause: 'range outside the blob' });
    return lazyStream(async () => {
      if (start === end) return new Blob([]).stream();
      const response = await this.#send(sha256, {
        headers: { Range: `bytes=${start}-${end - 1}` },
      });
      if (response.status !== 206 || !response.body)
        throw new AppError(errors.unavailable, { cause: `S3 answered ${response.status}` });
      return response.body;
    });
  }

  async stat(sha256: string): Promise<BlobStat | undefined> {
    if (blobKey(sha256) === undefined) return undefined;
    const response = await this.#send(sha256, { method: 'HEAD' });
    if (response.status === 404) return undefined;
    if (!response.ok)
      throw new AppError(errors.unavailable, { cause: `S3 answered ${response.status}` });
    return {
      sizeBytes: Number(response.headers.get('Content-Length')),
      modifiedAt: new Date(response.headers.get('Last-Modified') ?? 0),
    };
  }

  /** At most 16 MiB; larger content is put by a job on Node. */
  async put(content: Uint8Array | ByteSource): Promise<BlobInfo> {
    const bytes = await gather(content);
    const sha256 = await sha256Hex(bytes);
    const response = await this.#send(sha256, { method: 'PUT', body: bytes });
    if (response.status === 507) throw new AppError(errors.storageFull);
    if (!response.ok)
      throw new AppError(errors.unavailable, { cause: `S3 answered ${response.status}` });
    return { sha256, sizeBytes: bytes.length, crc32: crc32(bytes) };
  }

  async presign(sha256: string, options: PresignOptions): Promise<string | undefined> {
    const key = blobKey(sha256);
    if (key === undefined) return undefined;
    const url = new URL(this.#base + key);
    url.searchParams.set('X-Amz-Expires', String(options.seconds));
    url.searchParams.set(
      'response-content-disposition',
      contentDisposition('attachment', options.filename),
    );
    url.searchParams.set('response-content-type', options.contentType);
    return (await this.#client.sign(url.href, { aws: { signQuery: true } })).url;
  }

  async #send(sha256: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#client.fetch(this.#base + (blobKey(sha256) ?? ''), init);
    } catch (error) {
      throw new AppError(errors.unavailable, { cause: error });
    }
  }
}
