import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { TransferTable } from '../tables.ts';

function transferRows(db: Db) {
  return db
    .selectFrom('catalog.transfer as t')
    .innerJoin('catalog.dataset as d', 'd.id', 't.dataset_id')
    .innerJoin('identity.organisation as a', 'a.id', 't.from_org_id')
    .innerJoin('identity.organisation as b', 'b.id', 't.to_org_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['t.id', 't.dataset_id', 't.from_org_id', 't.to_org_id', 't.state', 't.created_at'])
    .select(['d.name', 'd.title_zh', 'd.title_en', 'o.slug as org_slug'])
    .select([
      'a.slug as from_slug',
      'a.name_zh as from_zh',
      'a.name_en as from_en',
      'a.kind as from_kind',
    ])
    .select(['b.slug as to_slug', 'b.name_zh as to_zh', 'b.name_en as to_en', 'b.kind as to_kind'])
    .select('b.status as to_status');
}
export type TransferRow = Awaited<ReturnType<ReturnType<typeof transferRows>['execute']>>[number];

export const transferById = (db: Db, id: string) =>
  transferRows(db).where('t.id', '=', id).executeTakeFirst();

/** Open transfers from or to these organisations, newest first. */
export const openTransfers = (db: Db, orgIds: readonly string[]) =>
  orgIds.length === 0
    ? Promise.resolve([])
    : transferRows(db)
        .where('t.state', '=', 'offered')
        .where((eb) => eb.or([eb('t.from_org_id', 'in', orgIds), eb('t.to_org_id', 'in', orgIds)]))
        .orderBy('t.id', 'desc')
        .limit(100)
        .execute();

export const openTransferOf = (db: Db, datasetId: string) =>
  db
    .selectFrom('catalog.transfer')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('state', '=', 'offered')
    .executeTakeFirst();

export async function insertTransfer(trx: Trx, row: Insertable<TransferTable>): Promise<void> {
  await trx.insertInto('catalog.transfer').values(row).execute();
}

/** Ends an open transfer; false when it was no longer open. */
export async function endTransfer(
  trx: Trx,
  id: string,
  state: 'accepted' | 'declined' | 'cancelled',
  by: string | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('catalog.transfer')
    .set({ state, decided_by: by, decided_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'offered')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Hands draft, references to contents and profiles to the receiver of an accepted transfer. */
export async function handOver(trx: Trx, transferId: string): Promise<void> {
  await sql`select catalog.hand_over(${transferId})`.execute(trx);
}
