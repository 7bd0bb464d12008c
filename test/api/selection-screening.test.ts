import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { selectionJobs } from '#src/selection/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import {
  applicant,
  draftOf,
  filledDraft,
  moveRoundTo,
  openRound,
  submitted,
  type Applicant,
  type Person,
} from '#test/support/selection.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let operator: Person;
let second: Person;
let good: Applicant;
let bare: Applicant;
let round: string;
let applications: { good: any; bare: any; draft: any };
const licence = { licence: { name: 'Own terms', text: 'As agreed.' } };
beforeAll(async () => {
  // Without background work there is no scorecard: its rule is unknown.
  hub = await startHub({ jobs: false });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  second = await person(hub, 'second', { staffRole: 'operator' });
  good = await applicant(hub, 'good');
  bare = await applicant(hub, 'bare', licence);
  round = (await openRound(hub, operator)).id;
  applications = {
    draft: await draftOf(good, round),
    good: await submitted(good, round),
    bare: await submitted(bare, round),
  };
}, 120_000);
afterAll(() => hub.stop());

const at = (id: string, tail = '') => `/api/v1/selection/applications/${id}${tail}`;
const decide = (id: string, tail: string, body: object, by: Visitor = operator) =>
  by.post(`/api/v1/operator/selection/applications/${id}/${tail}`, body);
const revisionOf = async (id: string) => (await operator.get(at(id))).body.revision;

async function waive(id: string, rule: string): Promise<void> {
  const proposed = await decide(id, 'waivers', { rule, reason: '经核实可豁免' });
  expect(proposed.status).toBe(200);
  const { body } = await operator.get(at(id, '/eligibility'));
  const { waiver } = body.checks.find((c: any) => c.rule === rule);
  const own = await operator.post(`/api/v1/operator/selection/waivers/${waiver.id}/decide`, {
    decision: 'approved',
  });
  expect(own.body.code).toBe('selection.samePerson');
  const other = await second.post(`/api/v1/operator/selection/waivers/${waiver.id}/decide`, {
    decision: 'approved',
  });
  expect(other.status).toBe(200);
}

test('the provider sees what to change before submitting', async () => {
  const other = await filledDraft(bare, round, { updatePlan: '' });
  const { body } = await bare.get(at(other.id, '/eligibility'));
  expect(body.eligible).toBe(false);
  const rule = body.checks.find((c: any) => c.rule === 'licence');
  expect(rule).toMatchObject({
    result: 'fail',
    evidence: { 'version.licenceFiles': 0, 'licence.spdx': '' },
  });
  expect(body.counterfactual.en).toMatch(/one more file with a licence/i);
});

test('applications are their organisations’ and, once submitted, the officers’', async () => {
  const { draft, good: sent } = applications;
  for (const [who, id, status] of [
    [bare, sent.id, 404],
    [bare, draft.id, 404],
    [operator, draft.id, 404],
    [operator, sent.id, 200],
    [new Visitor(hub), sent.id, 401],
  ] as const)
    expect((await who.get(at(id))).status).toBe(status);
  const seen = await operator.get(`/api/v1/operator/selection/rounds/${round}/applications`);
  expect(seen.body.items.map((a: any) => a.id).toSorted()).toEqual(
    [sent.id, applications.bare.id].toSorted(),
  );
  const call = `/api/v1/selection/rounds/${round}`;
  const bodies = await Promise.all([good, bare, new Visitor(hub)].map((who) => who.get(call)));
  for (const { body } of bodies) expect(body).toEqual(bodies[0]?.body);
  expect(bodies[0]?.body.counts).toBeUndefined();
});

test('numbers tell nothing of how many there are', () => {
  const [a, b] = [applications.good.number, applications.bare.number];
  expect(a).not.toBe(b);
  expect(Math.abs(Number(a.slice(-6)) - Number(b.slice(-6)))).not.toBe(1);
});

