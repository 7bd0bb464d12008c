import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ExpertState, ReviewTables } from '../tables.ts';

function experts(db: Db) {
  return db
    .selectFrom('review.expert as e')
    .innerJoin('identity.person as p', 'p.user_id', 'e.user_id')
    .select(['e.id', 'e.user_id', 'e.state', 'e.fields', 'e.load_limit', 'e.term_from'])
    .select(['e.term_to', 'e.state_reason', 'e.revision', 'e.created_at', 'p.name']);
}
export type ExpertRow = Awaited<ReturnType<ReturnType<typeof experts>['execute']>>[number];

export const expertById = (db: Db, id: string) =>
  experts(db).where('e.id', '=', id).executeTakeFirst();
export const expertOfUser = (db: Db, userId: string) =>
  experts(db).where('e.user_id', '=', userId).executeTakeFirst();

/** Holds the entry: a check of conflicts waits for what is written after this. */
export async function lockExpert(
  trx: Trx,
  by: { readonly id: string } | { readonly userId: string },
): Promise<ExpertRow | undefined> {
  const [column, value] = 'id' in by ? (['id', by.id] as const) : (['user_id', by.userId] as const);
  const held = await trx
    .selectFrom('review.expert')
    .select('id')
    .where(column, '=', value)
    .forUpdate()
    .executeTakeFirst();
  return held && expertById(trx, held.id);
}

/** Experts with address and present affiliation, oldest first, for staff. */
export function listExperts(
  db: Db,
  filter: { readonly state?: ExpertState | undefined; readonly field?: string | undefined },
  after: string | undefined,
  n: number,
) {
  let query = experts(db)
    .innerJoin('auth.user as u', 'u.id', 'e.user_id')
    .select('u.email')
    .select((eb) =>
      eb
        .selectFrom('review.affiliation as f')
        .select('f.name')
        .whereRef('f.expert_id', '=', 'e.id')
        .where('f.struck_at', 'is', null)
        .where('f.to_day', 'is', null)
        .orderBy('f.from_day', 'desc')
        .limit(1)
        .as('affiliation'),
    )
    .orderBy('e.id')
    .limit(n);
  if (filter.state) query = query.where('e.state', '=', filter.state);
  if (filter.field !== undefined)
    query = query.where(sql<boolean>`${filter.field} = any (e.fields)`);
  if (after !== undefined) query = query.where('e.id', '>', after);
  return query.execute();
}

/** Unfinished reviews of these experts, one row each. */
export const unfinished = (db: Db, expertIds: readonly string[]) =>
  db
    .selectFrom('review.assignment as a')
    .innerJoin('review.board as b', 'b.id', 'a.board_id')
    .innerJoin('review.item as i', 'i.id', 'a.item_id')
    .select(['a.expert_id', 'a.item_id', 'a.board_id'])
    .where('a.expert_id', 'in', expertIds)
    .where('a.state', 'in', ['invited', 'accepted', 'draft', 'reopened'])
    .where('b.state', '=', 'open')
    .where('i.state', '=', 'open')
    .execute();

export const personByEmail = (db: Db, email: string) =>
  db
    .selectFrom('auth.user as u')
    .innerJoin('identity.person as p', 'p.user_id', 'u.id')
    .select(['p.user_id', 'p.name'])
    .where(sql`lower(u.email)`, '=', email.toLowerCase())
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();

export async function insertExpert(
  trx: Trx,
  row: Insertable<ReviewTables['review.expert']>,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('review.expert')
    .values(row)
    .onConflict((oc) => oc.column('user_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Changes the entry of this revision; false when another change came first. */
export async function updateExpert(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<ReviewTables['review.expert']>,
): Promise<boolean> {
  const row = await trx
    .updateTable('review.expert')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const affiliationsOf = (db: Db, expertId: string) =>
  db
    .selectFrom('review.affiliation')
    .selectAll()
    .where('expert_id', '=', expertId)
    .orderBy('from_day', 'desc')
    .orderBy('id')
    .execute();
export const relationsOf = (db: Db, expertId: string) =>
  db
    .selectFrom('review.relation')
    .selectAll()
    .where('expert_id', '=', expertId)
    .orderBy('id')
    .execute();

export const insertAffiliation = (trx: Trx, row: Insertable<ReviewTables['review.affiliation']>) =>
  trx.insertInto('review.affiliation').values(row).execute();
export const insertRelation = (trx: Trx, row: Insertable<ReviewTables['review.relation']>) =>
  trx.insertInto('review.relation').values(row).execute();

/** Ends an affiliation that has no end; false where there is none, or it began later. */
export async function endAffiliation(
  trx: Trx,
  expertId: string,
  id: string,
  to: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('review.affiliation')
    .set({ to_day: to })
    .where('id', '=', id)
    .where('expert_id', '=', expertId)
    .where('to_day', 'is', null)
    .where('from_day', '<=', to)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Strikes an entry out with a reason; false where there is none in force. */
export async function strikeEntry(
  trx: Trx,
  kind: 'affiliation' | 'relation',
  expertId: string,
  id: string,
  reason: string,
): Promise<boolean> {
  const row = await trx
    .updateTable(`review.${kind}`)
    .set({ struck_at: sql<Date>`now()`, struck_reason: reason })
    .where('id', '=', id)
    .where('expert_id', '=', expertId)
    .where('struck_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const listTies = (db: Db, after: string | undefined, n: number) =>
  db
    .selectFrom('review.organisation_tie')
    .selectAll()
    .$if(after !== undefined, (q) => q.where('id', '<', after as string))
    .orderBy('id', 'desc')
    .limit(n)
    .execute();
export type TieRow = Awaited<ReturnType<typeof listTies>>[number];

export const insertTie = (trx: Trx, row: Insertable<ReviewTables['review.organisation_tie']>) =>
  trx.insertInto('review.organisation_tie').values(row).returningAll().executeTakeFirstOrThrow();

export const tieById = (db: Db, id: string) =>
  db.selectFrom('review.organisation_tie').selectAll().where('id', '=', id).executeTakeFirst();

/** Ends a tie of this revision that began before; undefined when it changed or began later. */
export const endTieRow = (trx: Trx, id: string, revision: number, to: string) =>
  trx
    .updateTable('review.organisation_tie')
    .set({ to_day: to, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('from_day', '<=', to)
    .returningAll()
    .executeTakeFirst();
