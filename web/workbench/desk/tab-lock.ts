/**
 * One tab at a time works on a package. `gained` is called when this tab may work, `lost` when another tab
 * took over. Where the browser has no locks (plain http), every tab may work.
 */
export class TabLock {
  readonly #name: string;
  readonly #gained: () => void;
  readonly #lost: () => void;
  #release: (() => void) | undefined;
  #waiting: AbortController | undefined;

  constructor(name: string, gained: () => void, lost: () => void) {
    this.#name = name;
    this.#gained = gained;
    this.#lost = lost;
  }

  /** Asks politely; where another tab has it, `lost` is called and this tab waits for it to close. */
  async ask(): Promise<void> {
    if (!('locks' in navigator)) return this.#gained();
    const free = await navigator.locks.request(
      this.#name,
      { ifAvailable: true },
      async (lock) => lock !== null,
    );
    if (!free) this.#lost();
    this.#waiting = new AbortController();
    this.#hold({ signal: this.#waiting.signal });
  }

  /** Takes it from the other tab, which is told. */
  takeOver(): void {
    this.#waiting?.abort();
    this.#hold({ steal: true });
  }

  release(): void {
    this.#waiting?.abort();
    this.#release?.();
    this.#release = undefined;
  }

  #hold(options: LockOptions): void {
    navigator.locks
      .request(this.#name, options, () => {
        this.#gained();
        return new Promise<void>((resolve) => (this.#release = resolve));
      })
      .catch(() => {
        // Aborted by our own takeOver or release, or stolen by another tab.
        if (this.#release) this.#lost();
        this.#release = undefined;
      });
  }
}
