import { registerErrors } from '#src/kernel/errors.ts';

/**
 * Bytes, kept by what they are: a blob's name is the sha256 of its content, so a stored blob never
 * changes and equal bytes are stored once. Promises every adapter keeps:
 * - a blob is visible only when complete, hashed and durable; a crash at any moment leaves either
 *   the whole blob or nothing under its digest;
 * - a full or failing store throws `hub.storageFull` or `hub.unavailable` and recovers by itself;
 * - hashing never blocks the event loop for more than one buffer.
 */
export interface BlobInfo {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** CRC-32 (ISO 3309, as in ZIP), unsigned. */
  readonly crc32: number;
}

export interface BlobStat {
  readonly sizeBytes: number;
  /** When the content was last stored; storing equal bytes again renews it, so that gc by age is safe. */
  readonly modifiedAt: Date;
}

/** Half-open interval in bytes: `start` included, `end` not. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface PresignOptions {
  readonly filename: string;
  readonly contentType: string;
  readonly seconds: number;
}

/** What serves pages and downloads needs; also implemented without node:* for Workers. */
export interface BlobReads {
  /**
   * The bytes, in chunks of at most 1 MiB. Throws `blobs.missing` before the first byte if there is
   * no such blob. The range must lie within the blob. Cancelling the stream frees what it holds;
   * a stream that is never read holds nothing.
   */
  open(sha256: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  stat(sha256: string): Promise<BlobStat | undefined>;
  /** Stores content the hub itself made. */
  put(content: Uint8Array | ByteSource): Promise<BlobInfo>;
  /** A URL that serves the blob as an attachment for `seconds`; undefined where the store has none. */
  presign(sha256: string, options: PresignOptions): Promise<string | undefined>;
}

export interface UploadState {
  readonly id: string;
  /** Durable bytes so far: where the next append continues. */
  readonly offset: number;
  readonly sizeBytes: number;
  readonly createdAt: Date;
  /** What `beginUpload` was given. */
  readonly note: string;
  /** Set once `finish` has succeeded. */
  readonly finished?: BlobInfo;
}

export interface AppendOptions {
  /** Digest of this append's bytes; on a mismatch nothing of them is kept. */
  readonly checksum?: { readonly algorithm: 'sha256' | 'sha1'; readonly hex: string };
}

/** Uploads of one id survive crashes of client and server until `abort`. Ids match [A-Za-z0-9_-]{1,64}. */
export interface BlobUploads {
  /** Durable when it resolves. Throws `blobs.uploadExists`; `note` is opaque text of ≤ 8 KiB. */
  beginUpload(
    id: string,
    options: { readonly sizeBytes: number; readonly note?: string },
  ): Promise<void>;
  /**
   * Writes `body` at `offset` and resolves with the new offset once it is durable. Throws
   * `blobs.offsetMismatch` (nothing written), `blobs.tooLong` (nothing beyond the size is kept),
   * `blobs.checksumMismatch`, `blobs.interrupted` (the body broke off: what arrived is kept, unless
   * a checksum was given), `blobs.uploadMissing`. One append at a time: a second one gets
   * `blobs.uploadBusy`, unless the first has stood still for some seconds; then it takes over.
   */
  append(id: string, offset: number, body: ByteSource, options?: AppendOptions): Promise<number>;
  uploadState(id: string): Promise<UploadState | undefined>;
  /**
   * Makes the uploaded bytes a blob. Idempotent until `abort`, also after a crash half-way. Throws
   * `blobs.incomplete`, `blobs.digestMismatch` (the upload stays), `blobs.uploadMissing`.
   */
  finish(id: string, options?: { readonly expectedSha256?: string }): Promise<BlobInfo>;
  /** Forgets the upload, never a blob made from it. Idempotent. */
  abort(id: string): Promise<void>;
  /** Every upload not yet aborted, finished ones too, for collection by age. */
  listUploads(): AsyncIterable<UploadState>;
}

export interface PartUrls {
  /** Every part but the last has this size. */
  readonly partSizeBytes: number;
  readonly urls: readonly { readonly part: number; readonly url: string }[];
}

export interface Blobs extends BlobReads, BlobUploads {
  /** True if something was deleted. The caller makes sure that nothing refers to it. */
  delete(sha256: string): Promise<boolean>;
  list(): AsyncIterable<BlobStat & { readonly sha256: string }>;
  /** Reads the whole blob again; undefined if it is missing. */
  verify(
    sha256: string,
  ): Promise<{ readonly intact: boolean; readonly sizeBytes: number } | undefined>;
  /** Folder store: where the file is, for the profiler and X-Accel-Redirect. Read only. */
  localPath?(sha256: string): string;
  /** S3 store: the client may PUT parts directly, 1-based, `count` of them from `from`. */
  partUrls?(
    id: string,
    options: { readonly from: number; readonly count: number; readonly seconds: number },
  ): Promise<PartUrls>;
  /** S3 store: takes the parts that arrived by `partUrls` into the upload; resolves with the offset. */
  acceptParts?(id: string): Promise<number>;
  /** Stops background threads; for a graceful end. */
  close(): Promise<void>;
}

/** `blobs.*` codes. */
export const blobErrors = registerErrors('blobs', {
  missing: { status: 404, en: 'This file is not in the storage.', zh: '存储中没有该文件。' },
  uploadMissing: {
    status: 404,
    en: 'There is no such upload; start a new one.',
    zh: '没有此上传任务，请重新开始上传。',
  },
  uploadExpired: {
    status: 410,
    en: 'This upload has expired; start a new one.',
    zh: '此上传任务已过期，请重新开始上传。',
  },
  uploadExists: {
    status: 409,
    en: 'An upload with this id already exists.',
    zh: '已存在相同编号的上传任务。',
  },
  uploadBusy: {
    status: 409,
    en: 'Another request is writing to this upload; ask for its offset and retry shortly.',
    zh: '另一请求正在写入此上传任务，请稍后查询进度并重试。',
  },
  offsetMismatch: {
    status: 409,
    en: 'The upload stands at another offset; ask for it and continue from there.',
    zh: '上传进度不一致，请查询当前进度后从该处继续。',
  },
  tooLong: {
    status: 413,
    en: 'More bytes than announced; nothing beyond the announced size was kept.',
    zh: '内容超出所声明的大小，超出部分未保存。',
  },
  interrupted: {
    status: 400,
    en: 'The transfer broke off; ask for the offset and continue from there.',
    zh: '传输中断，请查询当前进度后从该处继续。',
  },
  checksumMismatch: {
    status: 422,
    en: 'The checksum does not match the bytes received; nothing of them was kept. Send them again.',
    zh: '校验和与收到的内容不符，未保存该部分，请重新发送。',
  },
  incomplete: { status: 409, en: 'The upload is not complete yet.', zh: '上传尚未完成。' },
  digestMismatch: {
    status: 422,
    en: 'The sha256 of the uploaded bytes is not the expected one; upload the file again.',
    zh: '上传内容的 sha256 与预期不符，请重新上传。',
  },
});
