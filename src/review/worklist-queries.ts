import { sql } from 'kysely';
import type { Db } from './deps.ts';
import type { Words } from './tables.ts';

interface OverseenItem {
  readonly board_id: string;
  readonly title: Words;
  readonly due_at: Date;
  readonly opened_at: Date;
  readonly item_id: string;
  readonly wanted: number;
  /** Reviewers who have the item before them or have done it. */
  readonly live: number;
  /** Of these, who has not submitted. */
  readonly unfinished: number;
  /** Who stepped aside or was taken out. */
  readonly gone: number;
}

/** Items of open boards with how their reviews stand. */
export async function overseenItems(db: Db): Promise<OverseenItem[]> {
  const { rows } = await sql<OverseenItem>`
    select b.id as board_id, b.title, b.due_at, b.created_at as opened_at, i.id as item_id,
      b.reviews_per_item as wanted,
      count(a.id) filter (where a.state in ('invited', 'accepted', 'draft', 'submitted', 'reopened'))::int as live,
      count(a.id) filter (where a.state in ('invited', 'accepted', 'draft', 'reopened'))::int as unfinished,
      count(a.id) filter (where a.state in ('declined', 'recused', 'invalidated'))::int as gone
    from review.board b
      join review.item i on i.board_id = b.id and i.state = 'open'
      left join review.assignment a on a.item_id = i.id
    where b.state = 'open' group by b.id, i.id order by b.id, i.id`.execute(db);
  return rows;
}

/** Experts who accepted and wait for an operator, oldest first. */
export const expertsToApprove = (db: Db, n: number) =>
  db
    .selectFrom('review.expert as e')
    .innerJoin('identity.person as p', 'p.user_id', 'e.user_id')
    .select(['e.user_id', 'p.name', 'e.created_at'])
    .where('e.state', '=', 'registered')
    .orderBy('e.id')
    .limit(n)
    .execute();
