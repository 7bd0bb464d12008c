import type { Watch, WatchedUse } from '#src/ports/rights-watch.ts';

/** A use whose right cannot be confirmed for this long is ended. */
const patienceMs = 10_000;

/** One watched use: asks again when told to, and fires once the answer is no. */
export class Watched implements Watch {
  readonly #ended = new AbortController();
  readonly #use: WatchedUse;
  readonly #released: (of: Watched) => void;
  #confirmed = Date.now();
  #asking = false;
  #askAgain = false;

  constructor(use: WatchedUse, released: (of: Watched) => void) {
    this.#use = use;
    this.#released = released;
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  hangsOn(key: string): boolean {
    return this.#use.keys.includes(key);
  }

  /** Asks once more; a question during a question is put after it, because it may know more. */
  async ask(): Promise<void> {
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#askAgain && !this.signal.aborted) {
      this.#askAgain = false;
      await this.#once();
    }
    this.#asking = false;
  }

  async #once(): Promise<void> {
    try {
      if (!(await this.#use.allowed())) this.#end();
      this.#confirmed = Date.now();
    } catch {
      if (Date.now() - this.#confirmed > patienceMs) this.#end();
    }
  }

  #end(): void {
    this.release();
    this.#ended.abort(new DOMException('the right to this has ended', 'AbortError'));
  }

  release(): void {
    this.#askAgain = false;
    this.#released(this);
  }
}
