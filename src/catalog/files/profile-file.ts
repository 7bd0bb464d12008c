import { systemActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { JobContext } from '#src/ports/jobs.ts';
import type { FileStatement, PreviewResult, ProfileInput, Profiler } from '#src/ports/profiler.ts';
import { tellSettled } from '../content-settled.ts';
import type { FilesDeps } from './deps.ts';
import {
  changeProfile,
  profileRow,
  type ProfileChange,
  type ProfileKey,
} from './queries/profile.ts';
import type { ProfileJob } from './queue-profile.ts';

const worker = systemActor('catalog.profile-file');

/** How often progress is written at most. */
const progressMs = 500;

/** Stored with the profile; `startedAt` gives rate and time left to whoever reads it. */
export interface StoredProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly startedAt: string;
}

const notLooked: FileStatement = {
  code: 'profile.stopped',
  zh: '分析此文件时多次中断，未得到结果；文件本身不受影响，可以下载。',
  en: 'Looking into this file was interrupted again and again; the file itself is unharmed and can be downloaded.',
};

const change = (deps: FilesDeps, key: ProfileKey, set: ProfileChange): Promise<boolean> =>
  deps.store.write(worker, async (trx) => {
    const changed = await changeProfile(trx, key, set);
    const ended = set.state === 'ready' || set.state === 'failed';
    if (changed && ended) await tellSettled(deps, trx, key);
    return changed;
  });

/** Runs `work` on a local file of the content; undefined when its bytes were collected. */
async function withFile<R>(
  deps: FilesDeps,
  job: ProfileJob,
  work: (profiler: Profiler, input: ProfileInput) => Promise<R>,
  signal?: AbortSignal,
): Promise<R | undefined> {
  if (!deps.profiler || !deps.localCopies) return undefined;
  const stat = await deps.blobs.stat(job.sha256);
  if (!stat) return undefined;
  try {
    const copy = await deps.localCopies.open(job.sha256, signal);
    try {
      const input = { path: copy.path, name: job.name, sizeBytes: stat.sizeBytes };
      return await work(deps.profiler, input);
    } finally {
      await copy.release();
    }
  } catch (error) {
    if (error instanceof AppError && error.spec.code === 'blobs.missing') return undefined;
    throw error;
  }
}

/**
 * The first rows of a content: those stored, or looked up now and stored. Undefined where there is
 * no profiler, or no such content any more.
 */
export async function previewFile(
  deps: FilesDeps,
  job: ProfileJob,
): Promise<PreviewResult | undefined> {
  const stored = await deps.store.read(worker, (db) => profileRow(db, job));
  if (!stored) return undefined;
  if (stored.preview) return stored.preview as PreviewResult;
  const preview = await withFile(deps, job, (profiler, input) => profiler.preview(input));
  if (preview) await change(deps, job, { preview });
  return preview;
}

/** A hundred rows of a content from any place; looked up each time. Undefined as for `previewFile`. */
export const previewRows = (
  deps: FilesDeps,
  job: ProfileJob,
  from: number,
  signal: AbortSignal,
): Promise<PreviewResult | undefined> =>
  withFile(deps, job, (profiler, input) => profiler.preview(input, { from, signal }), signal);

/** Writes progress now and then, one write after another, and waits for the last at the end. */
function progressWriter(deps: FilesDeps, key: ProfileKey, totalBytes: number) {
  const startedAt = deps.clock.now().toISOString();
  let last = 0;
  let writing = Promise.resolve();
  return {
    startedAt,
    report: (part: number): void => {
      const now = performance.now();
      if (now - last < progressMs) return;
      last = now;
      const progress: StoredProgress = {
        bytes: Math.round(part * totalBytes),
        totalBytes,
        startedAt,
      };
      writing = writing
        .then(() => change(deps, key, { progress }))
        .then(
          () => undefined,
          (error: unknown) => deps.log.warn('catalog.profile-progress', {}, error),
        );
    },
    settled: () => writing,
  };
}

/**
 * Job: profiles one content for one organisation from the whole file. A broken file ends as `failed`
 * with a statement of what is wrong; what could be read before is kept. May run again after a crash.
 */
export async function profileFile(
  deps: FilesDeps,
  job: ProfileJob,
  context: JobContext,
): Promise<void> {
  const before = await deps.store.read(worker, (db) => profileRow(db, job));
  if (!before || before.state === 'ready' || before.state === 'failed') return;
  try {
    await withFile(
      deps,
      job,
      (profiler, input) => run(deps, job, profiler, input, context),
      context.signal,
    );
  } catch (error) {
    if (context.attempt < context.maxAttempts) throw error;
    deps.log.error('catalog.profile-gave-up', { sha256: job.sha256 }, error);
    await change(deps, job, { state: 'failed', progress: null, error: notLooked });
  }
}

async function run(
  deps: FilesDeps,
  job: ProfileJob,
  profiler: Profiler,
  input: ProfileInput,
  context: JobContext,
): Promise<void> {
  const writer = progressWriter(deps, job, input.sizeBytes);
  const progress = { bytes: 0, totalBytes: input.sizeBytes, startedAt: writer.startedAt };
  await change(deps, job, { state: 'running', progress });
  try {
    const result = await profiler.profile(input, {
      onProgress: writer.report,
      signal: context.signal,
    });
    await writer.settled();
    await change(deps, job, {
      state: result.error ? 'failed' : 'ready',
      progress: null,
      result,
      error: result.error ?? null,
    });
  } finally {
    await writer.settled();
  }
}
