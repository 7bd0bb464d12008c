import { sql } from 'kysely';
import type { Db, Trx } from '../../access/deps.ts';

/** Open reports of a dataset that no mail told of, and when the last mail about it went out. */
export async function unmailedReports(
  db: Db,
  datasetId: string,
): Promise<{ ids: string[]; last: Date | null }> {
  const rows = await db
    .selectFrom('catalog.report')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('state', '=', 'open')
    .where('mailed_at', 'is', null)
    .execute();
  const { last } = await db
    .selectFrom('catalog.report')
    .select((eb) => eb.fn.max('mailed_at').as('last'))
    .where('dataset_id', '=', datasetId)
    .executeTakeFirstOrThrow();
  return { ids: rows.map((row) => row.id), last };
}

export async function markMailed(trx: Trx, ids: readonly string[]): Promise<void> {
  await trx
    .updateTable('catalog.report')
    .set({ mailed_at: sql<Date>`now()` })
    .where('id', 'in', ids)
    .execute();
}
