import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { plainDataset, type PlainDataset } from '#test/support/datasets.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { mailFor, Visitor } from '#test/support/visitor.ts';

type Person = Awaited<ReturnType<typeof person>>;
let hub: TestHub;
let owner: Person;
let operator: Person;
let org: { orgId: string; slug: string };
beforeAll(async () => {
  hub = await startHub();
  owner = await person(hub, 'owner');
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  org = await organisation(hub, 'provider', owner.email);
});
afterAll(() => hub.stop());

const rowOf = (dataset: PlainDataset) =>
  hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('catalog.dataset')
      .select(['state', 'state_reason', 'revision'])
      .where('id', '=', dataset.id)
      .executeTakeFirstOrThrow(),
  );
const moderate = async (who: Visitor, dataset: PlainDataset, command: string, reason: string) => {
  const { revision } = await rowOf(dataset);
  const path = `/api/v1/operator/datasets/${dataset.org}/${dataset.name}/${command}`;
  return who.post(path, { revision, reason });
};

test('anybody reports, only operators read it, and the author learns the decision', async () => {
  const dataset = await plainDataset(hub, org, 'reported');
  const passer = new Visitor(hub);
  const body = { kind: 'personal-data', text: 'column 3 holds phones', email: 'passer@example.cn' };
  const reported = await passer.post(`${dataset.path}/reports`, body);
  expect([reported.status, reported.body]).toEqual([201, { id: reported.body.id, state: 'open' }]);
  const list = '/api/v1/operator/reports?state=open';
  const wanted = {
    id: reported.body.id,
    dataset: { id: dataset.id, org: 'provider', name: 'reported' },
    ...body,
    state: 'open',
    decision: null,
    decidedAt: null,
  };
  const items = (await operator.get(list)).body.items;
  expect(items).toEqual([{ ...wanted, createdAt: items[0].createdAt }]);
  for (const who of [passer, owner]) {
    const hidden = await who.get(list);
    expect(hidden.status).toBe(who === passer ? 401 : 404);
  }
  const decide = `/api/v1/operator/reports/${reported.body.id}/decide`;
  const done = await operator.post(decide, { decision: 'column removed', uphold: true });
  expect([done.status, done.body.state, done.body.decision]).toEqual([
    200,
    'upheld',
    'column removed',
  ]);
  const again = await operator.post(decide, { decision: 'no', uphold: false });
  expect([again.status, again.body.code]).toEqual([409, 'hub.wrongState']);
  const letter = await mailFor(hub, (m) => m.to === 'passer@example.cn');
  expect(letter.text).toContain('column removed');
});

test('what cannot be seen cannot be reported', async () => {
  const inside = await plainDataset(hub, org, 'inside', { visibility: 'organisation' });
  const draft = await plainDataset(hub, org, 'draft', { state: 'draft' });
  const body = { kind: 'other', text: 'x' };
  for (const path of [inside.path, draft.path, '/api/v1/datasets/provider/nothing']) {
    const reply = await new Visitor(hub).post(`${path}/reports`, body);
    expect([reply.status, reply.body.code]).toEqual([404, 'hub.notFound']);
  }
});

