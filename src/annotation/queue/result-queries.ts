import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

function summaries(db: Db) {
  return db
    .selectFrom('annotation.annotation as a')
    .innerJoin('annotation.task as t', 't.id', 'a.task_id')
    .select(['a.id', 'a.number', 'a.task_id', 't.number as task_number', 'a.state'])
    .select(['a.lead_time_ms', 'a.skip_reason', 'a.revision', 'a.created_at', 'a.updated_at'])
    .select(['a.org_id', 'a.vendor_org_id', 'a.person_id']);
}
export type ResultSummaryRow = Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number];

/** A person's submissions in a package, newest first, before `before`. */
export function resultsOf(
  db: Db,
  of: { readonly packageId: string; readonly personId: string; readonly before?: bigint },
  limit: number,
) {
  let query = summaries(db)
    .where('a.package_id', '=', of.packageId)
    .where('a.person_id', '=', of.personId);
  if (of.before !== undefined) query = query.where('a.number', '<', of.before);
  return query.orderBy('a.number', 'desc').limit(limit).execute();
}

export const resultById = (db: Db, id: string) =>
  summaries(db)
    .select([
      'a.package_id',
      'a.project_id',
      'a.slot_id',
      'a.result',
      'a.content_digest',
      'a.lot_id',
    ])
    .select('a.reviewed_at')
    .select(['t.data', 't.media'])
    .where('a.id', '=', id)
    .executeTakeFirst();
export type ResultRow = NonNullable<Awaited<ReturnType<typeof resultById>>>;

/** Changes a result of the present revision that nobody has reviewed; false otherwise. */
export async function correctResult(
  trx: Trx,
  id: string,
  revision: number,
  result: readonly unknown[],
  digest: string,
): Promise<boolean> {
  const changed = await trx
    .updateTable('annotation.annotation')
    .set({
      result: JSON.stringify(result),
      content_digest: digest,
      revision: revision + 1,
      state: 'submitted',
      skip_reason: null,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('state', 'in', ['submitted', 'skipped'])
    .where('lot_id', 'is', null)
    .where('reviewed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}
