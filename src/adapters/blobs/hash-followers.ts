import type { HashPool, HashResult, HashSession } from './hash-pool.ts';

/** Sessions kept for uploads that pause between requests; older ones are hashed again at the end. */
const KEPT = 64;

/** Hashes files while they are uploaded, so that the digest is ready soon after the last byte. */
export class HashFollowers {
  readonly #pool: HashPool;
  readonly #pathOf: (id: string) => string;
  readonly #sessions = new Map<string, HashSession>();

  constructor(pool: HashPool, pathOf: (id: string) => string) {
    this.#pool = pool;
    this.#pathOf = pathOf;
  }

  start(id: string): void {
    const session = this.#sessions.get(id) ?? this.#pool.follow(this.#pathOf(id));
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    const oldest = this.#sessions.size > KEPT ? this.#sessions.keys().next().value : undefined;
    if (oldest !== undefined) this.drop(oldest);
  }

  /** Tells that the file is final up to `upTo`. */
  advance(id: string, upTo: number): void {
    this.#sessions.get(id)?.advance(upTo);
  }

  /** The digest of the first `sizeBytes`; a session that was lost is replaced by reading again. */
  async finish(id: string, sizeBytes: number): Promise<HashResult> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    const result = await session?.finish(sizeBytes).catch(() => undefined);
    if (result?.sizeBytes === sizeBytes) return result;
    return this.#pool.follow(this.#pathOf(id)).finish(sizeBytes);
  }

  drop(id: string): void {
    this.#sessions.get(id)?.close();
    this.#sessions.delete(id);
  }
}
