import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/** Today in Asia/Shanghai by the database's clock, YYYY-MM-DD. */
export async function today(db: Db): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select (now() at time zone 'Asia/Shanghai')::date as day`.execute(db);
  return (rows[0] as { day: string }).day;
}

export const organisationTies = (db: Db) =>
  db
    .selectFrom('review.organisation_tie')
    .select(['a_org_id', 'a_uscc', 'a_name', 'b_org_id', 'b_uscc', 'b_name', 'to_day'])
    .execute();

const names = (db: Db, userIds: readonly string[]) =>
  db
    .selectFrom('identity.person')
    .select(['user_id', 'name'])
    .where('user_id', 'in', userIds)
    .execute();

const memberships = (db: Db, userIds: readonly string[]) =>
  db
    .selectFrom('identity.member as m')
    .innerJoin('identity.organisation as o', 'o.id', 'm.org_id')
    .select(['m.user_id', 'o.id', 'o.uscc', 'o.name_zh', 'o.name_en'])
    .where('m.user_id', 'in', userIds)
    .execute();

const affiliations = (db: Db, userIds: readonly string[]) =>
  db
    .selectFrom('review.affiliation')
    .select(['user_id', 'org_id', 'uscc', 'name', 'from_day', 'to_day'])
    .where('user_id', 'in', userIds)
    .where('struck_at', 'is', null)
    .orderBy('id')
    .execute();

const relations = (db: Db, userIds: readonly string[]) =>
  db
    .selectFrom('review.relation')
    .select(['user_id', 'kind', 'nature', 'org_id', 'uscc', 'name', 'until_day'])
    .where('user_id', 'in', userIds)
    .where('struck_at', 'is', null)
    .orderBy('id')
    .execute();

/** What is known of these persons that may tie them to an applicant. */
export async function personFacts(db: Db, userIds: readonly string[]) {
  if (userIds.length === 0) return { names: [], memberships: [], affiliations: [], relations: [] };
  return {
    names: await names(db, userIds),
    memberships: await memberships(db, userIds),
    affiliations: await affiliations(db, userIds),
    relations: await relations(db, userIds),
  };
}
export type PersonFacts = Awaited<ReturnType<typeof personFacts>>;

/** Items of a board, or of one subject, with what decides conflicts. */
export const itemFacts = (
  db: Db,
  of: {
    readonly boardId?: string;
    readonly itemIds?: readonly string[];
    readonly subject?: { readonly kind: string; readonly id: string };
  },
) => {
  let query = db
    .selectFrom('review.item as i')
    .innerJoin('review.board as b', 'b.id', 'i.board_id')
    .select(['i.id', 'i.board_id', 'i.orgs', 'i.people', 'b.conflict_years']);
  if (of.boardId !== undefined) query = query.where('i.board_id', '=', of.boardId);
  if (of.itemIds !== undefined) query = query.where('i.id', 'in', of.itemIds);
  if (of.subject !== undefined)
    query = query
      .where('i.subject_kind', '=', of.subject.kind)
      .where('i.subject_id', '=', of.subject.id);
  return query.execute();
};
export type ItemFacts = Awaited<ReturnType<typeof itemFacts>>[number];

/** Holds what an expert declared until the transaction ends, so that no check is overtaken. */
export const holdExperts = (trx: Trx, userIds: readonly string[]) =>
  trx
    .selectFrom('review.expert')
    .select('id')
    .where('user_id', 'in', userIds)
    .orderBy('id')
    .forShare()
    .execute();

/** Organisations by id, as items and declarations keep them. */
export const organisationsById = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('identity.organisation')
    .select(['id', 'uscc', 'name_zh', 'name_en'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();

export const organisationByCode = (db: Db, uscc: string) =>
  db
    .selectFrom('identity.organisation')
    .select(['id', 'uscc', 'name_zh', 'name_en'])
    .where('uscc', '=', uscc)
    .executeTakeFirst();
