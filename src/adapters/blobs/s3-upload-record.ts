import { randomUUID } from 'node:crypto';
import type { BlobInfo, UploadState } from '#src/ports/blobs.ts';
import type { S3Objects } from './s3-objects.ts';

/** `incoming/<id>/state.json`: one PUT of it is the moment an append becomes durable. */
export interface UploadRecord {
  readonly id: string;
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly note: string;
  readonly partBytes: number;
  /** Once the first part was written. */
  readonly uploadId?: string;
  /** ETags of the full parts that count, in order; parts uploaded beyond them do not. */
  readonly etags: readonly string[];
  /** Bytes after the last full part, kept in an object of their own. */
  readonly tail?: { readonly key: string; readonly bytes: number };
  readonly finished?: BlobInfo;
}

/** Where uploads are kept. */
export class S3UploadRecords {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async load(id: string): Promise<UploadRecord | undefined> {
    const bytes = await this.#objects.get(`incoming/${id}/state.json`);
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as UploadRecord);
  }

  async save(record: UploadRecord): Promise<UploadRecord> {
    await this.#objects.put(`incoming/${record.id}/state.json`, JSON.stringify(record));
    return record;
  }

  /** Stores the tail under a new name first, then the record that names it, then drops the old tail. */
  async saveWithTail(record: UploadRecord, tail: Uint8Array): Promise<UploadRecord> {
    const { tail: old, ...rest } = record;
    if (tail.length === 0) return this.#replace(rest, old?.key);
    const key = `incoming/${record.id}/tail-${randomUUID()}`;
    await this.#objects.put(key, tail);
    return this.#replace({ ...rest, tail: { key, bytes: tail.length } }, old?.key);
  }

  async #replace(record: UploadRecord, oldTail: string | undefined): Promise<UploadRecord> {
    await this.save(record);
    if (oldTail !== undefined) await this.#objects.delete(oldTail);
    return record;
  }

  async tail(record: UploadRecord): Promise<Uint8Array> {
    return (record.tail && (await this.#objects.get(record.tail.key))) ?? new Uint8Array();
  }

  /** Everything of the upload; the record last, so that a crash on the way leaves it listed. */
  async remove(id: string): Promise<void> {
    const last = `incoming/${id}/state.json`;
    for await (const { key } of this.#objects.list(`incoming/${id}/`))
      if (key !== last) await this.#objects.delete(key);
    await this.#objects.delete(last);
  }

  async *all(): AsyncGenerator<UploadRecord> {
    for await (const { key } of this.#objects.list('incoming/')) {
      const id = /^incoming\/([A-Za-z0-9_-]{1,64})\/state\.json$/.exec(key)?.[1];
      const record = id === undefined ? undefined : await this.load(id);
      if (record) yield record;
    }
  }
}

export function offsetOf(record: UploadRecord): number {
  if (record.finished) return record.sizeBytes;
  // Parts put directly by a client may end with a shorter one.
  return Math.min(
    record.sizeBytes,
    record.etags.length * record.partBytes + (record.tail?.bytes ?? 0),
  );
}

export function stateOf(record: UploadRecord): UploadState {
  const { id, sizeBytes, note, finished } = record;
  const state = {
    id,
    sizeBytes,
    note,
    offset: offsetOf(record),
    createdAt: new Date(record.createdAt),
  };
  return finished ? { ...state, finished } : state;
}
