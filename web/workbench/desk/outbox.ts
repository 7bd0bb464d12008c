import { ApiProblem, call } from '../../api.ts';
import type { Receipt } from './contract.ts';
import type { LocalStore, OutboxEntry } from './local-store.ts';

/** Waits between attempts, seconds; the last one repeats. */
const waits = [2, 5, 15, 30, 60];

/** Answers after which asking again cannot help: the labels are kept and shown with the reason. */
const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);

/**
 * Sends what waits, oldest first, from one tab at a time. A submission keeps its id over all attempts, so
 * one that arrived without its answer arriving is not stored twice.
 */
export class Outbox {
  readonly #store: LocalStore;
  readonly #personId: string;
  readonly #changed: () => void;
  #running = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Why sending stopped: no network, or no session. */
  trouble: 'offline' | 'signedOut' | undefined;

  constructor(store: LocalStore, personId: string, changed: () => void) {
    this.#store = store;
    this.#personId = personId;
    this.#changed = changed;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Sends now; a second call while one runs makes it look once more. */
  flush = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      await this.#alone(() => this.#sendAll());
    } finally {
      this.#running = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.flush();
    }
  };

  /** Another tab that sends already is enough. */
  async #alone(work: () => Promise<void>): Promise<void> {
    if (!('locks' in navigator)) return work();
    await navigator.locks.request(
      `banyan-outbox-${this.#personId}`,
      { ifAvailable: true },
      async (lock) => (lock ? work() : this.#later()),
    );
  }

  async #sendAll(): Promise<void> {
    for (const entry of await this.#store.outbox()) {
      if (entry.state !== 'waiting') continue;
      if (!(await this.#send(entry))) return this.#later();
    }
    this.#failures = 0;
    this.trouble = undefined;
    this.#changed();
  }

  /** True where the next one may be tried. */
  async #send(entry: OutboxEntry): Promise<boolean> {
    try {
      const { leaseId, packageId, taskNumber, body } = entry;
      const receipt = await call<Receipt>('POST', `/annotation/leases/${leaseId}/submission`, body);
      await this.#store.settle({ ...receipt, packageId, taskNumber });
      this.#failures = 0;
      this.trouble = undefined;
      this.#changed();
      return true;
    } catch (error) {
      return this.#failed(entry, error);
    }
  }

  async #failed(entry: OutboxEntry, error: unknown): Promise<boolean> {
    const status = error instanceof ApiProblem ? error.status : 0;
    const attempts = entry.attempts + 1;
    if (error instanceof ApiProblem && isFinal(status)) {
      const refusal = [error.message, ...(error.problem.errors ?? []).map((one) => one.message)];
      await this.#store.keepEntry({
        ...entry,
        attempts,
        state: 'refused',
        refusal: [...new Set(refusal)].join(' '),
      });
      this.#changed();
      return true;
    }
    await this.#store.keepEntry({ ...entry, attempts });
    this.trouble = status === 401 ? 'signedOut' : 'offline';
    this.#failures += 1;
    this.#changed();
    return false;
  }

  #later(): void {
    const seconds = waits[Math.min(this.#failures, waits.length - 1)] ?? 60;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), seconds * 1000);
  }
}
