import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ReviewTables, Words } from '../tables.ts';

/** Active experts within their term today, by id. */
export const availableExperts = (db: Db) =>
  db
    .selectFrom('review.expert as e')
    .innerJoin('identity.person as p', 'p.user_id', 'e.user_id')
    .select(['e.id', 'e.user_id', 'e.fields', 'e.load_limit', 'e.revision', 'p.name'])
    .where('e.state', '=', 'active')
    .where(
      sql<boolean>`(now() at time zone 'Asia/Shanghai')::date between e.term_from and e.term_to`,
    )
    .orderBy('e.id')
    .execute();
export type AvailableExpert = Awaited<ReturnType<typeof availableExperts>>[number];

/** Submitted reviews of other boards by expert and field. */
export const pastReviews = (db: Db, boardId: string) =>
  db
    .selectFrom('review.assignment as a')
    .innerJoin('review.item as i', 'i.id', 'a.item_id')
    .select(['a.expert_id', 'i.field'])
    .select(sql<number>`count(*)::int`.as('reviews'))
    .where('a.board_id', '<>', boardId)
    .where('a.state', '=', 'submitted')
    .groupBy(['a.expert_id', 'i.field'])
    .execute();

/** Unfinished reviews on other open boards, by expert. */
export const loadsElsewhere = (db: Db, boardId: string) =>
  db
    .selectFrom('review.assignment as a')
    .innerJoin('review.board as b', 'b.id', 'a.board_id')
    .innerJoin('review.item as i', 'i.id', 'a.item_id')
    .select('a.expert_id')
    .select(sql<number>`count(*)::int`.as('reviews'))
    .where('a.board_id', '<>', boardId)
    .where('b.state', '=', 'open')
    .where('i.state', '=', 'open')
    .where('a.state', 'in', ['invited', 'accepted', 'draft', 'reopened'])
    .groupBy('a.expert_id')
    .execute();

/** Invites each pair; one whose invitation a former assignment withdrew is invited again. */
export const invitePairs = (
  trx: Trx,
  rows: readonly Insertable<ReviewTables['review.assignment']>[],
) =>
  trx
    .insertInto('review.assignment')
    .values([...rows])
    .onConflict((oc) =>
      oc.columns(['item_id', 'expert_id']).doUpdateSet((eb) => ({
        state: 'invited',
        state_reason: null,
        explanation: eb.ref('excluded.explanation'),
        invited_by: eb.ref('excluded.invited_by'),
        invited_at: sql<Date>`now()`,
        revision: sql<number>`assignment.revision + 1`,
      })),
    )
    .execute();

export const explainKept = (trx: Trx, itemId: string, expertId: string, why: Words) =>
  trx
    .updateTable('review.assignment')
    .set({ explanation: JSON.stringify(why) })
    .where('item_id', '=', itemId)
    .where('expert_id', '=', expertId)
    .execute();

/** Withdraws an invitation that nobody has answered; how many that were. */
export async function withdrawInvitation(
  trx: Trx,
  itemId: string,
  expertId: string,
  reason: string,
): Promise<void> {
  await trx
    .updateTable('review.assignment')
    .set({
      state: 'invalidated',
      state_reason: reason,
      revision: sql<number>`revision + 1`,
    })
    .where('item_id', '=', itemId)
    .where('expert_id', '=', expertId)
    .where('state', '=', 'invited')
    .execute();
}

/** Holds the assignments of a board: nobody answers an invitation while it is decided. */
export const holdAssignments = (trx: Trx, boardId: string) =>
  trx
    .selectFrom('review.assignment')
    .select('id')
    .where('board_id', '=', boardId)
    .orderBy('id')
    .forUpdate()
    .execute();
