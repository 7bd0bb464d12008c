import { sql, type Kysely, type Transaction } from 'kysely';
import type { AuditEntryTable, AuditTables } from './tables.ts';

type NewEntry = Omit<AuditEntryTable, 'id' | 'at'>;

/**
 * Appends one entry with its payload in the caller's transaction: one statement without RETURNING,
 * since the actor may be allowed to write an entry that it may not read.
 */
export async function insertEntry(
  trx: Transaction<AuditTables>,
  entry: NewEntry,
  payload: { salt: string; content: string },
): Promise<void> {
  await sql`with n as (select nextval('audit.entry_id') as id),
    e as (insert into audit.entry (id, actor_kind, actor_id, org_id, action, object_type, object_id,
        payload_digest, request_id)
      select n.id, ${entry.actor_kind}, ${entry.actor_id}, ${entry.org_id}, ${entry.action},
        ${entry.object_type}, ${entry.object_id}, ${entry.payload_digest}, ${entry.request_id} from n)
    insert into audit.payload (entry_id, salt, content)
      select n.id, ${payload.salt}, ${payload.content} from n`.execute(trx);
}

export interface EntryFilter {
  readonly objectType?: string;
  readonly objectId?: string;
  readonly actorId?: string;
  readonly action?: string;
  /** Only entries with an id below this one. */
  readonly before?: bigint;
}

/** Newest entries first with their payload, where it has not been erased. */
export function selectEntries(db: Kysely<AuditTables>, filter: EntryFilter, limit: number) {
  let query = db
    .selectFrom('audit.entry as e')
    .leftJoin('audit.payload as p', 'p.entry_id', 'e.id')
    .select(['e.id', 'e.at', 'e.actor_kind', 'e.actor_id', 'e.org_id', 'e.action', 'e.object_type'])
    .select(['e.object_id', 'e.payload_digest', 'e.request_id', 'p.salt', 'p.content']);
  if (filter.objectType) query = query.where('e.object_type', '=', filter.objectType);
  if (filter.objectId) query = query.where('e.object_id', '=', filter.objectId);
  if (filter.actorId) query = query.where('e.actor_id', '=', filter.actorId);
  if (filter.action) query = query.where('e.action', '=', filter.action);
  if (filter.before !== undefined) query = query.where('e.id', '<', filter.before);
  return query.orderBy('e.id', 'desc').limit(limit).execute();
}

/** Claims an idempotency key; waits for a concurrent first request, then reports its row. */
export async function claimKey(
  trx: Transaction<AuditTables>,
  actorKey: string,
  key: string,
  digest: string,
) {
  const inserted = await trx
    .insertInto('hub.idempotency')
    .values({ actor_key: actorKey, key, request_digest: digest, status: null, body: null })
    .onConflict((oc) => oc.columns(['actor_key', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted) return undefined;
  return trx
    .selectFrom('hub.idempotency')
    .select(['request_digest', 'status', 'body'])
    .where('actor_key', '=', actorKey)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** Stores the reply of the first request beside its key. */
export async function storeReply(
  trx: Transaction<AuditTables>,
  actorKey: string,
  key: string,
  status: number,
  body: string | null,
): Promise<void> {
  await trx
    .updateTable('hub.idempotency')
    .set({ status, body })
    .where('actor_key', '=', actorKey)
    .where('key', '=', key)
    .execute();
}

/** Deletes keys older than `hours`; the reply of an older request is not kept. */
export async function deleteOldKeys(trx: Transaction<AuditTables>, hours: number): Promise<number> {
  const result = await trx
    .deleteFrom('hub.idempotency')
    .where('created_at', '<', sql<Date>`now() - make_interval(hours => ${hours})`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