test('nothing is screened before the round is', async () => {
  const reply = await decide(applications.good.id, 'screen', {
    revision: applications.good.revision,
  });
  expect(reply.body.code).toBe('hub.wrongState');
});

test('a failed or unknown rule keeps it out until a second person approves a waiver', async () => {
  await moveRoundTo(operator, round, 'close', '提前结束');
  await moveRoundTo(operator, round, 'screen');
  const { id } = applications.good;
  const { body: before } = await operator.get(at(id, '/eligibility'));
  const open = before.checks.filter((c: any) => c.result !== 'pass').map((c: any) => c.rule);
  expect(open).toEqual(['quality']);
  const early = await decide(id, 'screen', { revision: await revisionOf(id) });
  expect(early.body.code).toBe('selection.notEligible');
  const passed = await decide(id, 'waivers', { rule: 'licence', reason: 'x' });
  expect(passed.body.code).toBe('selection.ruleNotWaivable');
  await waive(id, 'quality');
  const done = await decide(id, 'screen', { revision: await revisionOf(id) });
  expect(done.body.state).toBe('screened');
});

test('the round is not reviewed while an application is undecided', async () => {
  const reply = await moveRoundTo(operator, round, 'review');
  expect(reply.body).toMatchObject({ code: 'selection.undecided', submitted: 1, returned: 0 });
});

test('a refusal names the rules and the smallest change that would have passed', async () => {
  const { id } = applications.bare;
  await waive(id, 'quality');
  const reply = await decide(id, 'refuse', {
    revision: await revisionOf(id),
    reason: '许可不明确',
  });
  expect(reply.body.state).toBe('ineligible');
  const { body } = await bare.get(at(id));
  const refusal = body.timeline.at(-1);
  expect(refusal).toMatchObject({
    command: 'refuse',
    reason: '许可不明确',
    details: {
      rules: ['licence'],
      counterfactual: { en: 'One more file with a licence would have passed.' },
    },
  });
  expect(JSON.stringify(body.timeline)).not.toContain('proposeWaiver');
});

test('an officer does not decide about the own organisation', async () => {
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('identity.member')
      .values({ org_id: good.orgId, user_id: second.userId, role: 'member' })
      .execute(),
  );
  const { id } = applications.good;
  const body = { revision: await revisionOf(id), reason: 'x' };
  expect((await decide(id, 'rescreen', body, second)).body.code).toBe('selection.ownOrganisation');
});

test('review opens a board with what was screened in, without names where it is double blind', async () => {
  const reply = await moveRoundTo(operator, round, 'review');
  expect(reply.body).toMatchObject({ state: 'reviewing' });
  const items = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db.selectFrom('review.item').selectAll().execute(),
  );
  expect(items.map((i) => i.subject_id)).toEqual([applications.good.id]);
  expect(items[0]?.people).toEqual(['林一', '陈二']);
  for (const name of ['good', '林一', '陈二', 'lin@example.cn'])
    expect(`${items[0]?.title} ${items[0]?.summary}`).not.toContain(name);
  const { body } = await good.get(at(applications.good.id));
  expect(body.state).toBe('under_review');
});

test('a withdrawal under review takes the item out of the board', async () => {
  const { id } = applications.good;
  const { body } = await good.get(at(id));
  const gone = await good.post(at(id, '/withdraw'), { revision: body.revision, reason: '撤回' });
  expect(gone.body.state).toBe('withdrawn');
  const leave = selectionJobs(hub.node.hub)['selection.leave-review'];
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  // A job runs at least once.
  for (const _ of [1, 2]) await leave?.({ application: id }, context);
  const items = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db.selectFrom('review.item').select('state').execute(),
  );
  expect(items).toEqual([{ state: 'withdrawn' }]);
});

test('the whole record replays', async () => {
  const { body } = await operator.get(`/api/v1/operator/selection/rounds/${round}/record`);
  expect(body).toEqual({ events: expect.any(Number), round: true, differing: [] });
});
