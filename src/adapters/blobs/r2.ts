import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { crc32 } from '#src/kernel/zip64/crc32.ts';
import { blobErrors, type BlobReads } from '#src/ports/blobs.ts';
import { blobKey } from './blob-key.ts';
import { lazyStream } from './lazy-stream.ts';

/** What we use of a Workers R2 bucket binding. */
export interface R2Bucket {
  head(key: string): Promise<{ readonly size: number; readonly uploaded: Date } | null>;
  get(
    key: string,
    options?: { readonly range?: { readonly offset: number; readonly length: number } },
  ): Promise<{ readonly body: ReadableStream<Uint8Array> } | null>;
  put(key: string, value: Uint8Array): Promise<unknown>;
}

/** The reading side of the blobs port over an R2 binding; the same keys as the S3 adapter. */
export function createR2Blobs(bucket: R2Bucket): BlobReads {
  const stat: BlobReads['stat'] = async (sha256) => {
    const key = blobKey(sha256);
    const found = key === undefined ? null : await bucket.head(key);
    return found ? { sizeBytes: found.size, modifiedAt: found.uploaded } : undefined;
  };
  return {
    stat,
    async open(sha256, range) {
      const found = await stat(sha256);
      const key = blobKey(sha256);
      if (!found || key === undefined) throw new AppError(blobErrors.missing);
      const { start, end } = range ?? { start: 0, end: found.sizeBytes };
      if (start < 0 || end > found.sizeBytes || start > end)
        throw new AppError(errors.internal, { cause: 'range outside the blob' });
      return lazyStream(async () => {
        if (start === end) return new Blob([]).stream();
        const object = await bucket.get(key, { range: { offset: start, length: end - start } });
        if (!object) throw new AppError(errors.unavailable, { cause: 'R2 lost the object' });
        return object.body;
      });
    },
    async put(content) {
      if (!(content instanceof Uint8Array))
        throw new AppError(errors.internal, { cause: 'R2 puts whole content only' });
      const bytes = new Uint8Array(content);
      const sha256 = await sha256Hex(bytes);
      await bucket.put(blobKey(sha256) ?? '', bytes);
      return { sha256, sizeBytes: bytes.length, crc32: crc32(bytes) };
    },
    presign: async () => undefined,
  };
}
