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
  textConfig,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';

let hub: TestHub;
let demand: DemandSide;
let red: DemandSide;
let blue: DemandSide;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  blue = await demandSide(hub, 'blue');
});
afterAll(() => hub.stop());

const claim = (who: DemandSide, id: string, share?: number) =>
  who.owner.post(`${api}/packages/${id}/claims-by-vendor`, {
    org: who.org.slug,
    ...(share === undefined ? {} : { share }),
  });
const codeOf = (reply: { status: number; body: any }) => [reply.status, reply.body.code];

test('open claim: first come within the capacity, and nobody sees the others', async () => {
  const project = await activeProject(demand, 5);
  const pack = await openPackage(demand, project.id, {
    mode: 'open_claim',
    maxShare: 3,
    priceFen: '120',
  });
  expect(codeOf(await claim(red, pack.id, 4))).toEqual([409, 'annotation.shareTooLarge']);
  const mine = ok(await claim(red, pack.id, 3));
  expect(mine.awards).toHaveLength(1);
  expect([mine.awards[0].vendor.slug, mine.awards[0].share, mine.awards[0].priceFen]).toEqual([
    'red',
    3,
    '120',
  ]);
  expect(codeOf(await claim(red, pack.id))).toEqual([409, 'hub.duplicate']);
  expect(codeOf(await claim(demand, pack.id))).toEqual([409, 'annotation.ownPackage']);
  const theirs = ok(await claim(blue, pack.id));
  expect(theirs.awards.map((a: any) => [a.vendor.slug, a.share])).toEqual([['blue', 2]]);
  expect([theirs.state, theirs.goldRateBp, theirs.crossRateBp]).toEqual([
    'working',
    undefined,
    undefined,
  ]);
  const all = ok(await demand.owner.get(`${api}/packages/${pack.id}`));
  expect(all.awards.map((a: any) => a.vendor.slug)).toEqual(['red', 'blue']);
  const [held] = (await lease(red.owner, pack.id)).leases;
  expect((await blue.owner.get(`${api}/tasks/${held.task.id}`)).status).toBe(404);
  expect((await submit(blue.owner, held.id)).status).toBe(404);
  const received = ok(await submit(red.owner, held.id), 201);
  expect((await blue.owner.get(`${api}/annotations/${received.annotationId}`)).status).toBe(404);
  expect(ok(await demand.owner.get(`${api}/annotations/${received.annotationId}`)).result).toEqual(
    choice('good'),
  );
});