test('reports of one address are limited, and the answer says for how long', async () => {
  const dataset = await plainDataset(hub, org, 'flooded');
  const flooder = await person(hub, 'flooder');
  const send = () => flooder.post(`${dataset.path}/reports`, { kind: 'other', text: 'again' });
  const statuses: number[] = [];
  for (let i = 0; i < 11; i += 1) statuses.push((await send()).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
  const last = await send();
  expect(last.body.code).toBe('hub.tooMany');
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(3000);
});

test('a suspended dataset is read by its organisation and staff alone until it is restored', async () => {
  const dataset = await plainDataset(hub, org, 'suspended', { visibility: 'gated' });
  const reader = await person(hub, 'suspended-reader');
  const terms = `${dataset.path}/access-terms`;
  const statusOf = async (who: Visitor) => (await who.get(terms)).status;
  const everybody = async () =>
    Promise.all([new Visitor(hub), reader, owner, operator].map(statusOf));
  expect(await everybody()).toEqual([200, 200, 200, 200]);
  const stale = await operator.post('/api/v1/operator/datasets/provider/suspended/suspend', {
    revision: 99,
    reason: 'phones',
  });
  expect([stale.status, stale.body.code]).toEqual([409, 'hub.conflict']);
  const done = await moderate(operator, dataset, 'suspend', 'holds phones');
  expect([done.status, done.body.reason, done.body.liftedAt]).toEqual([200, 'holds phones', null]);
  expect(await rowOf(dataset)).toEqual({
    state: 'suspended',
    state_reason: 'holds phones',
    revision: 2,
  });
  expect(await everybody()).toEqual([403, 403, 200, 200]);
  expect((await reader.get(terms)).body.code).toBe('catalog.suspended');
  const listed = (await operator.get('/api/v1/operator/suspensions')).body.items;
  expect(listed.map((s: { dataset: { name: string } }) => s.dataset.name)).toEqual(['suspended']);
  const told = await mailFor(hub, (m) => m.to === owner.email && /Suspended/.test(m.subject));
  expect(told.text).toContain('Reason: holds phones');
  const twice = await moderate(operator, dataset, 'suspend', 'again');
  expect([twice.status, twice.body.code]).toEqual([409, 'hub.wrongState']);

  const restored = await moderate(operator, dataset, 'restore', 'phones removed');
  expect([restored.status, restored.body.liftedReason]).toEqual([200, 'phones removed']);
  expect(await rowOf(dataset)).toEqual({ state: 'published', state_reason: null, revision: 3 });
  expect(await everybody()).toEqual([200, 200, 200, 200]);
  const list = '/api/v1/operator/suspensions?state=';
  const lifted = (await operator.get(`${list}lifted`)).body.items;
  expect(lifted).toEqual([restored.body]);
  expect((await operator.get(`${list}open`)).body.items).toEqual([]);
  const nothing = await moderate(operator, dataset, 'restore', 'x');
  expect([nothing.status, nothing.body.code]).toEqual([409, 'moderation.notSuspended']);
});

test('an appeal is decided by another operator than who suspended, once there is one', async () => {
  const dataset = await plainDataset(hub, org, 'appealed');
  await moderate(operator, dataset, 'suspend', 'looks wrong');
  const early = await plainDataset(hub, org, 'unharmed');
  const none = await owner.post(`${early.path}/appeals`, { text: 'why?' });
  expect([none.status, none.body.code]).toEqual([409, 'moderation.notSuspended']);
  const appeal = await owner.post(`${dataset.path}/appeals`, { text: 'it is right' });
  expect([appeal.status, appeal.body]).toEqual([
    201,
    {
      id: appeal.body.id,
      dataset: { id: dataset.id, org: 'provider', name: 'appealed' },
      suspension: 'looks wrong',
      text: 'it is right',
      state: 'open',
      decision: null,
      createdAt: appeal.body.createdAt,
      decidedAt: null,
    },
  ]);
  const second = await owner.post(`${dataset.path}/appeals`, { text: 'again' });
  expect([second.status, second.body.code]).toEqual([409, 'moderation.appealOpen']);
  const stranger = await person(hub, 'stranger');
  const foreign = await stranger.post(`${dataset.path}/appeals`, { text: 'me too' });
  expect([foreign.status, foreign.body.code]).toEqual([403, 'catalog.suspended']);

  const path = `/api/v1/operator/appeals/${appeal.body.id}/decide`;
  const other = await person(hub, 'other-operator', { staffRole: 'operator' });
  const same = await operator.post(path, { decision: 'mine', grant: false });
  expect([same.status, same.body.code]).toEqual([403, 'moderation.sameOperator']);
  const refused = await other.post(path, { decision: 'still wrong', grant: false });
  expect([refused.status, refused.body.state]).toEqual([200, 'refused']);
  expect((await rowOf(dataset)).state).toBe('suspended');
  await mailFor(
    hub,
    (m) => m.to === owner.email && m.subject === 'Banyan: Appeal refused: provider/appealed',
  );

  const next = await owner.post(`${dataset.path}/appeals`, { text: 'corrected now' });
  const granted = await other.post(`/api/v1/operator/appeals/${next.body.id}/decide`, {
    decision: 'corrected',
    grant: true,
  });
  expect([granted.status, granted.body.state, granted.body.decision]).toEqual([
    200,
    'granted',
    'corrected',
  ]);
  expect((await rowOf(dataset)).state).toBe('published');
  const open = (await other.get('/api/v1/operator/suspensions')).body.items;
  expect(open).toEqual([]);
  const mine = (await owner.get(`${dataset.path}/appeals`)).body.items;
  expect(mine.map((a: { state: string }) => a.state)).toEqual(['granted', 'refused']);
});

test('an operator does not decide about the own organisation', async () => {
  const judge = await person(hub, 'judge', { staffRole: 'operator' });
  const own = await organisation(hub, 'judges', judge.email);
  const dataset = await plainDataset(hub, own, 'theirs');
  const reply = await moderate(judge, dataset, 'suspend', 'x');
  expect([reply.status, reply.body.code]).toEqual([403, 'moderation.ownOrganisation']);
});

test('moderation exists for operators alone', async () => {
  const dataset = await plainDataset(hub, org, 'untouched');
  for (const [staffRole, status] of [
    ['approver', 404],
    ['auditor', 404],
    ['admin', 404],
    [undefined, 404],
  ] as const) {
    const name = `not-${staffRole ?? 'staff'}`;
    const who = await person(hub, name, staffRole ? { staffRole } : {});
    expect((await moderate(who, dataset, 'suspend', 'x')).status).toBe(status);
    expect((await who.get('/api/v1/worklist')).body).toEqual({ items: [], counts: [] });
  }
  expect((await moderate(new Visitor(hub), dataset, 'suspend', 'x')).status).toBe(401);
  expect((await rowOf(dataset)).state).toBe('published');
});

test('the worklist shows what waits, oldest first, with the size of each queue', async () => {
  const before = (await operator.get('/api/v1/worklist')).body;
  const applicant = await person(hub, 'applicant');
  await organisation(hub, 'waiting-org', applicant.email, false);
  const dataset = await plainDataset(hub, org, 'worklisted');
  await applicant.post(`${dataset.path}/reports`, { kind: 'rights', text: 'mine' });
  const suspect = await plainDataset(hub, org, 'worklist-suspect');
  await moderate(operator, suspect, 'suspend', 'x');
  await owner.post(`${suspect.path}/appeals`, { text: 'no' });
  const after = (await operator.get('/api/v1/worklist')).body;
  const sizes = (list: { counts: { kind: string; count: number }[] }) =>
    Object.fromEntries(list.counts.map((c) => [c.kind, c.count]));
  const was = sizes(before);
  expect(sizes(after)).toEqual({
    ...was,
    organisation: (was['organisation'] ?? 0) + 1,
    report: (was['report'] ?? 0) + 1,
    appeal: (was['appeal'] ?? 0) + 1,
  });
  const since = after.items.map((i: { since: string }) => i.since);
  expect(since).toEqual(since.toSorted());
  const last = after.items.slice(-3) as { kind: string; title: object; href: string }[];
  expect(last.map(({ kind, title, href }) => ({ kind, title, href }))).toEqual([
    {
      kind: 'organisation',
      title: {
        zh: '机构待审核：机构 waiting-org',
        en: 'Organisation to approve: Organisation waiting-org',
      },
      href: '/operator/organisations?of=waiting-org',
    },
    {
      kind: 'report',
      title: { zh: '举报待处理：数据集 worklisted', en: 'Report to decide: Dataset worklisted' },
      href: '/operator/reports?of=provider%2Fworklisted',
    },
    {
      kind: 'appeal',
      title: {
        zh: '申诉待处理：数据集 worklist-suspect',
        en: 'Appeal to decide: Dataset worklist-suspect',
      },
      href: '/operator/appeals?of=provider%2Fworklist-suspect',
    },
  ]);
});
