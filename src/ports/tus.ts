import type { BlobInfo, ByteSource } from './blobs.ts';

/**
 * Resumable uploads by the tus protocol 1.0.0 (tus.io) with creation, creation-with-upload,
 * checksum, expiration and termination. Promise: answers every request, errors as RFC 9457
 * problems; hooks decide who may do what and are called before anything is written.
 */
export interface Tus {
  handle(request: Request, hooks: TusHooks): Promise<Response>;
}

export type TusMethod = 'HEAD' | 'PATCH' | 'DELETE';

export interface TusHooks {
  /** Path of the collection without trailing slash; uploads are at `${basePath}/${id}`. */
  readonly basePath: string;
  readonly requestId: string;
  /** Largest upload, bytes; announced as Tus-Max-Size. */
  readonly maxBytes: number;
  /** Authorises and reserves quota; returns the upload's id. Throws an AppError to refuse. */
  onCreate(
    metadata: ReadonlyMap<string, string>,
    sizeBytes: number,
  ): Promise<{ readonly id: string }>;
  /** Throws an AppError (404 for others' uploads) to refuse. */
  authorize(id: string, method: TusMethod): Promise<void>;
  /**
   * All bytes are there and hashed. At least once for each upload, so it must be idempotent. Leave
   * the finished upload to collection by age rather than abort it here: a client that lost the last
   * answer asks for it again.
   */
  onFinish(id: string, result: BlobInfo): Promise<void>;
  /** The client gave the upload up; its bytes are gone. */
  onTerminate?(id: string): Promise<void>;
  /** The body as the server has it, where that is faster than `request.body` (Node's incoming stream). */
  readonly body?: ByteSource;
}