test('sealed bids: nobody reads one before the deadline, then the award follows the bid', async () => {
  const project = await activeProject(demand, 4);
  const pack = await openPackage(demand, project.id, {
    mode: 'sealed_bids',
    bidDeadline: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const bid = (who: DemandSide, priceFen: string, share: number) =>
    who.owner.post(`${api}/packages/${pack.id}/bids`, { org: who.org.slug, priceFen, share });
  ok(await bid(red, '90', 4));
  const changed = ok(await bid(red, '80', 4));
  expect(changed.items.map((b: any) => [b.priceFen, b.state])).toEqual([['80', 'sealed']]);
  ok(await bid(blue, '70', 2));
  const bidsFor = async (who: DemandSide) =>
    ok(await who.owner.get(`${api}/packages/${pack.id}/bids`)).items.map((b: any) => b.vendor.slug);
  expect(await bidsFor(demand)).toEqual([]);
  expect(await bidsFor(red)).toEqual(['red']);
  // Not even SQL of the demand side's own transaction sees a row.
  const membership = {
    orgId: demand.org.orgId,
    slug: 'demand',
    role: 'owner',
    approved: true,
  } as const;
  const rows = await hub.node.hub.store.read(
    {
      kind: 'user',
      userId: demand.owner.userId,
      email: '',
      name: '',
      staff: ['operator', 'admin'],
      orgs: [membership],
      via: 'session',
      scopes: 'all',
    },
    (db) => db.selectFrom('annotation.bid').selectAll().execute(),
  );
  expect(rows).toEqual([]);
  const awards = [
    { org: 'blue', share: 2 },
    { org: 'red', share: 2 },
  ];
  const decide = () =>
    demand.owner.post(`${api}/packages/${pack.id}/award`, { revision: pack.revision, awards });
  expect(codeOf(await decide())).toEqual([409, 'annotation.bidsSealed']);
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .updateTable('annotation.package')
      .set({ bid_deadline: new Date(Date.now() - 1000) })
      .where('id', '=', pack.id)
      .execute(),
  );
  expect(codeOf(await bid(red, '60', 4))).toEqual([409, 'annotation.biddingOver']);
  expect(await bidsFor(demand)).toEqual(['blue', 'red']);
  const done = ok(await decide());
  expect(done.awards.map((a: any) => [a.vendor.slug, a.share, a.priceFen])).toEqual([
    ['blue', 2, '70'],
    ['red', 2, '80'],
  ]);
  expect(await bidsFor(red)).toEqual(['red']);
});

test('an invitation is for the invited alone', async () => {
  const project = await activeProject(demand, 2);
  const pack = await openPackage(demand, project.id, { mode: 'invitation' });
  expect((await red.owner.get(`${api}/packages/${pack.id}`)).status).toBe(404);
  ok(await demand.owner.post(`${api}/packages/${pack.id}/invite`, { org: 'red', share: 1 }));
  expect(ok(await red.owner.get(`${api}/packages/${pack.id}`)).may.claim).toBe(true);
  expect((await claim(blue, pack.id)).status).toBe(404);
  expect(codeOf(await claim(red, pack.id, 2))).toEqual([409, 'annotation.shareTooLarge']);
  expect(ok(await claim(red, pack.id)).awards[0].share).toBe(1);
  expect(codeOf(await claim(red, pack.id))).toEqual([403, 'annotation.notInvited']);
});

test('blind overlap: two vendors do the same tasks and neither can tell', async () => {
  const project = await activeProject(demand, 6);
  const pack = await openPackage(demand, project.id, {
    mode: 'blind_overlap',
    crossRateBp: 10_000,
  });
  const body = {
    revision: pack.revision,
    awards: [
      { org: 'red', share: 3 },
      { org: 'blue', share: 3 },
    ],
  };
  const done = ok(await demand.owner.post(`${api}/packages/${pack.id}/award`, body));
  expect(done.awards.map((a: any) => a.share)).toEqual([6, 6]);
  const texts = async (who: DemandSide) => {
    const { leases } = await lease(who.owner, pack.id, 10);
    expect(Object.keys(leases[0]).toSorted()).toEqual(
      ['attempt', 'draft', 'expiresAt', 'id', 'mode', 'returned', 'slotId', 'task'].toSorted(),
    );
    return leases.map((l: any) => l.task.data.text).toSorted();
  };
  expect(await texts(red)).toEqual(await texts(blue));
});

test('a test comes before the work: failing bars, passing opens, and says why', async () => {
  const project = ok(
    await demand.owner.post(`${api}/projects`, {
      org: 'demand',
      title: 'T',
      labelConfig: textConfig,
    }),
    201,
  );
  const gold = Array.from({ length: 6 }, (_, n) => ({
    data: { text: `known ${n}` },
    annotations: [{ ground_truth: true, result: choice('good') }],
  }));
  const items = [...gold, { text: 'work 1' }, { text: 'work 2' }];
  ok(await demand.owner.post(`${api}/projects/${project.id}/imports`, { items }), 201);
  ok(await demand.owner.post(`${api}/projects/${project.id}/activate`, { revision: 1 }));
  const pack = await openPackage(demand, project.id, {
    mode: 'open_claim',
    qualification: { count: 2, passPpm: 900_000 },
    goldRateBp: 5_000,
  });
  expect(pack.taskCount).toBe(2);
  expect(codeOf(await claim(red, pack.id))).toEqual([403, 'annotation.vendorNotQualified']);
  const path = `${api}/packages/${pack.id}/qualification`;
  const take = async (answer: 'good' | 'bad') => {
    const begun = ok(await red.owner.post(path));
    expect([begun.state, begun.tasks.length]).toEqual(['open', 2]);
    const answers = begun.tasks.map((t: any) => ({ taskId: t.id, result: choice(answer) }));
    return ok(await red.owner.post(`${path}/answers`, { answers }));
  };
  const failed = await take('bad');
  expect([failed.state, failed.scorePpm, failed.attemptsLeft]).toEqual(['failed', 0, 2]);
  expect(codeOf(await claim(red, pack.id))).toEqual([403, 'annotation.vendorNotQualified']);
  expect((await take('good')).state).toBe('passed');
  ok(await claim(red, pack.id));

  const worker = await colleague(hub, red.org.orgId, 'untested');
  const refused = await worker.post(`${api}/packages/${pack.id}/leases`, {
    count: 1,
    mode: 'online',
  });
  expect(codeOf(refused)).toEqual([403, 'annotation.notQualified']);

  // Two known items are left unseen: they come among the work and count for nothing but the score.
  const seen: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    const [held] = (await lease(red.owner, pack.id)).leases;
    if (!held) break;
    seen.push(held.task.data.text);
    expect((await submit(red.owner, held.id)).status).toBe(201);
  }
  expect(seen.filter((t) => t.startsWith('work')).toSorted()).toEqual(['work 1', 'work 2']);
  const end = ok(await red.owner.get(`${api}/packages/${pack.id}/workbench`));
  expect([end.queue.state, end.queue.submitted, end.queue.total]).toEqual(['done', 2, 2]);
});

test('answers that disagree ask for one more, up to the maximum', async () => {
  const people = [];
  for (const n of [1, 2, 3, 4]) people.push(await colleague(hub, demand.org.orgId, `dynamic-${n}`));
  const project = await activeProject(demand, 1);
  const pack = await openPackage(demand, project.id, {
    overlap: 2,
    overlapMax: 3,
    agreementThresholdPpm: 800_000,
  });
  const answers = ['good', 'bad', 'good'] as const;
  for (const [n, answer] of answers.entries()) {
    const who = people[n] as (typeof people)[number];
    const { leases } = await lease(who, pack.id, 2);
    expect(leases).toHaveLength(1);
    expect((await submit(who, leases[0].id, choice(answer))).status).toBe(201);
  }
  const last = await lease(people[3] as (typeof people)[number], pack.id);
  expect([last.leases, last.queue.state, last.queue.total]).toEqual([[], 'done', 3]);
});

test('a result that does not fit the configuration is refused by region, and nothing is stored', async () => {
  const project = await activeProject(demand, 1);
  const pack = await openPackage(demand, project.id);
  const [held] = (await lease(demand.owner, pack.id)).leases;
  const bad = await submit(demand.owner, held.id, [
    { id: 'r1', from_name: 'nobody', to_name: 'text', type: 'choices', value: { choices: ['x'] } },
  ]);
  expect([bad.status, bad.body.code, bad.body.errors[0].field]).toEqual([
    422,
    'annotation.badResult',
    'result/0',
  ]);
  expect(ok(await demand.owner.get(`${api}/packages/${pack.id}/mine`)).items).toEqual([]);
  expect((await submit(demand.owner, held.id)).status).toBe(201);
});
