import type {
  FileStatement,
  PreviewOptions,
  PreviewResult,
  Profile,
  ProfileInput,
  ProfileOptions,
  Profiler,
} from '#src/ports/profiler.ts';
import { type ChildEnd, type ChildLimits, ProfilerChild } from './profiler-child.ts';
import { statement } from './statements.ts';

const MOST_ROWS = 100;

export interface ProcessProfilerOptions {
  /** Resident memory of a profile, MiB; 360 unless told. */
  readonly memoryMib?: number;
  /** 600,000 for a profile, a preview gets at most 20,000. */
  readonly timeoutMs?: number;
}

/**
 * The profiler in child processes: one for first rows, which must not wait, one for later rows, and
 * one for profiles.
 * Whatever a hostile file does to a child becomes a statement about the file.
 */
export class ProcessProfiler implements Profiler {
  readonly #limits: ChildLimits;
  readonly #previewLimits: ChildLimits;
  readonly #previews: ProfilerChild;
  /** Rows far into a file take longer than first rows, which must not wait for them. */
  readonly #pages: ProfilerChild;
  readonly #profiles: ProfilerChild;

  constructor(options: ProcessProfilerOptions = {}) {
    const { memoryMib = 360, timeoutMs = 600_000 } = options;
    this.#limits = { memoryMib, timeoutMs, idleMs: 15_000 };
    this.#previewLimits = { memoryMib, timeoutMs: Math.min(timeoutMs, 20_000), idleMs: 15_000 };
    this.#profiles = new ProfilerChild(this.#limits);
    this.#previews = new ProfilerChild(this.#previewLimits);
    this.#pages = new ProfilerChild(this.#previewLimits);
  }

  async preview(input: ProfileInput, options: PreviewOptions = {}): Promise<PreviewResult> {
    const rows = Math.max(1, Math.min(MOST_ROWS, Math.floor(options.rows ?? MOST_ROWS)));
    const from = Math.max(0, Math.floor(options.from ?? 0));
    const task = { task: 'preview' as const, input, rows, from };
    const child = from > 0 ? this.#pages : this.#previews;
    const result = await child.run(task, () => undefined, options.signal);
    if (typeof result === 'object') return result as PreviewResult;
    return { ...UNKNOWN, partial: false, error: endOf(result, this.#previewLimits) };
  }

  async profile(input: ProfileInput, options: ProfileOptions = {}): Promise<Profile> {
    const { onProgress = () => undefined, signal } = options;
    const result = await this.#profiles.run({ task: 'profile', input }, onProgress, signal);
    if (typeof result === 'object') {
      onProgress(1);
      return result as Profile;
    }
    return { ...UNKNOWN, error: endOf(result, this.#limits) };
  }

  prepare(): void {
    this.#previews.wake();
  }

  async close(): Promise<void> {
    await Promise.all([this.#previews.close(), this.#pages.close(), this.#profiles.close()]);
  }

  /** Resident memory of the profile child in MiB, while there is one and it can be read. */
  memoryMib(): Promise<number | undefined> {
    return this.#profiles.memoryMib();
  }
}

const UNKNOWN = { kind: 'unknown' as const, format: 'unknown', warnings: [] };

function endOf(end: ChildEnd, limits: ChildLimits): FileStatement {
  if (end === 'timeout') return statement('profile.timeout', Math.round(limits.timeoutMs / 1000));
  if (end === 'memory') return statement('profile.memory', limits.memoryMib);
  return statement('profile.failed');
}
