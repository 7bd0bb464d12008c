import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { person } from '#test/support/people.ts';
import { free, listOf, ok, ops, ReviewStage } from '#test/support/review-stage.ts';
import type { Expert } from '#test/support/review.ts';

let stage: ReviewStage;
beforeAll(async () => {
  stage = await ReviewStage.open();
}, 120_000);
afterAll(() => stage.hub.stop());

test('the register: invited, registered, approved; nobody admits themselves', async () => {
  const who = await person(stage.hub, 'newcomer');
  const term = { from: '2026-01-01', to: '2027-12-31' };
  const invitation = { email: who.email, fields: ['health'], loadLimit: 4, term };
  const entry = ok(await stage.operator.post(`${ops}/experts`, invitation), 201);
  expect(entry).toMatchObject({ name: 'newcomer', state: 'invited', fields: ['health'] });
  expect((await stage.operator.post(`${ops}/experts`, invitation)).body.code).toBe('hub.duplicate');
  const nobody = { ...invitation, email: 'nobody@example.cn' };
  expect((await stage.operator.post(`${ops}/experts`, nobody)).body.code).toBe(
    'review.unknownPerson',
  );

  const at = '/api/v1/review/expert';
  const accepted = ok(await who.post(`${at}/answer`, { revision: 1, accept: true }));
  expect(accepted.state).toBe('registered');
  ok(await who.send('PUT', at, { revision: 2, fields: ['ocean', 'health'], loadLimit: 6 }));
  ok(await who.post(`${at}/affiliations`, { name: 'Marine Institute', from: '2015-01-01' }));
  const own = ok(await who.get(at)).expert;
  expect(own.affiliations).toEqual([
    {
      id: own.affiliations[0].id,
      ...{ orgId: null, uscc: null, name: 'Marine Institute', from: '2015-01-01', to: null },
      struck: false,
    },
  ]);
  const end = { id: own.affiliations[0].id, to: '2020-01-01' };
  ok(await who.post(`${at}/affiliations/end`, end));
  expect((await who.post(`${at}/affiliations/end`, end)).body.code).toBe('hub.conflict');
  const path = `${ops}/experts/${entry.id}`;
  ok(
    await stage.operator.post(`${path}/strike`, {
      kind: 'affiliation',
      entryId: end.id,
      reason: 'typo',
    }),
  );
  expect(ok(await stage.operator.get(path)).affiliations[0]).toMatchObject({ struck: true });
  expect(ok(await stage.operator.post(`${path}/approve`, { revision: 3 })).state).toBe('active');
  const stale = await stage.operator.post(`${path}/suspend`, { revision: 3 });
  expect(stale.body.code).toBe('hub.conflict');
  ok(await stage.operator.post(`${path}/suspend`, { revision: 4, reason: 'absent' }));
  const sql = stage.hub.node.hub.store.write({ ...systemActorOf(who.userId) }, (trx) =>
    trx.updateTable('review.expert').set({ state: 'active' }).where('id', '=', entry.id).execute(),
  );
  await expect(sql).rejects.toThrow();
  expect(ok(await stage.operator.get(path)).state).toBe('suspended');
});

const systemActorOf = (userId: string) =>
  ({
    ...{ kind: 'user' as const, userId, email: '', name: '', staff: [], orgs: [] },
    via: 'session',
    scopes: 'all',
  }) as const;

describe('an assignment', () => {
  test('is looked at, then committed as it was looked at', async () => {
    const { id } = await stage.board(
      {},
      ['a', 'b', 'c'].map((name) => [name, [stage.org.orgId]] as const),
    );
    const preview = ok(await stage.operator.post(`${ops}/boards/${id}/assignment-preview`, free));
    expect(preview.pairs).toHaveLength(6);
    expect(preview.loads.map((l: { load: number }) => l.load)).toEqual([2, 2, 2]);
    expect([preview.cost, preview.shortfalls]).toEqual([preview.lowerBound, []]);
    expect(preview.pairs[0].sentence.zh).toMatch(
      /^“ocean”是其首选领域，本次共承担 \d+ 项，上限 10 项。$/u,
    );
    const { digest } = preview;
    // A declaration between the two: the facts are others now.
    const [first] = stage.experts as readonly [Expert, ...Expert[]];
    const relation = { kind: 'person', nature: 'family', name: 'Nobody' };
    ok(await first.post('/api/v1/review/expert/relations', relation));
    const tie = { kind: 'organisation', nature: 'financial', name: 'Organisation applicant' };
    ok(await first.post('/api/v1/review/expert/relations', tie));
    const commit = { ...free, digest, partial: false };
    const refused = await stage.operator.post(`${ops}/boards/${id}/assignments`, commit);
    expect([refused.status, refused.body.code]).toEqual([409, 'review.stalePreview']);
    const again = ok(await stage.operator.post(`${ops}/boards/${id}/assignment-preview`, free));
    expect(again.pairs.some((p: { expertId: string }) => p.expertId === first.expertId)).toBe(
      false,
    );
    expect(again.conflicts).toBe(3);
    const { relations } = ok(await first.get('/api/v1/review/expert')).expert;
    for (const entry of relations)
      ok(
        await stage.operator.post(`${ops}/experts/${first.expertId}/strike`, {
          ...{ kind: 'relation', entryId: entry.id, reason: 'test' },
        }),
      );
    const done = ok(await stage.assign(id));
    expect(done).toEqual({ invited: 6, kept: 0, dropped: 0 });
    expect(ok(await stage.assign(id))).toEqual({ invited: 0, kept: 6, dropped: 0 });
    expect(await listOf(first)).toHaveLength(2);
    const told = ok(await first.get('/api/v1/notifications')).items;
    expect(told[0]).toMatchObject({ href: '/review' });
  });

  test('what is missing is refused unless a part is enough, and says what to relax', async () => {
    const { id } = await stage.board({ reviewsPerItem: 5 });
    const preview = ok(await stage.operator.post(`${ops}/boards/${id}/assignment-preview`, free));
    expect(preview.shortfalls).toEqual([
      expect.objectContaining({ missing: 2, eligible: 3, conflicted: 0, raise: [] }),
    ]);
    expect((await stage.assign(id)).body.code).toBe('review.shortfall');
    expect(ok(await stage.assign(id, true)).invited).toBe(3);
  });

  test('an operator tied to an item assigns nothing on that board', async () => {
    const tied = await person(stage.hub, 'tied-operator', { staffRole: 'operator' });
    const { id } = await stage.board();
    await stage.hub.node.hub.store.write(systemActor('test'), (trx) =>
      trx
        .insertInto('identity.member')
        .values({ org_id: stage.org.orgId, user_id: tied.userId, role: 'member' })
        .execute(),
    );
    const reply = await tied.post(`${ops}/boards/${id}/assignment-preview`, free);
    expect([reply.status, reply.body.code]).toEqual([403, 'review.itemConflict']);
    expect(ok(await tied.get(`${ops}/boards/${id}`))).toMatchObject({
      items: [],
      mayAssign: false,
    });
  });
});
