import type { LeaseView } from './contract.ts';
import type { LocalStore } from './local-store.ts';

/** Only our own site is asked: task data may name any address. */
const isOurs = (url: string): boolean =>
  url.startsWith('/') ? !url.startsWith('//') : url.startsWith(`${window.location.origin}/`);

/** A `data:` address as bytes; `fetch` of it is refused by the content security policy. */
function fromDataUrl(url: string): Blob {
  const [head = '', body = ''] = url.slice('data:'.length).split(',', 2);
  const type = head.replace(/;base64$/u, '');
  if (!head.endsWith(';base64')) return new Blob([decodeURIComponent(body)], { type });
  return new Blob([Uint8Array.from(atob(body), (c) => c.charCodeAt(0))], { type });
}

/** The media of held tasks: fetched once, ahead of time, and kept on this device. */
export class MediaShelf {
  readonly #store: LocalStore;
  readonly #loading = new Map<string, Promise<Blob>>();

  constructor(store: LocalStore) {
    this.#store = store;
  }

  /** Fetches every medium of a task; rejects where one cannot be had. */
  async prepare(lease: LeaseView): Promise<void> {
    await Promise.all(Object.values(lease.task.media).map((url) => this.#blob(url, lease.id)));
  }

  /** The bytes of one field. */
  field(lease: LeaseView, field: string): Promise<Blob> {
    const { media, data } = lease.task;
    const value = media[field] ?? data[field];
    if (typeof value !== 'string') return Promise.reject(new Error('no medium in this field'));
    if (value.startsWith('data:')) return Promise.resolve(fromDataUrl(value));
    return this.#blob(value, lease.id);
  }

  forget(lease: LeaseView): void {
    for (const url of Object.values(lease.task.media)) this.#loading.delete(url);
  }

  #blob(url: string, leaseId: string): Promise<Blob> {
    const known = this.#loading.get(url);
    if (known) return known;
    const loading = this.#load(url, leaseId);
    this.#loading.set(url, loading);
    loading.catch(() => this.#loading.delete(url));
    return loading;
  }

  async #load(url: string, leaseId: string): Promise<Blob> {
    const kept = await this.#store.media(url);
    if (kept) return kept;
    if (!isOurs(url)) throw new Error('a medium of another site');
    const answer = await fetch(url, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const blob = await answer.blob();
    await this.#store.keepMedia(url, leaseId, blob).catch(() => undefined);
    return blob;
  }
}
