import type { Context } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';

/**
 * The Idempotency-Key of a request of the queue. Leases, heartbeats, drafts and submissions are
 * idempotent by what they store themselves (the lease's request, the slot, the draft's revision, the
 * submission id), so they do without a stored reply. A submission leaves its row in the append-only
 * annotation.submission, which a trigger writes in the same transaction (docs/decisions/annotation-queue.md);
 * leases are a history of their own; drafts and heartbeats change nothing that is handed in.
 */
export function requireKey(c: Context<AppEnv>): string {
  const key = c.req.header('idempotency-key');
  if (!key || key.length < 8 || key.length > 255) throw new AppError(errors.idempotencyKeyMissing);
  return key;
}
