import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import {
  activeProject,
  api,
  choice,
  colleague,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import type { Reply, Visitor } from '#test/support/visitor.ts';

type Worker = Visitor & { userId: string };
let hub: TestHub;
let demand: DemandSide;
let red: DemandSide;
let blue: DemandSide;
let ann: Worker;
let ben: Worker;
let inspector: Worker;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  blue = await demandSide(hub, 'blue');
  ann = await colleague(hub, red.org.orgId, 'ann');
  ben = await colleague(hub, red.org.orgId, 'ben');
  inspector = await colleague(hub, red.org.orgId, 'inspector');
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .updateTable('annotation.vendor_member')
      .set({ role: 'inspector' })
      .where('user_id', '=', inspector.userId)
      .execute(),
  );
});
afterAll(() => hub.stop());

const codeOf = (reply: Reply) => [reply.status, reply.body.code];
const claim = async (who: DemandSide, id: string, share?: number) =>
  ok(
    await who.owner.post(`${api}/packages/${id}/claims-by-vendor`, {
      org: who.org.slug,
      ...(share === undefined ? {} : { share }),
    }),
  );
const review = (who: Visitor, id: string, body: Record<string, unknown>) =>
  who.post(`${api}/annotations/${id}/review`, { revision: 1, ...body });
const queueOf = async (who: Visitor, id: string, query = '') =>
  ok(await who.get(`${api}/packages/${id}/review-queue${query}`));

/** Leases one item and submits an answer to it. */
async function label(who: Visitor, packageId: string, value: 'good' | 'bad' = 'good') {
  const [held] = (await lease(who, packageId)).leases;
  const receipt = ok(await submit(who, held.id, choice(value)), 201);
  return { id: receipt.annotationId as string, taskId: held.task.id as string, lease: held };
}

test('an inspector accepts, fixes and returns; what is returned goes to its person first', async () => {
  const project = await activeProject(demand, 4);
  const pack = await openPackage(demand, project.id, { mode: 'open_claim', aql: '2.5' });
  await claim(red, pack.id);
  const made = [
    await label(ann, pack.id),
    await label(ann, pack.id, 'bad'),
    await label(ben, pack.id),
  ];
  const [first, second, third] = made as [any, any, any];

  expect((await queueOf(inspector, pack.id)).items.map((i: any) => i.id)).toEqual([
    first.id,
    second.id,
    third.id,
  ]);
  expect(codeOf(await ann.get(`${api}/packages/${pack.id}/review-queue`))).toEqual([
    403,
    'hub.forbidden',
  ]);
  expect(codeOf(await review(ben, first.id, { decision: 'accept' }))).toEqual([
    403,
    'hub.forbidden',
  ]);
  expect(codeOf(await review(blue.owner, first.id, { decision: 'accept' }))).toEqual([
    404,
    'hub.notFound',
  ]);

  expect(ok(await review(inspector, first.id, { decision: 'accept' }))).toEqual({
    annotationId: first.id,
    state: 'submitted',
    revision: 1,
    decision: 'accept',
    final: false,
  });
  // What was reviewed is no longer its author's to change.
  expect(
    codeOf(
      await ann.send('PUT', `${api}/annotations/${first.id}`, {
        result: choice('bad'),
        revision: 1,
      }),
    ),
  ).toEqual([409, 'annotation.reviewed']);

  expect(codeOf(await review(inspector, second.id, { decision: 'fix' }))).toEqual([
    422,
    'annotation.resultMissing',
  ]);
  const wrong = [{ ...choice('good')[0], value: { choices: ['neither'] } }];
  expect(codeOf(await review(inspector, second.id, { decision: 'fix', result: wrong }))).toEqual([
    422,
    'annotation.badResult',
  ]);
  expect(
    ok(
      await review(inspector, second.id, {
        decision: 'fix',
        result: choice('good'),
        reason: '看错',
      }),
    ),
  ).toEqual({
    annotationId: second.id,
    state: 'submitted',
    revision: 2,
    decision: 'fix',
    final: false,
  });
  expect(ok(await demand.owner.get(`${api}/annotations/${second.id}`)).result).toEqual(
    choice('good'),
  );
  const history = ok(await inspector.get(`${api}/annotations/${second.id}/reviews`));
  expect(history.reviews.map((r: any) => [r.decision, r.side, r.reason, r.revision])).toEqual([
    ['fix', 'vendor', '看错', 1],
  ]);
  expect(history.revisions.map((r: any) => [r.revision, r.result, r.person.id])).toEqual([
    [1, choice('bad'), ann.userId],
  ]);
  expect(codeOf(await review(inspector, second.id, { decision: 'accept' }))).toEqual([
    409,
    'hub.conflict',
  ]);

  expect(codeOf(await review(inspector, third.id, { decision: 'return' }))).toEqual([
    422,
    'annotation.reasonMissing',
  ]);
  ok(await review(inspector, third.id, { decision: 'return', reason: 'look again' }));
  expect(codeOf(await review(inspector, third.id, { decision: 'accept' }))).toEqual([
    409,
    'hub.wrongState',
  ]);
  const bench = ok(await ben.get(`${api}/packages/${pack.id}/workbench`));
  expect([bench.counts.mine, bench.queue.open, bench.queue.submitted]).toEqual([
    { submitted: 0, accepted: 0, returned: 1, skipped: 0, orphaned: 0 },
    2,
    2,
  ]);
  // Another annotator gets the open task, the returned one waits for its person.
  expect((await label(ann, pack.id)).taskId).not.toBe(third.taskId);
  const [again] = (await lease(ben, pack.id)).leases;
  expect([again.task.id, again.attempt, again.returned.reason, again.returned.result]).toEqual([
    third.taskId,
    2,
    'look again',
    choice('good'),
  ]);
  const redone = ok(await submit(ben, again.id, choice('bad')), 201);
  expect((await queueOf(inspector, pack.id, `?person=${ben.userId}`)).items).toMatchObject([
    { id: redone.annotationId, attempt: 2, person: { id: ben.userId, name: 'ben' }, own: false },
  ]);
  expect(
    ok(await ben.get(`${api}/packages/${pack.id}/mine`)).items.map((a: any) => a.state),
  ).toEqual(['submitted', 'replaced']);
  const ids = async (query: string) =>
    (await queueOf(inspector, pack.id, query)).items.map((i: any) => i.id);
  expect(await ids('?label=bad')).toEqual([redone.annotationId]);
  expect(await ids('?label=bad&reviewed=all')).toEqual([redone.annotationId]);
  expect(await ids('?label=good&reviewed=all&limit=1')).toEqual([first.id]);
});

