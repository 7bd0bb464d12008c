/**
 * Background work. Promise: a job added in a transaction exists exactly if the transaction commits;
 * it runs at least once, so handlers are idempotent; a failing job is retried with back-off.
 */
export interface JobSpec {
  readonly name: string;
  /** JSON only. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Jobs of the same key replace one another while waiting. */
  readonly key?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
}

/** `trx` is the business transaction (Kysely) in which the job becomes real. */
export interface Jobs<Trx = unknown> {
  add(trx: Trx, job: JobSpec): Promise<void>;
}

export interface JobContext {
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly maxAttempts: number;
}

/** A feature's job handlers, by job name (`<feature>.<verb-noun>`). */
export type JobHandlers = Readonly<
  Record<string, (payload: Record<string, unknown>, context: JobContext) => Promise<void>>
>;

/** `m h d M dow` (UTC) → job name, for what recurs. */
export interface CronEntry {
  readonly pattern: string;
  readonly job: string;
}
