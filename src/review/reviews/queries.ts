import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { AssignmentState, ReviewTables } from '../tables.ts';

function assignments(db: Db) {
  return db
    .selectFrom('review.assignment as a')
    .innerJoin('review.item as i', 'i.id', 'a.item_id')
    .innerJoin('review.board as b', 'b.id', 'a.board_id')
    .select(['a.id', 'a.board_id', 'a.item_id', 'a.expert_id', 'a.user_id', 'a.state'])
    .select([
      'a.explanation',
      'a.revision',
      'a.declared_at',
      'a.submitted_at',
      'a.versions',
      'a.invited_at',
    ])
    .select(['i.title', 'i.field', 'i.orgs', 'i.people', 'i.href', 'i.state as item_state'])
    .select(['b.title as board_title', 'b.rubric', 'b.blind', 'b.due_at', 'b.state as board_state'])
    .select(sql<boolean>`b.due_at < now()`.as('late'));
}
export type AssignmentRow = Awaited<ReturnType<ReturnType<typeof assignments>['execute']>>[number];

const waiting: readonly AssignmentState[] = ['invited', 'accepted', 'draft', 'reopened'];

/** A person's own assignments, newest first; `open` are those that wait for them. */
export function listOwn(
  db: Db,
  userId: string,
  state: AssignmentState | 'open' | undefined,
  after: string | undefined,
  n: number,
) {
  let query = assignments(db).where('a.user_id', '=', userId).orderBy('a.id', 'desc').limit(n);
  if (state === 'open')
    query = query
      .where('a.state', 'in', waiting)
      .where('b.state', '=', 'open')
      .where('i.state', '=', 'open');
  else if (state) query = query.where('a.state', '=', state);
  if (after !== undefined) query = query.where('a.id', '<', after);
  return query.execute();
}

export const assignmentById = (db: Db, id: string) =>
  assignments(db).where('a.id', '=', id).executeTakeFirst();

/** The assignment, held until the transaction ends. */
export async function lockAssignment(trx: Trx, id: string): Promise<AssignmentRow | undefined> {
  const held = await trx
    .selectFrom('review.assignment')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return held && assignmentById(trx, id);
}

/** What reviewers read of an item; asked for only after the declaration. */
export const summaryOf = (db: Db, itemId: string) =>
  db.selectFrom('review.item').select('summary').where('id', '=', itemId).executeTakeFirst();

export const updateAssignment = (
  trx: Trx,
  id: string,
  change: Updateable<ReviewTables['review.assignment']>,
) =>
  trx
    .updateTable('review.assignment')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute();

/** The database's time. */
export const now = (): Date => sql<Date>`now()` as unknown as Date;

export const draftOf = (db: Db, assignmentId: string) =>
  db
    .selectFrom('review.draft')
    .selectAll()
    .where('assignment_id', '=', assignmentId)
    .executeTakeFirst();
export type DraftRow = NonNullable<Awaited<ReturnType<typeof draftOf>>>;

/** Writes the draft over the revision last read (0: none yet); undefined when another came first. */
export function putDraft(
  trx: Trx,
  row: Insertable<ReviewTables['review.draft']>,
  revision: number,
): Promise<DraftRow | undefined> {
  if (revision === 0)
    return trx
      .insertInto('review.draft')
      .values(row)
      .onConflict((oc) => oc.column('assignment_id').doNothing())
      .returningAll()
      .executeTakeFirst();
  return trx
    .updateTable('review.draft')
    .set({ ...row, revision: sql<number>`revision + 1`, saved_at: now() })
    .where('assignment_id', '=', row.assignment_id)
    .where('revision', '=', revision)
    .returningAll()
    .executeTakeFirst();
}

export const insertVersion = (trx: Trx, row: Insertable<ReviewTables['review.version']>) =>
  trx.insertInto('review.version').values(row).execute();

export const versionsOf = (db: Db, assignmentId: string) =>
  db
    .selectFrom('review.version')
    .selectAll()
    .where('assignment_id', '=', assignmentId)
    .orderBy('number')
    .execute();

export const givePeerRight = (trx: Trx, itemId: string, userId: string) =>
  trx
    .insertInto('review.peer_right')
    .values({ item_id: itemId, user_id: userId })
    .onConflict((oc) => oc.columns(['item_id', 'user_id']).doNothing())
    .execute();

export const takePeerRight = (trx: Trx, itemId: string, userId: string) =>
  trx
    .deleteFrom('review.peer_right')
    .where('item_id', '=', itemId)
    .where('user_id', '=', userId)
    .execute();

/** Newest submitted versions of an item in an order that says nothing of who or when. */
export const submittedOf = (db: Db, itemId: string) =>
  db
    .selectFrom('review.assignment as a')
    .innerJoin('review.version as v', (join) =>
      join.onRef('v.assignment_id', '=', 'a.id').onRef('v.number', '=', 'a.versions'),
    )
    .innerJoin('identity.person as p', 'p.user_id', 'a.user_id')
    .select(['a.id', 'a.user_id', 'a.expert_id', 'p.name', 'v.scores', 'v.total', 'v.opinion'])
    .select(['v.note', 'v.submitted_at', 'v.number'])
    .where('a.item_id', '=', itemId)
    .where('a.state', '=', 'submitted')
    .orderBy(sql`md5(a.id)`)
    .execute();

export const insertComment = (trx: Trx, row: Insertable<ReviewTables['review.comment']>) =>
  trx.insertInto('review.comment').values(row).execute();

export const commentsOf = (db: Db, itemId: string) =>
  db
    .selectFrom('review.comment as c')
    .innerJoin('identity.person as p', 'p.user_id', 'c.user_id')
    .select(['c.id', 'c.assignment_id', 'c.text', 'c.created_at', 'p.name'])
    .where('c.item_id', '=', itemId)
    .orderBy('c.id')
    .limit(500)
    .execute();
