import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { CommentTable } from '../tables.ts';
import { commentRows } from './queries.ts';

export const commentById = (db: Db, id: string) =>
  commentRows(db).where('c.id', '=', id).executeTakeFirst();

export const insertComment = (trx: Trx, row: Insertable<CommentTable>) =>
  trx.insertInto('annotation.comment').values(row).execute();

/** Vendors that have the task, as far as the actor sees them. */
export async function vendorsOfTask(db: Db, taskId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('annotation.slot')
    .select('vendor_org_id')
    .distinct()
    .where('task_id', '=', taskId)
    .execute();
  return rows.map((r) => r.vendor_org_id);
}

/** Marks a comment as settled; one that is settled stays as it was. */
export const resolveComment = (trx: Trx, id: string, by: string) =>
  trx
    .updateTable('annotation.comment')
    .set({ resolved_by: by, resolved_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('resolved_at', 'is', null)
    .execute();
