import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../../deps.ts';
import type { UploadTable } from '../../tables.ts';

const open = ['receiving', 'hashing'] as const;

export async function insertUpload(trx: Trx, row: Insertable<UploadTable>): Promise<void> {
  await trx.insertInto('catalog.upload').values(row).execute();
}

export const uploadById = (db: Db, id: string) =>
  db.selectFrom('catalog.upload').selectAll().where('id', '=', id).executeTakeFirst();

/** The row, locked until the transaction ends, so that an upload ends once. */
export const lockUpload = (trx: Trx, id: string) =>
  trx.selectFrom('catalog.upload').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
export type UploadRow = NonNullable<Awaited<ReturnType<typeof lockUpload>>>;

/** Newest first; without `state` those still running. */
export function uploadsOf(
  db: Db,
  datasetId: string,
  limit: number,
  options: { state?: UploadRow['state'] | undefined; before?: string | undefined },
): Promise<UploadRow[]> {
  let query = db.selectFrom('catalog.upload').selectAll().where('dataset_id', '=', datasetId);
  query = query.where('state', 'in', options.state ? [options.state] : open);
  if (options.before) query = query.where('id', '<', options.before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** Ends an upload (or keeps it, for `receiving`); `now` is the caller's clock. */
export async function setUploadState(
  trx: Trx,
  id: string,
  change: {
    state: UploadRow['state'];
    now: Date;
    sha256?: string;
    received_bytes?: number;
    error?: string;
  },
): Promise<void> {
  const { now, ...columns } = change;
  await trx
    .updateTable('catalog.upload')
    .set({ ...columns, updated_at: now })
    .where('id', '=', id)
    .execute();
}

/** Takes running uploads not looked at since `before`, oldest first, and marks them as looked at. */
export async function takeQuietUploads(
  trx: Trx,
  before: Date,
  now: Date,
  limit: number,
): Promise<{ id: string }[]> {
  return trx
    .updateTable('catalog.upload')
    .set({ updated_at: now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('catalog.upload')
        .select('id')
        .where('state', 'in', open)
        .where('updated_at', '<', before)
        .orderBy('updated_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning('id')
    .execute();
}

/** Running uploads past their end become `expired`; their ids are returned. */
export const expireUploads = (trx: Trx, now: Date) =>
  trx
    .updateTable('catalog.upload')
    .set({ state: 'expired', updated_at: now })
    .where('state', 'in', open)
    .where('expires_at', '<=', now)
    .returning(['id', 'org_id', 'dataset_id', 'path'])
    .execute();

/** State and last change of those of `ids` that have a row. */
export const uploadStates = (db: Db, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('catalog.upload')
        .select(['id', 'state', 'updated_at'])
        .where('id', 'in', ids)
        .execute();

/** Forgets uploads that ended before `before`. */
export async function forgetUploads(trx: Trx, before: Date): Promise<void> {
  await trx
    .deleteFrom('catalog.upload')
    .where('state', 'not in', open)
    .where('updated_at', '<', before)
    .execute();
}

/**
 * What an organisation uses: contents it holds (each once) and what running uploads have announced.
 * Call under `lockSpace` where a decision follows.
 */
export async function spaceOf(db: Db, orgId: string) {
  const { rows } = await sql<{
    limit_bytes: bigint;
    used_bytes: bigint;
    reserved_bytes: bigint;
    uploads: bigint;
  }>`select o.quota_bytes as limit_bytes,
      (select coalesce(sum(b.size_bytes), 0)::bigint from catalog.blob_holding h
        join catalog.blob b on b.sha256 = h.sha256 where h.org_id = o.id) as used_bytes,
      u.bytes as reserved_bytes, u.uploads
    from identity.organisation o,
      lateral (select coalesce(sum(size_bytes), 0)::bigint as bytes, count(*) as uploads from catalog.upload
        where org_id = o.id and state in ('receiving', 'hashing')) u
    where o.id = ${orgId}`.execute(db);
  return rows[0];
}

/** Orders everything that changes what one organisation uses, until the transaction ends. */
export async function lockSpace(trx: Trx, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalog.space:${orgId}`}, 0))`.execute(
    trx,
  );
}
