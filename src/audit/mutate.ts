import type { Context } from 'hono';
import type { Transaction } from 'kysely';
import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { Store } from '#src/ports/store.ts';
import { claimKey, storeReply } from './queries.ts';
import { recordAudit, type AuditRecord } from './record.ts';
import type { AuditTables } from './tables.ts';

export interface MutationReply {
  readonly status: 200 | 201 | 202 | 204;
  /** JSON body; absent for 204. */
  readonly body?: unknown;
  /** The body carries a secret shown once: it is not stored, a retry gets hub.idempotencyKeyReused. */
  readonly secret?: boolean;
}

/** Writes an audit row of this mutation; every mutation must call it at least once. */
export type Audit = (record: AuditRecord) => Promise<void>;

/** Who a key belongs to: the same key of two actors names two requests. */
function actorKey(actor: Actor, c: Context<AppEnv>): string {
  if (actor.kind === 'user') return `user:${actor.userId}`;
  if (actor.kind === 'system') return `system:${actor.reason}`;
  return `anonymous:${c.req.header('x-forwarded-for') ?? ''}:${c.req.header('user-agent') ?? ''}`;
}

function replyOf(
  c: Context<AppEnv>,
  status: number,
  body: string | null,
  replayed: boolean,
): Response {
  const headers = {
    'cache-control': 'no-store',
    ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
  };
  if (body === null) return c.body(null, status as 204, headers);
  return c.body(body, status as 200, { ...headers, 'content-type': 'application/json' });
}

/**
 * Runs one mutation: claims the Idempotency-Key, does the work, writes the audit rows and stores the
 * reply, all in one transaction as `c.var.actor`. A repeated key replays the stored reply; the same
 * key with another request is 422; nothing is written when `run` throws.
 */
export async function mutate<T extends AuditTables>(
  c: Context<AppEnv>,
  store: Store<T>,
  run: (trx: Transaction<T>, audit: Audit) => Promise<MutationReply>,
): Promise<Response> {
  const key = c.req.header('idempotency-key');
  if (!key || key.length < 8 || key.length > 255) throw new AppError(errors.idempotencyKeyMissing);
  const actor = c.var.actor;
  const owner = actorKey(actor, c);
  const digest = await sha256Hex(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
  return store.write(actor, async (trx) => {
    const audited = trx as unknown as Transaction<AuditTables>;
    const earlier = await claimKey(audited, owner, key, digest);
    if (earlier) {
      if (earlier.request_digest !== digest || !earlier.status)
        throw new AppError(errors.idempotencyKeyReused);
      return replyOf(c, earlier.status, earlier.body, true);
    }
    let rows = 0;
    const reply = await run(trx, async (record) => {
      rows += 1;
      await recordAudit(trx, actor, record, c.var.requestId);
    });
    if (rows === 0)
      throw new Error(`mutation without audit row: ${c.req.method} ${c.req.routePath}`);
    const body = reply.body === undefined ? null : JSON.stringify(reply.body);
    await storeReply(
      audited,
      owner,
      key,
      reply.secret ? 0 : reply.status,
      reply.secret ? null : body,
    );
    return replyOf(c, reply.status, body, false);
  });
}
