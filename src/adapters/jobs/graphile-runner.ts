import { EventEmitter } from 'node:events';
import {
  Logger,
  parseCronItems,
  run,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type pg from 'pg';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { Log } from '#src/ports/log.ts';
import { startHeartbeat } from './heartbeat.ts';

export interface JobRunner {
  /** Lets running jobs finish for up to five seconds, then hands them back. */
  stop(): Promise<void>;
}

/** Runs the handlers on this process; several processes share one queue. */
export async function startJobRunner(options: {
  readonly pool: pg.Pool;
  readonly handlers: JobHandlers;
  readonly cron: readonly CronEntry[];
  readonly concurrency: number;
  readonly log: Log;
}): Promise<JobRunner> {
  const { log } = options;
  const taskList: TaskList = {};
  for (const [name, handler] of Object.entries(options.handlers))
    taskList[name] = async (payload, helpers) => {
      const started = performance.now();
      try {
        await handler(payload as Record<string, unknown>, {
          signal: helpers.abortSignal ?? new AbortController().signal,
          attempt: helpers.job.attempts,
          maxAttempts: helpers.job.max_attempts,
        });
        log.info('job.done', {
          job: name,
          ms: Math.round(performance.now() - started),
          attempt: helpers.job.attempts,
        });
      } catch (error) {
        log.error('job.failed', { job: name, attempt: helpers.job.attempts }, error);
        throw error;
      }
    };
  const events = new EventEmitter() as WorkerEvents;
  const heartbeat = await startHeartbeat(options.pool, events, log);
  const runner: Runner = await run({
    events,
    pgPool: options.pool as never,
    taskList,
    parsedCronItems: parseCronItems(
      options.cron.map((c) => ({ task: c.job, match: c.pattern, identifier: c.job })),
    ),
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    gracefulShutdownAbortTimeout: 5_000,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning')
        log.warn('jobs', { message: message.slice(0, 300) });
    }),
  } as Parameters<typeof run>[0]);
  return {
    stop: async () => {
      await runner.stop();
      await heartbeat.stop();
    },
  };
}
