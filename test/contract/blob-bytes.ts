import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Blobs } from '#src/ports/blobs.ts';

export interface BlobsUnderTest {
  readonly blobs: Blobs;
  /** The same storage as a freshly started process sees it. */
  reopen(): Promise<Blobs>;
  /** Damages the stored content of a blob behind the adapter's back. */
  damage(sha256: string): Promise<void>;
  stop(): Promise<void>;
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
export const infoOf = (bytes: Uint8Array) => ({
  sha256: sha256(bytes),
  sizeBytes: bytes.length,
  crc32: crc32(bytes),
});

export async function* chunks(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await new Promise(setImmediate);
    yield bytes.subarray(at, at + size);
  }
}

/** Breaks off after `keep` bytes, as a connection does. */
export async function* broken(bytes: Uint8Array, keep: number): AsyncGenerator<Uint8Array> {
  yield* chunks(bytes.subarray(0, keep));
  throw new Error('aborted');
}

export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

export const MiB = 1 << 20;
