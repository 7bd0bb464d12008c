import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HashReply, HashRequest } from './hash-worker.ts';

export interface HashResult {
  readonly hex: string;
  readonly crc32: number;
  readonly sizeBytes: number;
}

/** A running hash in a thread. A session whose thread failed rejects at `finish`; start a new one. */
export interface HashSession {
  /** File sessions: bytes before `upTo` are in the file and may be read. */
  advance(upTo: number): void;
  /** Memory sessions: resolves once the thread has taken the bytes (back-pressure). */
  update(bytes: Uint8Array): Promise<void>;
  /** Digest of everything up to `upTo`; the session ends. */
  finish(upTo: number): Promise<HashResult>;
  close(): void;
}

export interface HashPool {
  /** Hashes a growing file; the thread reads it by itself, mostly from the page cache. */
  follow(path: string, algorithm?: 'sha256' | 'sha1', start?: number): HashSession;
  /** Hashes bytes handed over. */
  memory(algorithm?: 'sha256' | 'sha1'): HashSession;
  close(): Promise<void>;
}

interface Waiter {
  resolve: (value: HashResult) => void;
  reject: (error: Error) => void;
}

class HashThread {
  readonly #worker = new Worker(new URL('./hash-worker.ts', import.meta.url));
  readonly #waiting = new Map<number, Waiter>();
  #next = 1;
  alive = true;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (message: HashReply) => {
      const waiter = this.#waiting.get(message.reply);
      this.#settled(message.reply);
      if ('error' in message)
        waiter?.reject(Object.assign(new Error('hashing failed'), { code: message.error }));
      else waiter?.resolve(message);
    });
    this.#worker.on('error', (error: Error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('hash thread ended')));
  }

  send(request: HashRequest): void {
    if (this.alive) this.#worker.postMessage(request);
  }

  ask(make: (reply: number) => HashRequest): Promise<HashResult> {
    if (!this.alive) return Promise.reject(new Error('hash thread ended'));
    const reply = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(reply, { resolve, reject });
      this.#worker.ref();
      this.send(make(reply));
    });
  }

  #settled(reply: number): void {
    this.#waiting.delete(reply);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #end(error: Error): void {
    this.alive = false;
    for (const waiter of this.#waiting.values()) waiter.reject(error);
    this.#waiting.clear();
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** At most `threads` threads, started when first needed; they never keep the process alive idle. */
export function createHashPool(
  threads = Math.max(1, Math.min(4, availableParallelism() - 1)),
): HashPool {
  const pool: (HashThread | undefined)[] = Array.from({ length: threads }, () => undefined);
  let session = 0;
  const pick = (): HashThread => {
    const slot = session % threads;
    const present = pool[slot];
    if (present?.alive) return present;
    const fresh = new HashThread();
    pool[slot] = fresh;
    return fresh;
  };
  const start = (path?: string, algorithm: 'sha256' | 'sha1' = 'sha256', from = 0): HashSession => {
    const thread = pick();
    const id = ++session;
    if (path !== undefined)
      thread.send({ op: 'follow', session: id, path, algorithm, start: from });
    return {
      advance: (upTo) => thread.send({ op: 'advance', session: id, upTo }),
      update: async (bytes) => {
        await thread.ask((reply) => ({ op: 'update', session: id, algorithm, bytes, reply }));
      },
      finish: (upTo) => thread.ask((reply) => ({ op: 'finish', session: id, upTo, reply })),
      close: () => thread.send({ op: 'close', session: id }),
    };
  };
  return {
    follow: (path, algorithm, from) => start(path, algorithm, from),
    memory: (algorithm) => start(undefined, algorithm),
    close: async () => {
      for (const thread of pool) await thread?.terminate();
    },
  };
}
