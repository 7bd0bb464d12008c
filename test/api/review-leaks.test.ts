import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { organisation, person } from '#test/support/people.ts';
import { ok, ops, reviewed, ReviewStage } from '#test/support/review-stage.ts';
import type { Visitor } from '#test/support/visitor.ts';

/**
 * Pairs of worlds that differ in one fact about an item a person is tied to: everything that person can
 * ask must read the same. The world changes under the same hub, so that ids and names are the same too.
 */
let stage: ReviewStage;
let tied: Visitor & { userId: string };
let board: { id: string; itemIds: string[] };
let hiddenId: string;
beforeAll(async () => {
  stage = await ReviewStage.open();
  tied = await person(stage.hub, 'tied', { staffRole: 'operator' });
  const owner = await person(stage.hub, 'other-owner');
  const other = await organisation(stage.hub, 'elsewhere', owner.email);
  await stage.hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('identity.member')
      .values({ org_id: stage.org.orgId, user_id: tied.userId, role: 'member' })
      .execute(),
  );
  const items = [
    ['seen1', [other.orgId]],
    ['hidden', [stage.org.orgId]],
    ['seen2', [other.orgId]],
  ] as const;
  board = await stage.board({ reviewsPerItem: 2, places: 1 }, items);
  hiddenId = board.itemIds[1] as string;
  ok(await stage.assign(board.id));
}, 120_000);
afterAll(() => stage.hub.stop());

/** Everything of review that an operator can read, as text. */
async function everything(): Promise<string> {
  const experts = stage.experts.map((e) => `${ops}/experts/${e.expertId}`);
  const lists = ['experts', 'experts?state=active', 'experts?limit=1', 'boards', 'ties'];
  const paths = [
    ...lists.map((list) => `${ops}/${list}`),
    ...experts,
    `${ops}/boards/${board.id}`,
    `${ops}/boards/${board.id}/scores`,
    `${ops}/items/${hiddenId}/reviews`,
    '/api/v1/worklist',
    '/api/v1/notifications',
    '/api/v1/review/assignments',
  ];
  const found: unknown[] = [];
  for (const path of paths) {
    const { status, body } = await tied.get(path);
    found.push([path, status, { ...body, requestId: '' }]);
  }
  for (const body of [{ outsideField: false, avoid: [] }]) {
    const reply = await tied.post(`${ops}/boards/${board.id}/assignment-preview`, body);
    found.push([reply.status, reply.body.code]);
  }
  return JSON.stringify(found);
}

const hiddenReviews = async () => {
  const { items } = ok(await stage.operator.get(`${ops}/boards/${board.id}`));
  const hidden = items.find((i: { id: string }) => i.id === hiddenId);
  return hidden.reviews as { id: string; revision: number; expert: { id: string } }[];
};
const giverOf = (review: { id: string; expert: { id: string } }) => {
  const who = stage.experts.find((e) => e.expertId === review.expert.id);
  if (!who) throw new Error('no such expert');
  return { id: review.id, who };
};

describe('a tied operator reads the same in both worlds', () => {
  test('whoever reviews the item, whatever they give, and whether they step aside', async () => {
    for (const given of await stage.invited(board.id))
      if (!(await hiddenReviews()).some((r) => r.id === given.id)) await reviewed(given, 6);
    const before = await everything();
    expect(before).not.toContain(hiddenId.slice(-12) + '","title');
    expect(before).not.toContain('Dataset j1hidden');
    expect(before).toContain('Dataset j1seen1');

    // Worlds that differ in a score, then in a second one, in a recusal, in an expert's load.
    const [first, second] = (await hiddenReviews()).map(giverOf);
    if (!first || !second) throw new Error('two reviews of the hidden item');
    await reviewed(first, 10);
    expect(await everything()).toBe(before);
    await reviewed(second, 0);
    expect(await everything()).toBe(before);

    const [review] = (await hiddenReviews()).filter((r) => r.id === first.id);
    const reason = { revision: review?.revision, reason: 'A tie.' };
    ok(await first.who.post(`/api/v1/review/assignments/${first.id}/recuse`, reason));
    expect(await everything()).toBe(before);

    // The untied operator sees a difference, so there is one to hide.
    const { items } = ok(await stage.operator.get(`${ops}/boards/${board.id}/scores`));
    expect(items).toHaveLength(3);
  });

  test('ranks have no gap and severities are those of a world without the item (HotCRP #426)', async () => {
    const own = ok(await tied.get(`${ops}/boards/${board.id}/scores`));
    expect(own.items.map((i: { rank: number }) => i.rank)).toEqual([1, 1]);
    expect(
      own.reviewers.every((r: { severity: number | null }) => Math.abs(r.severity ?? 0) < 1e-9),
    ).toBe(true);
    const all = ok(await stage.operator.get(`${ops}/boards/${board.id}/scores`));
    expect(all.reviewers).not.toEqual(own.reviewers);
  });

  test('no empty row tells who reviews it (OpenReview #351)', async () => {
    const { reviewers, waiting } = ok(await tied.get(`${ops}/boards/${board.id}/scores`));
    expect(reviewers.every((r: { reviews: number }) => r.reviews > 0)).toBe(true);
    expect(waiting).toBe(0);
    const { items } = ok(await tied.get(`${ops}/experts`));
    expect(items.map((e: { load: number }) => e.load)).toEqual([0, 0, 0]);
  });

  test('what is hidden and what does not exist get the same answer, to reading and to writing', async () => {
    const nowhere = '01890000-0000-7000-8000-00000000dead';
    const [review] = await hiddenReviews();
    const body = { revision: 1, reason: 'x' };
    const bare = ({ status, body }: { status: number; body: object }) =>
      JSON.stringify({ status, ...body, requestId: '' });
    expect(bare(await tied.get(`${ops}/items/${hiddenId}/reviews`))).toBe(
      bare(await tied.get(`${ops}/items/${nowhere}/reviews`)),
    );
    for (const command of ['reopen', 'invalidate'])
      expect(bare(await tied.post(`${ops}/assignments/${review?.id}/${command}`, body))).toBe(
        bare(await tied.post(`${ops}/assignments/${nowhere}/${command}`, body)),
      );
  });
});

test('a tied expert is never shown the item in a list or an invitation (OpenReview #304)', async () => {
  const [expert] = stage.experts;
  if (!expert) throw new Error('an expert');
  const tie = { kind: 'organisation', nature: 'adviser', name: 'Organisation applicant' };
  ok(await expert.post('/api/v1/review/expert/relations', tie));
  const own = ok(await expert.get('/api/v1/review/assignments')).items as { title: string }[];
  expect(own.some((item) => item.title.includes('hidden'))).toBe(false);
  const reply = await stage.operator.post(`${ops}/boards/${board.id}/assignment-preview`, {
    outsideField: true,
    avoid: [],
  });
  const { pairs } = ok(reply);
  expect(
    pairs.some(
      (p: { itemId: string; expertId: string }) =>
        p.itemId === hiddenId && p.expertId === expert.expertId,
    ),
  ).toBe(false);
});
