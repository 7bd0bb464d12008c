import pg from 'pg';
import type { Log } from '#src/ports/log.ts';
import type { RightsWatch } from '#src/ports/rights-watch.ts';
import { Watched } from './watched.ts';

/** Triggers tell this channel `dataset:<id>` or `user:<id>` when a right may have ended. */
const channel = 'hub_rights';
/** How often every use is asked about: while the channel is heard, and while it is not. */
const heardMs = 5_000;
const deafMs = 500;
/** Questions at once: each holds a connection of the serving pool. */
const atOnce = 4;

export interface PostgresWatchOptions {
  readonly url: string;
  readonly log: Log;
}

/**
 * Rights watched through LISTEN/NOTIFY on one connection, opened with the first use; where it is lost
 * (or a pooler swallows it) the uses are asked about by the clock instead, until it is back.
 */
export class PostgresRightsWatch implements RightsWatch {
  readonly #options: PostgresWatchOptions;
  readonly #uses = new Set<Watched>();
  #listener: pg.Client | undefined;
  #heard = false;
  #connecting = false;
  #lastRound = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PostgresWatchOptions) {
    this.#options = options;
  }

  watch(use: Parameters<RightsWatch['watch']>[0]): Watched {
    const watched = new Watched(use, (of) => this.#uses.delete(of));
    this.#uses.add(watched);
    this.#timer ??= setInterval(() => this.#tick(), deafMs).unref();
    if (!this.#listener) void this.#listen();
    return watched;
  }

  /** Stops listening; uses that still run are no longer watched. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#uses.clear();
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.end().catch(() => {});
  }

  #tick(): void {
    if (this.#uses.size === 0) return;
    if (!this.#listener) void this.#listen();
    if (this.#heard && Date.now() - this.#lastRound < heardMs) return;
    void this.#round([...this.#uses]);
  }

  async #round(uses: readonly Watched[]): Promise<void> {
    this.#lastRound = Date.now();
    const queue = [...uses];
    const ask = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) await next.ask();
    };
    await Promise.all(Array.from({ length: atOnce }, ask));
  }

  async #listen(): Promise<void> {
    if (this.#connecting) return;
    this.#connecting = true;
    const listener = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'banyan rights watch',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const lost = (error?: Error): void => {
      if (this.#listener === listener) this.#options.log.warn('rights.deaf', {}, error);
      this.#listener = this.#listener === listener ? undefined : this.#listener;
      this.#heard = false;
    };
    listener.on('error', lost);
    listener.on('end', () => lost());
    listener.on('notification', ({ payload = '' }) => this.#told(payload));
    try {
      await listener.connect();
      this.#listener = listener;
      await listener.query(`listen ${channel}`);
      this.#heard = true;
      // What changed before the channel was heard.
      void this.#round([...this.#uses]);
    } catch (error) {
      lost(error as Error);
      await listener.end().catch(() => {});
    } finally {
      this.#connecting = false;
    }
  }

  #told(key: string): void {
    void this.#round([...this.#uses].filter((use) => use.hangsOn(key)));
  }
}
