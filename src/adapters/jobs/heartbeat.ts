import { makeWorkerUtils, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '#src/ports/log.ts';

const beatMs = 3_000;
/** A worker not seen for this long is dead: its jobs are handed to the living. */
const deadAfterSeconds = 12;

/**
 * graphile-worker keeps the jobs of a killed process locked for hours. Each process states that its
 * workers live; whoever notices a silent one gives its jobs back.
 */
export async function startHeartbeat(
  pool: pg.Pool,
  events: WorkerEvents,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const alive = new Set<string>();
  const utils = await makeWorkerUtils({ pgPool: pool as never });
  const beat = async (): Promise<void> => {
    await pool.query(
      `insert into hub.job_worker (worker_id) select unnest($1::text[])
       on conflict (worker_id) do update set seen_at = now()`,
      [[...alive]],
    );
    const dead = await pool.query<{ worker_id: string }>(
      `delete from hub.job_worker where seen_at < now() - make_interval(secs => $1) returning worker_id`,
      [deadAfterSeconds],
    );
    if (dead.rows.length === 0) return;
    await utils.forceUnlockWorkers(dead.rows.map((r) => r.worker_id));
    log.warn('jobs.released', { workers: dead.rows.length });
  };
  const safely = () => beat().catch((error: unknown) => log.warn('jobs.heartbeat', {}, error));
  events.on('worker:create', ({ worker }) => {
    alive.add(worker.workerId);
    void safely();
  });
  events.on('worker:stop', ({ worker }) => alive.delete(worker.workerId));
  await safely();
  const timer = setInterval(() => void safely(), beatMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await pool
        .query('delete from hub.job_worker where worker_id = any ($1)', [[...alive]])
        .catch(() => {});
      await utils.release();
    },
  };
}
