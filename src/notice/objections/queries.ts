import { sql, type Insertable, type Updateable, type UpdateObject } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { NoticeTables, ObjectionState } from '../tables.ts';

function cases(db: Db) {
  return db
    .selectFrom('notice.objection as o')
    .innerJoin('notice.objection_case as c', 'c.objection_id', 'o.id')
    .innerJoin('notice.notice as n', 'n.id', 'o.notice_id')
    .innerJoin('notice.version as v', (join) =>
      join.onRef('v.notice_id', '=', 'n.id').onRef('v.version', '=', 'o.version'),
    )
    .leftJoin('auth.user as u', 'u.id', 'c.filed_by')
    .selectAll('o')
    .select(['c.filed_by', 'c.name', 'c.statement', 'c.contact', 'c.links', 'c.answered_by'])
    .select(['n.number as notice_number', 'n.created_at as notice_created_at', 'n.ends_at'])
    .select(['n.org_ids', 'n.subject_kind', 'n.subject_id', 'n.state as notice_state'])
    .select(['v.title_zh', 'v.title_en', 'v.items', 'u.email']);
}
export type CaseRow = Awaited<ReturnType<ReturnType<typeof cases>['execute']>>[number];

/** The objection, as far as the actor may see who filed it and what it says. */
export const caseById = (db: Db, id: string) => cases(db).where('o.id', '=', id).executeTakeFirst();

/** What a person filed, newest first. */
export function casesOfPerson(db: Db, userId: string, before: string | undefined, n: number) {
  let query = cases(db).where('c.filed_by', '=', userId).orderBy('o.id', 'desc').limit(n);
  if (before !== undefined) query = query.where('o.id', '<', before);
  return query.execute();
}

/** Objections of these states, oldest first. */
export function casesOfStates(
  db: Db,
  states: readonly ObjectionState[],
  after: string | undefined,
  n: number,
) {
  let query = cases(db)
    .where('o.state', 'in', [...states])
    .orderBy('o.id')
    .limit(n);
  if (after !== undefined) query = query.where('o.id', '>', after);
  return query.execute();
}

export const insertObjection = (trx: Trx, row: Insertable<NoticeTables['notice.objection']>) =>
  trx.insertInto('notice.objection').values(row).execute();

export const insertCase = (trx: Trx, row: Insertable<NoticeTables['notice.objection_case']>) =>
  trx.insertInto('notice.objection_case').values(row).execute();

/** Changes the objection of this revision; false when another change came first. */
export async function updateObjection(
  trx: Trx,
  id: string,
  revision: number,
  change: UpdateObject<NoticeTables, 'notice.objection'>,
): Promise<boolean> {
  const row = await trx
    .updateTable('notice.objection')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const updateCase = (
  trx: Trx,
  id: string,
  change: Updateable<NoticeTables['notice.objection_case']>,
) => trx.updateTable('notice.objection_case').set(change).where('objection_id', '=', id).execute();

export const insertEvidence = (trx: Trx, row: Insertable<NoticeTables['notice.evidence']>) =>
  trx.insertInto('notice.evidence').values(row).execute();

/** The files of these objections without their bytes. */
export const evidenceOf = (db: Db, objectionIds: readonly string[]) =>
  db
    .selectFrom('notice.evidence')
    .select(['id', 'objection_id', 'name', 'media_type', 'sha256', 'added_at'])
    .select(sql<number>`octet_length(content)`.as('size_bytes'))
    .where('objection_id', 'in', objectionIds.length === 0 ? [''] : [...objectionIds])
    .orderBy('added_at')
    .execute();
export type EvidenceRow = Awaited<ReturnType<typeof evidenceOf>>[number];

export const evidenceFile = (db: Db, objectionId: string, id: string) =>
  db
    .selectFrom('notice.evidence')
    .selectAll()
    .where('objection_id', '=', objectionId)
    .where('id', '=', id)
    .executeTakeFirst();

/** The person's name, and whether the address was confirmed. */
export const personOf = (db: Db, userId: string) =>
  db
    .selectFrom('auth.user')
    .select(['name', 'emailVerified as verified'])
    .where('id', '=', userId)
    .executeTakeFirst();

export const now = () => sql<Date>`now()`;
