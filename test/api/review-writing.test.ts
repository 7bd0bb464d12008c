import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  declared,
  free,
  listOf,
  mine,
  ok,
  ops,
  reviewed,
  ReviewStage,
  view,
} from '#test/support/review-stage.ts';

let stage: ReviewStage;
beforeAll(async () => {
  stage = await ReviewStage.open();
}, 120_000);
afterAll(() => stage.hub.stop());

describe('a review', () => {
  test('declaration first, drafts by revision, versions kept, others after one’s own', async () => {
    const { id, itemIds } = await stage.board();
    ok(await stage.assign(id));
    const [one, two] = await stage.invited(id);
    const before = await view(one.who, one.id);
    expect(before).toMatchObject({ state: 'invited', item: null, draft: null, peers: null });
    expect(before.applicants.organisations).toEqual([
      { zh: '机构 applicant', en: 'Organisation applicant' },
    ]);
    const draft = { revision: 0, scores: { use: 5 }, opinion: '', note: '' };
    const early = await one.who.send('PUT', `${mine}/${one.id}/draft`, draft);
    expect(early.body.code).toBe('review.declareFirst');

    expect(await declared(one)).toMatchObject({
      state: 'accepted',
      item: { href: expect.stringContaining('/d/applicant/') },
    });
    const save = (body: object) =>
      one.who.send('PUT', `${mine}/${one.id}/draft`, { ...draft, ...body });
    expect((await save({ scores: { use: 11 } })).body).toMatchObject({
      code: 'review.scores',
      errors: [{ field: 'scores/use', message: 'must be a number from 0 to 10' }],
    });
    expect((await save({ scores: { other: 1 } })).body.code).toBe('review.scores');
    expect(ok(await save({}))).toMatchObject({ revision: 1, state: 'draft' });
    expect((await save({})).body.code).toBe('hub.conflict');
    expect(ok(await save({ revision: 1, scores: { use: 8 } })).revision).toBe(2);
    const incomplete = await one.who.post(`${mine}/${one.id}/submit`, { revision: 2 });
    expect(incomplete.body).toMatchObject({
      code: 'review.incomplete',
      errors: [{ field: 'scores/rights' }],
    });
    ok(await save({ revision: 2, scores: { use: 8, rights: 4 }, opinion: 'Good.', note: 'Hm.' }));
    expect((await one.who.post(`${mine}/${one.id}/submit`, { revision: 2 })).body.code).toBe(
      'hub.conflict',
    );
    const submitted = ok(await one.who.post(`${mine}/${one.id}/submit`, { revision: 3 }));
    expect(submitted).toMatchObject({ state: 'submitted', peers: [], comments: [] });
    expect(submitted.versions).toEqual([
      expect.objectContaining({ number: 1, total: 70, scores: { use: 8, rights: 4 } }),
    ]);
    ok(await one.who.post(`${mine}/${one.id}/comments`, { text: 'From the first.' }), 201);

    // The other sees nothing of it yet, and may not speak.
    const waiting = await declared(two);
    expect([waiting.peers, waiting.comments]).toEqual([null, null]);
    const mute = await two.who.post(`${mine}/${two.id}/comments`, { text: 'x' });
    expect(mute.body.code).toBe('review.ownReviewFirst');
    const body = { revision: 0, scores: { use: 2, rights: 2 }, opinion: '', note: '' };
    ok(await two.who.send('PUT', `${mine}/${two.id}/draft`, body));
    const seen = ok(await two.who.post(`${mine}/${two.id}/submit`, { revision: 1 }));
    expect(seen.peers).toEqual([
      { number: 1, total: 70, scores: { use: 8, rights: 4 }, opinion: 'Good.', note: 'Hm.' },
    ]);
    expect(seen.comments).toEqual([
      { id: seen.comments[0].id, by: 1, text: 'From the first.', at: seen.comments[0].at },
    ]);

    const scores = ok(await stage.operator.get(`${ops}/boards/${id}/scores`));
    expect(scores.items[0]).toMatchObject({ raw: { mean: 45, reviews: 2 }, adjusted: 45, rank: 1 });
    const [review] = ok(
      await stage.operator.get(`${ops}/items/${itemIds[0]}/reviews`),
    ).reviews.filter((r: { total: number }) => r.total === 70);
    expect(review.expert.id).toBe(one.who.expertId);

    const reopen = { revision: (await view(one.who, one.id)).revision, reason: 'Please explain.' };
    ok(await stage.operator.post(`${ops}/assignments/${one.id}/reopen`, reopen));
    expect(ok(await stage.operator.get(`${ops}/boards/${id}/scores`)).items[0].raw.reviews).toBe(1);
    expect(await view(one.who, one.id)).toMatchObject({ state: 'reopened', peers: null });
    ok(await save({ revision: 3, scores: { use: 9, rights: 9 } }));
    const second = ok(await one.who.post(`${mine}/${one.id}/submit`, { revision: 4 }));
    expect(second.versions.map((v: { total: number }) => v.total)).toEqual([70, 90]);
  });

  test('a tie that comes up closes the item at once: reading, saving, submitting, commenting', async () => {
    const { id } = await stage.board();
    ok(await stage.assign(id));
    const [one, two] = await stage.invited(id);
    await declared(one);
    await reviewed(two, 6);
    const body = { revision: 0, scores: { use: 5, rights: 5 }, opinion: '', note: '' };
    ok(await one.who.send('PUT', `${mine}/${one.id}/draft`, body));
    // The operator enters that the employer belongs with the applicant, while both pages stand open.
    for (const { who } of [one, two])
      ok(
        await who.post('/api/v1/review/expert/affiliations', {
          name: 'Sister',
          from: '2026-01-01',
        }),
      );
    const parties = { a: { name: 'Sister' }, b: { name: 'Organisation applicant' } };
    const tie = ok(
      await stage.operator.post(`${ops}/ties`, {
        ...parties,
        nature: 'group',
        note: '',
        from: '2020-01-01',
      }),
      201,
    );
    const refused = await Promise.all([
      one.who.get(`${mine}/${one.id}`),
      one.who.send('PUT', `${mine}/${one.id}/draft`, { ...body, revision: 1 }),
      one.who.post(`${mine}/${one.id}/submit`, { revision: 1 }),
      two.who.get(`${mine}/${two.id}`),
      two.who.post(`${mine}/${two.id}/comments`, { text: 'x' }),
    ]);
    expect(refused.map((r) => [r.status, r.body.code])).toEqual(
      refused.map(() => [409, 'review.conflict']),
    );
    expect((await listOf(one.who)).some((item) => item.id === one.id)).toBe(false);
    const { items } = ok(await stage.operator.get(`${ops}/boards/${id}`));
    expect(
      items[0].reviews.map((r: { conflict: { en: string } | null }) => r.conflict?.en),
    ).toEqual([
      'Works at Sister, which belongs with an applicant.',
      'Works at Sister, which belongs with an applicant.',
    ]);
    // Recusal stays possible; nothing that was written is shown or counted afterwards.
    const { revision } = items[0].reviews.find((r: { id: string }) => r.id === two.id);
    ok(await two.who.post(`${mine}/${two.id}/recuse`, { revision, reason: 'Sister company.' }));
    expect(ok(await stage.operator.get(`${ops}/boards/${id}/scores`)).items[0].raw.reviews).toBe(0);
    ok(await stage.operator.post(`${ops}/ties/${tie.id}/end`, { revision: 1, to: '2020-06-01' }));
    const back = await view(one.who, one.id);
    expect(back.draft).toMatchObject({ revision: 1, scores: { use: 5, rights: 5 } });
  });

  test('declared with a tie: recused; never assigned that item again', async () => {
    const { id } = await stage.board();
    ok(await stage.assign(id));
    const [one] = await stage.invited(id);
    const { revision } = await view(one.who, one.id);
    const declaration = { revision, tie: 'tied', reason: 'My thesis student.' };
    const after = ok(await one.who.post(`${mine}/${one.id}/declare`, declaration));
    expect(after).toMatchObject({ state: 'recused', item: null });
    const { pairs } = ok(await stage.operator.post(`${ops}/boards/${id}/assignment-preview`, free));
    expect(pairs.some((p: { expertId: string }) => p.expertId === one.who.expertId)).toBe(false);
  });

  test('after the due time and after the end nothing is written', async () => {
    const { id } = await stage.board({ dueAt: new Date(Date.now() - 1000) });
    ok(await stage.assign(id));
    const [one] = await stage.invited(id);
    const { revision } = await view(one.who, one.id);
    const late = await one.who.post(`${mine}/${one.id}/declare`, { revision, tie: 'none' });
    expect(late.body.code).toBe('review.late');
    const dueAt = new Date(Date.now() + 1e8).toISOString();
    ok(await stage.operator.post(`${ops}/boards/${id}/extend`, { revision: 1, dueAt }));
    await reviewed(one, 5);
  });
});

describe('blind modes', () => {
  test.each([
    ['open', true, true],
    ['single', true, false],
    ['double', false, false],
  ] as const)(
    '%s: applicants shown %s, names of reviewers %s',
    async (blind, applicants, names) => {
      const { id } = await stage.board({ blind });
      ok(await stage.assign(id));
      const [one, two] = await stage.invited(id);
      await reviewed(one, 5);
      ok(await one.who.post(`${mine}/${one.id}/comments`, { text: 'A word.' }), 201);
      await reviewed(two, 6);
      const text = JSON.stringify(await view(two.who, two.id));
      expect(text.includes('Organisation applicant')).toBe(applicants);
      const name = `ocean${stage.experts.indexOf(one.who) + 1}`;
      expect(text.includes(`"${name}"`)).toBe(names);
      for (const secret of [one.id, one.who.userId, one.who.expertId, one.who.email])
        expect(text).not.toContain(secret);
      expect(text).toContain('A word.');
    },
  );
});
