import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { PreviewResult, Profile } from '#src/ports/profiler.ts';
import type { ChildReply, ChildRequest } from './child-messages.ts';

const WATCH_EVERY_MS = 100;

export interface ChildLimits {
  /** Resident memory of the child, MiB. */
  readonly memoryMib: number;
  readonly timeoutMs: number;
  /** An unused child ends after this. */
  readonly idleMs: number;
}

/** Why a task ended without a result. */
export type ChildEnd = 'timeout' | 'memory' | 'died';

type Task = ChildRequest extends infer R
  ? R extends { id: number }
    ? Omit<R, 'id'>
    : never
  : never;

/**
 * One child process, started when needed, doing one task after another. A task that takes too long
 * or too much memory, or is given up, costs the child its life; the next one gets a fresh child.
 */
export class ProfilerChild {
  readonly #limits: ChildLimits;
  #child: ChildProcess | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #nextId = 1;
  #closed = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(limits: ChildLimits) {
    this.#limits = limits;
  }

  /** Runs a task after those before it; rejects only by `signal` or `close`. */
  run(
    task: Task,
    onPart: (part: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<PreviewResult | Profile | ChildEnd> {
    const turn = this.#queue.then(async () => {
      signal?.throwIfAborted();
      if (this.#closed) throw new Error('the profiler is closed');
      clearTimeout(this.#idle);
      try {
        return await this.#work(task, onPart, signal);
      } finally {
        this.#rest();
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Starts the child before there is a task for it; unused it ends like any other. */
  wake(): void {
    if (this.#closed || this.#child) return;
    this.#child = this.#start();
    this.#rest();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    this.#kill();
    await this.#queue;
  }

  /** Resident memory of the living child in MiB; undefined where it cannot be read. */
  async memoryMib(): Promise<number | undefined> {
    const pid = this.#child?.pid;
    if (pid === undefined) return undefined;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const kib = /^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1];
    return kib === undefined ? undefined : Number(kib) / 1024;
  }

  #work(
    task: Task,
    onPart: (part: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<PreviewResult | Profile | ChildEnd> {
    const child = (this.#child ??= this.#start());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void, kill: boolean): void => {
        clearTimeout(timer);
        clearInterval(watch);
        signal?.removeEventListener('abort', onAbort);
        child.removeListener('message', onMessage);
        child.removeListener('exit', onExit);
        if (kill) this.#kill();
        act();
      };
      const end = (why: ChildEnd): void => settle(() => resolve(why), true);
      const tooLarge = async (): Promise<boolean> =>
        ((await this.memoryMib()) ?? 0) > this.#limits.memoryMib && this.#child === child;
      const onMessage = (reply: ChildReply): void => {
        if (reply.id !== id) return;
        if ('part' in reply) onPart(reply.part);
        else settle(() => resolve(reply.result), false);
      };
      const onExit = (): void =>
        settle(
          () => (this.#closed ? reject(new Error('the profiler is closed')) : resolve('died')),
          true,
        );
      const onAbort = (): void => settle(() => reject(signal?.reason), true);
      const timer = setTimeout(() => end('timeout'), this.#limits.timeoutMs);
      const watch = setInterval(() => {
        void tooLarge().then((yes) => yes && end('memory'));
      }, WATCH_EVERY_MS);
      child.on('message', onMessage);
      child.once('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      child.send({ ...task, id } satisfies ChildRequest, (error) => {
        if (error !== null) end('died');
      });
    });
  }

  #start(): ChildProcess {
    const child = fork(new URL('./child-main.ts', import.meta.url), [], {
      execPath: process.execPath,
      // Half of the limit is left for buffers and DuckDB, which live outside the JavaScript heap.
      execArgv: [
        `--max-old-space-size=${Math.floor(this.#limits.memoryMib * 0.6)}`,
        '--max-semi-space-size=8',
      ],
      // No secrets of the server reach code that reads hostile files.
      env: {
        TZ: 'UTC',
        NODE_OPTIONS: '',
        ...(process.env['TMPDIR'] ? { TMPDIR: process.env['TMPDIR'] } : {}),
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'json',
    });
    child.on('error', () => this.#forget(child));
    child.once('exit', () => this.#forget(child));
    child.unref();
    child.channel?.unref();
    return child;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#kill(), this.#limits.idleMs);
    this.#idle.unref();
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }

  #kill(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}