test('nobody reviews what is their own, whatever their role', async () => {
  const project = await activeProject(demand, 1);
  const pack = await openPackage(demand, project.id, { mode: 'open_claim' });
  await claim(red, pack.id);
  const made = await label(red.owner, pack.id);
  expect((await queueOf(red.owner, pack.id)).items.map((i: any) => i.own)).toEqual([true]);
  expect(codeOf(await review(red.owner, made.id, { decision: 'accept' }))).toEqual([
    403,
    'annotation.ownWork',
  ]);
  // Nor does a statement of their own transaction get past the rows' rules.
  const actor = {
    kind: 'user',
    userId: red.owner.userId,
    email: '',
    name: '',
    staff: [],
    orgs: [{ orgId: red.org.orgId, slug: 'red', role: 'owner', approved: true }],
    via: 'session',
    scopes: 'all',
  } as const;
  await expect(
    hub.node.hub.store.write(actor, (trx) =>
      trx
        .insertInto('annotation.review')
        .values({
          id: crypto.randomUUID(),
          annotation_id: made.id,
          package_id: pack.id,
          org_id: demand.org.orgId,
          vendor_org_id: red.org.orgId,
          side: 'vendor',
          reviewer_id: red.owner.userId,
          decision: 'accept',
          reason: null,
          revision: 1,
        })
        .execute(),
    ),
  ).rejects.toThrow(/row-level security/);
  // Without an acceptance plan the demand side's word is final.
  expect(ok(await review(demand.owner, made.id, { decision: 'accept' }))).toMatchObject({
    state: 'accepted',
    final: true,
  });
  const award = ok(await demand.owner.get(`${api}/packages/${pack.id}`)).awards[0];
  expect(award.state).toBe('accepted');
});

test('wrong answers to gold items are shown to the demand side alone', async () => {
  const project = await activeProject(demand, 3);
  const [task] = ok(await demand.owner.get(`${api}/projects/${project.id}/tasks`)).items;
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .updateTable('annotation.task')
      .set({ gold: JSON.stringify(choice('good')) })
      .where('id', '=', task.id)
      .execute(),
  );
  const pack = await openPackage(demand, project.id, { mode: 'open_claim', goldRateBp: 5_000 });
  await claim(red, pack.id);
  for (let n = 0; n < 3; n += 1) {
    const [held] = (await lease(ann, pack.id)).leases;
    if (held) ok(await submit(ann, held.id, choice('bad')), 201);
  }
  const failed = (await queueOf(demand.owner, pack.id, '?gold=failed')).items;
  const all = (await queueOf(demand.owner, pack.id)).items;
  expect(failed).toEqual(all.filter((i: any) => i.goldScore === 0));
  expect(all.every((i: any) => (i.taskId === task.id) === (i.goldScore === 0))).toBe(true);
  expect(
    codeOf(await inspector.get(`${api}/packages/${pack.id}/review-queue?gold=failed`)),
  ).toEqual([403, 'hub.forbidden']);
  expect((await queueOf(inspector, pack.id)).items.some((i: any) => 'goldScore' in i)).toBe(false);
});
