import { sql, type Kysely } from 'kysely';
import type { Jobs } from '#src/ports/jobs.ts';

/** Adds jobs to graphile-worker by SQL in the caller's transaction: the queue is the outbox too. */
export const graphileJobs: Jobs<Kysely<any>> = {
  async add(trx, job) {
    await sql`select graphile_worker.add_job(${job.name}, payload => ${JSON.stringify(job.payload)}::json,
      queue_name => ${job.queue ?? null}, run_at => ${job.runAt ?? null},
      max_attempts => ${job.maxAttempts ?? 12}, job_key => ${job.key ?? null})`.execute(trx);
  },
};
