import type { Db } from '../deps.ts';

/** The standing results of a task in an award, and how many of its slots are not done yet. */
export async function answersSoFar(db: Db, awardId: string, taskId: string) {
  const slots = await db
    .selectFrom('annotation.slot')
    .select(['state', 'overlap_index'])
    .where('award_id', '=', awardId)
    .where('task_id', '=', taskId)
    .where('kind', '<>', 'gold')
    .execute();
  const results = await db
    .selectFrom('annotation.annotation')
    .select('result')
    .where('award_id', '=', awardId)
    .where('task_id', '=', taskId)
    .where('state', 'in', ['submitted', 'accepted'])
    .execute();
  return { slots, results: results.map((r) => r.result) };
}

/** How many answers a package asks for; undefined where the actor does not see it. */
export const overlapTerms = (db: Db, packageId: string) =>
  db
    .selectFrom('annotation.package')
    .select(['overlap', 'overlap_max', 'agreement_threshold_ppm'])
    .where('id', '=', packageId)
    .executeTakeFirst();
