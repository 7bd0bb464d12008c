/** Without a key or pointer for this long, the time stops counting. */
const idleMs = 60_000;

/** Counts the time somebody works: the page is in sight and was used within the last minute. */
export class ActiveClock {
  #total = 0;
  #since: number | undefined;
  #lastUse = 0;

  /** Begins at `total` milliseconds of earlier work. */
  start(total: number): void {
    this.#total = total;
    this.#since = undefined;
    this.use();
  }

  /** A key or a pointer was used. */
  use(now = Date.now()): void {
    this.#settle(now);
    this.#lastUse = now;
    if (document.visibilityState !== 'hidden') this.#since = now;
  }

  pause(now = Date.now()): void {
    this.#settle(now);
    this.#since = undefined;
  }

  /** Milliseconds of work so far. */
  read(now = Date.now()): number {
    if (this.#since === undefined) return this.#total;
    return this.#total + Math.max(0, Math.min(now, this.#lastUse + idleMs) - this.#since);
  }

  #settle(now: number): void {
    this.#total = this.read(now);
    this.#since = undefined;
  }
}
