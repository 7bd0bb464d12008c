import { AppError } from '#src/kernel/errors.ts';
import { blobErrors, type AppendOptions } from '#src/ports/blobs.ts';
import type { BodySource } from './body-source.ts';
import type { HashSession } from './hash-pool.ts';
import type { S3Multipart } from './s3-multipart.ts';
import type { S3UploadRecords, UploadRecord } from './s3-upload-record.ts';

/** The record is saved after so many parts, so that a crash loses little of a long append. */
const SAVE_EVERY = 8;

export interface AppendTools {
  readonly records: S3UploadRecords;
  readonly multipart: S3Multipart;
  /** Hash of the whole file, if it has seen every byte so far. */
  readonly whole: HashSession | undefined;
  /** Hash of this append's bytes, if they carry a checksum. */
  readonly partial: HashSession | undefined;
  readonly checksum: AppendOptions['checksum'];
  readonly onChunk: () => void;
  readonly onEnd: () => void;
}

/** One append: gathers parts of equal size, uploads one while the next fills, keeps the rest as tail. */
export class S3Append {
  #record: UploadRecord;
  readonly #tools: AppendTools;
  #buffer: Uint8Array;
  #filled: number;
  /** How much of the buffer was there before this append and is hashed already. */
  #known: number;
  #room: number;
  #received = 0;
  #uploading: Promise<void> = Promise.resolve();

  constructor(record: UploadRecord, tail: Uint8Array, room: number, tools: AppendTools) {
    this.#record = record;
    this.#tools = tools;
    this.#buffer = new Uint8Array(Math.min(record.partBytes, tail.length + room));
    this.#buffer.set(tail);
    this.#filled = tail.length;
    this.#known = tail.length;
    this.#room = room;
  }

  /** Resolves with the record as saved; throws after saving what may be kept. */
  async run(body: BodySource): Promise<UploadRecord> {
    const failure = await this.#receive(body);
    this.#tools.onEnd();
    await this.#hash();
    const { checksum, partial } = this.#tools;
    if (failure !== undefined && (checksum || !isBodyFailure(failure))) throw failure;
    if (checksum && (await partial?.finish(this.#received))?.hex !== checksum.hex)
      throw new AppError(blobErrors.checksumMismatch);
    const saved = await this.#tools.records.saveWithTail(
      this.#record,
      this.#buffer.subarray(0, this.#filled),
    );
    if (failure !== undefined) throw failure;
    return saved;
  }

  async #receive(body: BodySource): Promise<unknown> {
    try {
      for (let chunk = await next(body); chunk !== undefined; chunk = await next(body)) {
        this.#tools.onChunk();
        await this.#take(chunk);
      }
      await this.#uploading;
      return undefined;
    } catch (error) {
      body.stop();
      return this.#uploading.then(
        () => error,
        (first: unknown) => first,
      );
    }
  }

  async #take(chunk: Uint8Array): Promise<void> {
    let rest = chunk.subarray(0, this.#room);
    const tooLong = rest.length < chunk.length;
    this.#room -= rest.length;
    this.#received += rest.length;
    while (rest.length > 0) {
      const piece = rest.subarray(0, this.#buffer.length - this.#filled);
      this.#buffer.set(piece, this.#filled);
      this.#filled += piece.length;
      rest = rest.subarray(piece.length);
      if (this.#filled === this.#record.partBytes) await this.#flush(rest.length + this.#room);
    }
    if (tooLong) throw new AppError(blobErrors.tooLong);
  }

  /** `ahead` bytes at most are still to come. */
  async #flush(ahead: number): Promise<void> {
    await this.#hash();
    await this.#uploading;
    const part = this.#buffer;
    this.#buffer = new Uint8Array(Math.min(part.length, ahead));
    this.#filled = 0;
    this.#known = 0;
    this.#uploading = this.#upload(part);
    this.#uploading.catch(() => undefined);
  }

  async #upload(part: Uint8Array): Promise<void> {
    const key = `incoming/${this.#record.id}/data`;
    const { multipart, records, checksum } = this.#tools;
    const uploadId = this.#record.uploadId ?? (await multipart.create(key));
    const etag = await multipart.put(key, uploadId, this.#record.etags.length + 1, part);
    const { tail, ...rest } = this.#record;
    const etags = [...rest.etags, etag];
    // Until the end the saved record keeps naming the old tail, which a broken checksum falls back to.
    this.#record = { ...rest, uploadId, etags, ...(checksum && tail ? { tail } : {}) };
    if (!checksum && etags.length % SAVE_EVERY === 0) await records.save(this.#record);
  }

  /** Hands the bytes that came since the last call to the hashing threads. */
  async #hash(): Promise<void> {
    const fresh = this.#buffer.subarray(this.#known, this.#filled);
    this.#known = this.#filled;
    if (fresh.length === 0) return;
    await Promise.all([this.#tools.whole?.update(fresh), this.#tools.partial?.update(fresh)]);
  }
}

async function next(body: BodySource): Promise<Uint8Array | undefined> {
  try {
    return await body.next();
  } catch (error) {
    throw new AppError(blobErrors.interrupted, { cause: error });
  }
}

/** The body was at fault, not the storage: what was received lies gap-free in parts and buffer. */
function isBodyFailure(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.spec === blobErrors.interrupted || error.spec === blobErrors.tooLong)
  );
}
