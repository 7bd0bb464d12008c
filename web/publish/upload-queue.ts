import { contentSample, sampleIn } from './content-sample.ts';
import type { Upload } from 'tus-js-client';
import type { UploadList } from '#src/catalog/files/schema.ts';
import { call } from '../api.ts';
import { localRows, type LocalRows } from './local-rows.ts';
import { formatProblem } from './upload-problem.ts';

export type UploadState = 'waiting' | 'sending' | 'paused' | 'done' | 'failed';

/** One file on its way. `path` is its place in the dataset, folders included. */
export interface UploadItem {
  readonly id: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly state: UploadState;
  readonly error: string | undefined;
  /** What the browser itself sees at the beginning of the file. */
  readonly firstRows: LocalRows | undefined;
}

export interface UploadsView {
  readonly items: readonly UploadItem[];
  /** Bytes a second over the last seconds; undefined until there is enough to tell. */
  readonly bytesPerSecond: number | undefined;
}

interface Entry {
  item: UploadItem;
  readonly file: File;
  upload: Upload | undefined;
}

const atOnce = 3;
const windowMs = 5000;
/** Of very many files only the first are shown before they are sent. */
const glancedAt = 20;
/** Small enough that little is sent twice after a break, large enough to be quick. */
const chunkBytes = 16 * 1024 * 1024;

/**
 * The uploads of one dataset: three at a time, each resumable. The address of an unfinished upload
 * is kept in localStorage under the file's fingerprint, so choosing the same file again goes on.
 */
export class UploadQueue {
  readonly #dataset: string;
  readonly #onStored: () => void;
  #entries: Entry[] = [];
  #nextId = 1;
  #samples: { at: number; bytes: number }[] = [];
  #view: UploadsView = { items: [], bytesPerSecond: undefined };
  readonly #listeners = new Set<() => void>();

  /** `dataset` is `org/name`; `onStored` is called when the server has a file whole. */
  constructor(dataset: string, onStored: () => void) {
    this.#dataset = dataset;
    this.#onStored = onStored;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): UploadsView => this.#view;

  add(files: readonly { readonly file: File; readonly path: string }[]): void {
    for (const { file, path } of files) {
      const known = this.#entries.find((entry) => entry.item.path === path);
      if (known && known.item.state !== 'done' && known.item.state !== 'failed') continue;
      this.#entries = this.#entries.filter((entry) => entry !== known);
      const item: UploadItem = {
        id: this.#nextId++,
        path,
        sizeBytes: file.size,
        sentBytes: 0,
        state: 'waiting',
        error: undefined,
        firstRows: undefined,
      };
      const entry = { item, file, upload: undefined };
      this.#entries.push(entry);
      if (this.#entries.length <= glancedAt) void this.#glance(entry);
    }
    this.#advance();
  }

  async #glance(entry: Entry): Promise<void> {
    // A file that cannot be read fails as an upload, which says so.
    const firstRows = await localRows(entry.file, entry.item.path).catch(() => undefined);
    if (firstRows) this.#set(entry, { firstRows });
  }

  pause(id?: number): void {
    for (const entry of this.#chosen(id)) {
      if (entry.item.state !== 'sending' && entry.item.state !== 'waiting') continue;
      void entry.upload?.abort();
      this.#set(entry, { state: 'paused' });
    }
    this.#advance();
  }

  resume(id?: number): void {
    for (const entry of this.#chosen(id))
      if (entry.item.state === 'paused' || entry.item.state === 'failed')
        this.#set(entry, { state: 'waiting', error: undefined });
    this.#advance();
  }

  /** Gives an upload up, on the server too. */
  cancel(id: number): void {
    for (const entry of this.#chosen(id)) void entry.upload?.abort(true).catch(() => undefined);
    this.#entries = this.#entries.filter((entry) => entry.item.id !== id);
    this.#advance();
  }

  clearDone(): void {
    this.#entries = this.#entries.filter((entry) => entry.item.state !== 'done');
    this.#publish();
  }

  #chosen(id: number | undefined): Entry[] {
    return id === undefined ? this.#entries : this.#entries.filter((entry) => entry.item.id === id);
  }

  #set(entry: Entry, change: Partial<UploadItem>): void {
    if (!this.#entries.includes(entry)) return;
    entry.item = { ...entry.item, ...change };
    this.#publish();
  }

  #advance(): void {
    const sending = this.#entries.filter((entry) => entry.item.state === 'sending').length;
    const waiting = this.#entries.filter((entry) => entry.item.state === 'waiting');
    for (const entry of waiting.slice(0, Math.max(0, atOnce - sending))) void this.#send(entry);
    this.#publish();
  }

  async #send(entry: Entry): Promise<void> {
    this.#set(entry, { state: 'sending' });
    if (entry.upload) return entry.upload.start();
    // Only who uploads loads the client.
    const tus = await import('tus-js-client');
    const sample = await contentSample(entry.file);
    const upload = new tus.Upload(entry.file, {
      endpoint: '/api/v1/uploads',
      chunkSize: chunkBytes,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 30_000],
      removeFingerprintOnSuccess: true,
      metadata: { dataset: this.#dataset, path: entry.item.path, ...(sample ? { sample } : {}) },
      fingerprint: (file) =>
        Promise.resolve(
          ['banyan', this.#dataset, entry.item.path, file.size, (file as File).lastModified].join(
            '|',
          ),
        ),
      onProgress: (sent) => {
        this.#sample(sent - entry.item.sentBytes);
        this.#set(entry, { sentBytes: sent });
      },
      onSuccess: () => {
        this.#set(entry, { state: 'done', sentBytes: entry.item.sizeBytes });
        this.#onStored();
        this.#advance();
      },
      onError: (error) => {
        this.#set(entry, { state: 'failed', error: formatProblem(error) });
        this.#advance();
      },
    });
    entry.upload = upload;
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    else if (sample) upload.url = await this.#begunElsewhere(entry.item, sample);
    // It may have been paused while the client was loading.
    if (entry.item.state === 'sending') upload.start();
  }

  /** Address of an unfinished upload of this file from another device: same place, size and content sample. */
  async #begunElsewhere(item: UploadItem, sample: string): Promise<string | null> {
    const path = `/datasets/${this.#dataset}/uploads?state=receiving&limit=100`;
    // Not knowing costs only sending again what the server has.
    const list = await call<typeof UploadList.infer>('GET', path).catch(() => undefined);
    for (const known of list?.items ?? []) {
      if (known.path !== item.path || known.sizeBytes !== item.sizeBytes) continue;
      const address = `/api/v1/uploads/${known.id}`;
      const head = await fetch(address, {
        method: 'HEAD',
        headers: { 'tus-resumable': '1.0.0' },
      }).catch(() => undefined);
      if (sampleIn(head?.headers.get('upload-metadata') ?? null) === sample) return address;
    }
    return null;
  }

  #sample(bytes: number): void {
    const now = performance.now();
    if (bytes > 0) this.#samples.push({ at: now, bytes });
    this.#samples = this.#samples.filter((sample) => now - sample.at <= windowMs);
  }

  #publish(): void {
    const [first] = this.#samples;
    const now = performance.now();
    const seconds = first ? (now - first.at) / 1000 : 0;
    const bytes = this.#samples.reduce((sum, sample) => sum + sample.bytes, 0);
    this.#view = {
      items: this.#entries.map((entry) => entry.item),
      bytesPerSecond: seconds >= 0.5 ? bytes / seconds : undefined,
    };
    for (const listener of this.#listeners) listener();
  }
}
