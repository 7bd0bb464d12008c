import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ReviewTables } from '../tables.ts';

export interface Subject {
  readonly kind: string;
  readonly id: string;
}

export const insertBoard = (trx: Trx, row: Insertable<ReviewTables['review.board']>) =>
  trx.insertInto('review.board').values(row).execute();

export const boardById = (db: Db, id: string) =>
  db.selectFrom('review.board').selectAll().where('id', '=', id).executeTakeFirst();
export type BoardRow = NonNullable<Awaited<ReturnType<typeof boardById>>>;

export const boardBySubject = (db: Db, subject: Subject) =>
  db
    .selectFrom('review.board')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .executeTakeFirst();

/** Locks the board: assignments of it are decided one after another. */
export const lockBoard = (trx: Trx, id: string) =>
  trx.selectFrom('review.board').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const listBoards = (db: Db, after: string | undefined, n: number) =>
  db
    .selectFrom('review.board')
    .selectAll()
    .$if(after !== undefined, (q) => q.where('id', '<', after as string))
    .orderBy('id', 'desc')
    .limit(n)
    .execute();

export const closeBoardRow = (trx: Trx, id: string) =>
  trx
    .updateTable('review.board')
    .set({
      state: 'closed',
      closed_at: sql<Date>`now()`,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', id)
    .execute();

export const reopenBoardRow = (trx: Trx, id: string) =>
  trx
    .updateTable('review.board')
    .set({ state: 'open', closed_at: null, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute();

/** Moves the due time; false when another change came first. */
export async function moveDue(
  trx: Trx,
  id: string,
  revision: number,
  dueAt: Date,
): Promise<boolean> {
  const row = await trx
    .updateTable('review.board')
    .set({ due_at: dueAt, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const insertItem = (trx: Trx, row: Insertable<ReviewTables['review.item']>) =>
  trx.insertInto('review.item').values(row).execute();

export const itemById = (db: Db, id: string) =>
  db.selectFrom('review.item').selectAll().where('id', '=', id).executeTakeFirst();
export type ItemRow = NonNullable<Awaited<ReturnType<typeof itemById>>>;

export const itemsOfBoard = (db: Db, boardId: string) =>
  db
    .selectFrom('review.item')
    .selectAll()
    .where('board_id', '=', boardId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();

/** Takes an open item out; false when there is none. */
export async function withdrawItemRow(trx: Trx, id: string, reason: string): Promise<boolean> {
  const row = await trx
    .updateTable('review.item')
    .set({ state: 'withdrawn', state_reason: reason })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Assignments of a board with who holds them, for staff. */
export const assignmentsOfBoard = (db: Db, boardId: string) =>
  db
    .selectFrom('review.assignment as a')
    .innerJoin('identity.person as p', 'p.user_id', 'a.user_id')
    .select(['a.id', 'a.item_id', 'a.expert_id', 'a.user_id', 'a.state', 'a.state_reason'])
    .select(['a.revision', 'a.explanation', 'a.invited_at', 'a.submitted_at', 'a.versions'])
    .select('p.name')
    .where('a.board_id', '=', boardId)
    .orderBy('a.id')
    .execute();
export type BoardAssignment = Awaited<ReturnType<typeof assignmentsOfBoard>>[number];

/** Who has submitted a review of the item. */
export const reviewersOf = (db: Db, subject: Subject) =>
  db
    .selectFrom('review.assignment as a')
    .innerJoin('review.item as i', 'i.id', 'a.item_id')
    .select('a.user_id')
    .where('i.subject_kind', '=', subject.kind)
    .where('i.subject_id', '=', subject.id)
    .where('a.versions', '>', 0)
    .orderBy('a.user_id')
    .execute();

/** Whether every item of the board has a review and none that was assigned is still to come. */
export async function allReviewed(db: Db, boardId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select coalesce(bool_and(
        exists (select 1 from review.assignment a where a.item_id = i.id and a.state = 'submitted')
        and not exists (select 1 from review.assignment a where a.item_id = i.id
          and a.state in ('invited', 'accepted', 'draft', 'reopened'))), false) as done
      from review.item i where i.board_id = ${boardId} and i.state = 'open'`.execute(db);
  return rows[0]?.done ?? false;
}
