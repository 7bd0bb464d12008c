import { AppError } from '#src/kernel/errors.ts';
import { blobErrors, type ByteSource } from '#src/ports/blobs.ts';

/** Content put where there are no files is held in memory first. */
const MOST_BYTES = 16 << 20;

/** All of a small content; `blobs.tooLong` beyond 16 MiB. */
export async function gather(content: Uint8Array | ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  if (content instanceof Uint8Array) return new Uint8Array(content);
  const parts: BlobPart[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of content) {
      sizeBytes += chunk.length;
      if (sizeBytes > MOST_BYTES) throw new AppError(blobErrors.tooLong);
      parts.push(new Uint8Array(chunk));
    }
  } catch (error) {
    throw error instanceof AppError
      ? error
      : new AppError(blobErrors.interrupted, { cause: error });
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
