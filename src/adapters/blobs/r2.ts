import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { crc32 } from '#src/kernel/zip64/crc32.ts';
import {
  blobErrors,
  type BlobInfo,
  type BlobReads,
  type BlobStat,
  type ByteRange,
  type ByteSource,
} from '#src/ports/blobs.ts';
import { blobKey } from './blob-key.ts';
import { gather } from './gather.ts';
import { lazyStream } from './lazy-stream.ts';

/** The part of a Workers R2 binding that is used here. */
export interface R2Bucket {
  head(key: string): Promise<{ readonly size: number; readonly uploaded: Date } | null>;
  get(
    key: string,
    options: { readonly range: { readonly offset: number; readonly length: number } },
  ): Promise<{ readonly body: ReadableStream<Uint8Array> } | null>;
  put(key: string, value: Uint8Array<ArrayBuffer>): Promise<unknown>;
}

/** The reading side of the blobs port over an R2 binding; the keys are those of the S3 adapter. */
export function createR2Blobs(bucket: R2Bucket, prefix = ''): BlobReads {
  const stat = async (sha256: string): Promise<BlobStat | undefined> => {
    const key = blobKey(sha256);
    const found = key === undefined ? null : await named(bucket.head(prefix + key));
    return found ? { sizeBytes: found.size, modifiedAt: found.uploaded } : undefined;
  };
  return {
    stat,
    open: async (sha256: string, range?: ByteRange) => {
      const found = await stat(sha256);
      if (!found) throw new AppError(blobErrors.missing);
      const { start, end } = range ?? { start: 0, end: found.sizeBytes };
      if (start < 0 || end > found.sizeBytes || start > end)
        throw new AppError(errors.internal, { cause: 'range outside the blob' });
      return lazyStream(async () => {
        if (start === end) return new Blob([]).stream();
        const object = await named(
          bucket.get(prefix + (blobKey(sha256) ?? ''), {
            range: { offset: start, length: end - start },
          }),
        );
        if (!object) throw new AppError(blobErrors.missing);
        return object.body;
      });
    },
    put: async (content: Uint8Array | ByteSource): Promise<BlobInfo> => {
      const bytes = await gather(content);
      const sha256 = await sha256Hex(bytes);
      await named(bucket.put(prefix + (blobKey(sha256) ?? ''), bytes));
      return { sha256, sizeBytes: bytes.length, crc32: crc32(bytes) };
    },
    presign: () => Promise.resolve(undefined),
  };
}

async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new AppError(errors.unavailable, { cause: error });
  }
}
