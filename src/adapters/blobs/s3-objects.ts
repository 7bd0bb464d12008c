import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import { AppError, errors } from '#src/kernel/errors.ts';

export interface S3Options {
  /** Without it, the AWS endpoint of the region. */
  readonly endpoint?: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Before every key, e.g. `banyan/`; empty unless told. */
  readonly prefix?: string;
}

const FULL = new Set([
  'InsufficientStorage',
  'XMinioStorageFull',
  'QuotaExceeded',
  'EntityTooLarge',
  'InsufficientCapacity',
]);

/** The few calls on single objects that the adapter makes, with its errors named. */
export class S3Objects {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefix: string;

  constructor(options: S3Options) {
    this.client = new S3Client({
      region: options.region,
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      forcePathStyle: options.endpoint !== undefined,
      credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
      // The SDK's own checksums break presigned uploads and older servers; sha256 is checked by us.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    this.bucket = options.bucket;
    this.prefix = options.prefix ?? '';
  }

  /** Bucket and full key, as every command wants them. */
  at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.prefix + key };
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const found = await absent(this.client.send(new GetObjectCommand(this.at(key))));
    return found?.Body?.transformToByteArray();
  }

  async stream(
    key: string,
    start: number,
    end: number,
  ): Promise<ReadableStream<Uint8Array> | undefined> {
    const Range = `bytes=${start}-${end - 1}`;
    const found = await absent(this.client.send(new GetObjectCommand({ ...this.at(key), Range })));
    return found?.Body?.transformToWebStream() as ReadableStream<Uint8Array> | undefined;
  }

  async head(key: string): Promise<{ sizeBytes: number; modifiedAt: Date } | undefined> {
    const found = await absent(this.client.send(new HeadObjectCommand(this.at(key))));
    return (
      found && {
        sizeBytes: found.ContentLength ?? 0,
        modifiedAt: found.LastModified ?? new Date(0),
      }
    );
  }

  async put(key: string, body: Uint8Array | string): Promise<void> {
    await named(this.client.send(new PutObjectCommand({ ...this.at(key), Body: body })));
  }

  async copy(from: string, to: string): Promise<void> {
    const CopySource = encodeURI(`${this.bucket}/${this.prefix}${from}`);
    await named(this.client.send(new CopyObjectCommand({ ...this.at(to), CopySource })));
  }

  async delete(key: string): Promise<void> {
    await absent(this.client.send(new DeleteObjectCommand(this.at(key))));
  }

  async *list(under: string): AsyncGenerator<{ key: string; sizeBytes: number; modifiedAt: Date }> {
    let token: string | undefined;
    do {
      const page = await named(
        this.client.send(
          new ListObjectsV2Command({
            Bucket: this.bucket,
            Prefix: this.prefix + under,
            ContinuationToken: token,
          }),
        ),
      );
      for (const item of page.Contents ?? [])
        yield {
          key: (item.Key ?? '').slice(this.prefix.length),
          sizeBytes: item.Size ?? 0,
          modifiedAt: item.LastModified ?? new Date(0),
        };
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }
}

/** Names what S3 or the way to it reports: a full store, or one that is not available. */
export function s3Error(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const failure = error as Partial<S3ServiceException>;
  const full = FULL.has(failure.name ?? '') || failure.$metadata?.httpStatusCode === 507;
  return new AppError(full ? errors.storageFull : errors.unavailable, { cause: error });
}

/** Awaits an S3 call and names its failure. */
export async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw s3Error(error);
  }
}

/** As `named`, with undefined for what is not there. */
export async function absent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const { name, $metadata } = error as Partial<S3ServiceException>;
    if (
      name === 'NoSuchKey' ||
      name === 'NotFound' ||
      name === 'NoSuchUpload' ||
      $metadata?.httpStatusCode === 404
    )
      return undefined;
    throw s3Error(error);
  }
}
