import { commitAssignment, previewAssignment } from '#src/review/assignment/assign-board.ts';
import { boardBySubject } from '#src/review/boards/queries.ts';
import { mayAssign } from '#src/review/policy.ts';
import { listOwn } from '#src/review/reviews/queries.ts';
import { declare, holdOwn, saveDraft, submitReview } from '#src/review/reviews/write-review.ts';
import { acting, expertActor, seeding, type Cast, type RoundDeps } from './cast.ts';
import { scoresOf } from './draws.ts';
import { demoExperts } from './experts.ts';
import { pairToPart } from './link-reviewers.ts';

const subject = (id: string) => ({ kind: 'selection.round', id });

/** Pairs of experts that are kept apart at most until the marks of all can be compared. */
const mostParted = 12;

/** Gives the items of the round to experts, once. */
export const assignRound = (deps: RoundDeps, cast: Cast, roundId: string): Promise<void> =>
  acting(deps, cast.operator, async (trx, audit) => {
    const board = mayAssign(await boardBySubject(trx, subject(roundId)), new Set());
    const there = await trx
      .selectFrom('review.assignment')
      .select('id')
      .where('board_id', '=', board.id)
      .executeTakeFirst();
    if (there) return;
    const avoid: { a: string; b: string }[] = [];
    let plan = await previewAssignment(trx, board, { outsideField: true, avoid });
    for (let n = 0; n < mostParted; n += 1) {
      const part = pairToPart(plan.pairs, avoid);
      if (!part) break;
      avoid.push(part);
      plan = await previewAssignment(trx, board, { outsideField: true, avoid });
    }
    const body = { outsideField: true, avoid, digest: plan.digest, partial: false };
    await commitAssignment(trx, audit, board, cast.operator.userId, body);
  });

const opinions = [
  '数据说明完整，字段含义清楚，可直接用于分析。',
  '来源与许可交代清楚，但更新频率有待提高。',
  '覆盖范围有限，建议补充时间跨度与质量说明。',
] as const;

/** Every expert declares to be free, writes and submits what waits for them. */
export async function reviewRound(deps: RoundDeps, roundId: string): Promise<void> {
  const datasets = await deps.store.read(seeding, (db) =>
    db
      .selectFrom('review.item as i')
      .innerJoin('selection.application as a', 'a.id', 'i.subject_id')
      .innerJoin('catalog.dataset as d', 'd.id', 'a.dataset_id')
      .select(['i.id', 'd.name', 'a.round_id'])
      .where('a.round_id', '=', roundId)
      .execute(),
  );
  const nameOf = new Map(datasets.map((row) => [row.id, row.name]));
  for (const { email } of demoExperts) {
    const actor = await expertActor(deps, email);
    await acting(deps, actor, async (trx, audit) => {
      for (const { id, item_id } of await listOwn(trx, actor.userId, 'invited', undefined, 100)) {
        const name = nameOf.get(item_id);
        if (name === undefined) continue;
        const mine = await holdOwn(trx, actor, id);
        const { revision } = mine;
        await declare(trx, audit, mine, { revision, tie: 'none' });
        const scores = scoresOf(name, email, mine.rubric);
        const values = Object.values(scores);
        const mean = values.reduce((sum, n) => sum + n, 0) / values.length;
        const opinion = opinions[mean >= 75 ? 0 : mean >= 62 ? 1 : 2];
        const body = { revision: 0, scores, opinion, note: '' };
        const { draft } = await saveDraft(trx, audit, await holdOwn(trx, actor, id), body);
        await submitReview(trx, audit, await holdOwn(trx, actor, id), draft.revision);
      }
    });
  }
}
