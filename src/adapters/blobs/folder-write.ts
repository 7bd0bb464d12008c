import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#src/kernel/errors.ts';
import { blobErrors } from '#src/ports/blobs.ts';
import type { BodySource } from './body-source.ts';

/** Bytes gathered before one write, and the longest they wait for company. */
const BATCH_BYTES = 1 << 20;
const BATCH_MS = 1000;
/** A flush to the disk is started each time this much was written, so that the last one is short. */
const SYNC_EVERY = 64 << 20;

export interface WriteResult {
  /** End of what is in the file, durable. */
  readonly position: number;
  /** Why it ended early, if it did. */
  readonly failure?: unknown;
}

export interface WriteOptions {
  readonly start: number;
  /** No byte at or beyond this position is written. */
  readonly limit: number;
  /** Called after each write with the position reached. */
  readonly onWritten: (position: number) => void;
  /** Called for each chunk that arrives. */
  readonly onChunk: () => void;
  /** Called when no more will arrive, before the last bytes are durable. */
  readonly onEnd: () => void;
}

/**
 * Writes a body into an open file: gathers chunks, writes one batch while the next arrives, and
 * syncs. Never throws for what happens on the way: reports how far it came and why it stopped.
 */
export async function writeBody(
  file: FileHandle,
  body: BodySource,
  options: WriteOptions,
): Promise<WriteResult> {
  const writer = new BatchWriter(file, options);
  let failure: unknown;
  try {
    for (let chunk = await body.next(); chunk !== undefined; chunk = await body.next()) {
      options.onChunk();
      await writer.add(chunk);
    }
  } catch (error) {
    failure = error;
    body.stop();
  }
  options.onEnd();
  try {
    await writer.end();
  } catch (error) {
    failure ??= error;
  }
  return failure === undefined
    ? { position: writer.position }
    : { position: writer.position, failure };
}

class BatchWriter {
  readonly #file: FileHandle;
  readonly #options: WriteOptions;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  #batchSince = 0;
  #queued: number;
  #writing: Promise<void> = Promise.resolve();
  #syncing: Promise<void> | undefined;
  #synced: number;
  /** End of what has been written. */
  position: number;

  constructor(file: FileHandle, options: WriteOptions) {
    this.#file = file;
    this.#options = options;
    this.position = options.start;
    this.#queued = options.start;
    this.#synced = options.start;
  }

  async add(chunk: Uint8Array): Promise<void> {
    const room = this.#options.limit - this.#queued;
    const fits = chunk.byteLength <= room ? chunk : chunk.subarray(0, room);
    if (this.#batch.length === 0) this.#batchSince = Date.now();
    if (fits.byteLength > 0) this.#batch.push(fits);
    this.#batchBytes += fits.byteLength;
    this.#queued += fits.byteLength;
    if (fits !== chunk) throw new AppError(blobErrors.tooLong);
    if (this.#batchBytes >= BATCH_BYTES || Date.now() - this.#batchSince > BATCH_MS)
      await this.#flush();
  }

  /** Waits for the write before, then starts this one. */
  async #flush(): Promise<void> {
    await this.#writing;
    const batch = this.#batch;
    const bytes = this.#batchBytes;
    this.#batch = [];
    this.#batchBytes = 0;
    if (bytes === 0) return;
    this.#writing = this.#write(batch, bytes);
    this.#writing.catch(() => undefined);
  }

  async #write(batch: Uint8Array[], bytes: number): Promise<void> {
    const end = this.position + bytes;
    let rest = batch;
    while (this.position < end) {
      const { bytesWritten } = await this.#file.writev(rest, this.position);
      this.position += bytesWritten;
      if (this.position < end) rest = after(rest, bytesWritten);
    }
    this.#options.onWritten(this.position);
    if (this.position - this.#synced < SYNC_EVERY || this.#syncing) return;
    this.#synced = this.position;
    this.#syncing = this.#file.datasync().finally(() => (this.#syncing = undefined));
    this.#syncing.catch(() => undefined);
  }

  async end(): Promise<void> {
    try {
      await this.#flush();
      await this.#writing;
    } finally {
      await this.#syncing;
      await this.#file.datasync();
    }
  }
}

function after(batch: readonly Uint8Array[], written: number): Uint8Array[] {
  let skip = written;
  const rest: Uint8Array[] = [];
  for (const chunk of batch) {
    if (skip >= chunk.byteLength) skip -= chunk.byteLength;
    else {
      rest.push(chunk.subarray(skip));
      skip = 0;
    }
  }
  return rest;
}
