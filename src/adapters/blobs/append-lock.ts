import { AppError } from '#src/kernel/errors.ts';
import { blobErrors } from '#src/ports/blobs.ts';

/** One writer per upload within this process; it ends with the request that holds it. */
export interface AppendLock {
  /** The holder reports life with each chunk. */
  alive(): void;
  /** The body has ended; what is left takes no longer than the storage does. */
  ending(): void;
  release(): void;
}

interface Holder {
  lastSign: number;
  ending: boolean;
  readonly stop: (() => void) | undefined;
  readonly released: Promise<void>;
}

/**
 * Locks by upload id. A second writer is refused with `blobs.uploadBusy` while the first receives
 * bytes; once its body has ended the second waits; if that one has stood still for `stallMs` (a connection that died unnoticed), it is stopped,
 * what it received is kept, and the newcomer goes on.
 */
export class AppendLocks {
  readonly #holders = new Map<string, Holder>();
  readonly #stallMs: number;

  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  /**
   * `stop` must make the holder's work end soon, and with it `release` be called; work without it
   * receives nothing, so others wait for it.
   */
  async acquire(id: string, stop?: () => void): Promise<AppendLock> {
    const present = this.#holders.get(id);
    if (present) {
      const receiving = !present.ending && Date.now() - present.lastSign < this.#stallMs;
      if (receiving) throw new AppError(blobErrors.uploadBusy);
      if (!present.ending) present.stop?.();
      await present.released;
      if (this.#holders.has(id)) throw new AppError(blobErrors.uploadBusy);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const holder: Holder = { lastSign: Date.now(), ending: !stop, stop, released: promise };
    this.#holders.set(id, holder);
    return {
      alive: () => {
        holder.lastSign = Date.now();
      },
      ending: () => {
        holder.ending = true;
      },
      release: () => {
        if (this.#holders.get(id) === holder) this.#holders.delete(id);
        resolve();
      },
    };
  }

  held(id: string): boolean {
    return this.#holders.has(id);
  }
}
