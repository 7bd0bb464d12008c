import type { Db } from '../deps.ts';

/** The newest submitted version of every counting review of a board; reopened ones count again later. */
export const submittedVersions = (db: Db, boardId: string) =>
  db
    .selectFrom('review.assignment as a')
    .innerJoin('review.version as v', (join) =>
      join.onRef('v.assignment_id', '=', 'a.id').onRef('v.number', '=', 'a.versions'),
    )
    .innerJoin('review.item as i', 'i.id', 'a.item_id')
    .select(['a.id', 'a.item_id', 'a.expert_id', 'a.user_id', 'v.scores', 'v.total'])
    .where('a.board_id', '=', boardId)
    .where('a.state', '=', 'submitted')
    .where('i.state', '=', 'open')
    .orderBy('a.id')
    .execute();
