import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import {
  applicant,
  draftOf,
  filledDraft,
  goodAnswers,
  moveRoundTo,
  openRound,
  type Applicant,
  type Person,
} from '#test/support/selection.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let operator: Person;
let alpha: Applicant;
let round: string;
beforeAll(async () => {
  hub = await startHub();
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  alpha = await applicant(hub, 'alpha');
  await applicant(hub, 'beta');
  round = (await openRound(hub, operator)).id;
}, 120_000);
afterAll(() => hub.stop());

const at = (id: string, tail = '') => `/api/v1/selection/applications/${id}${tail}`;

test('a call is public with its rules, form and timetable', async () => {
  const anonymous = new Visitor(hub);
  const { body } = await anonymous.get(`/api/v1/selection/rounds/${round}`);
  expect(body).toMatchObject({ state: 'open', receiving: true, capacity: 10, year: 2026 });
  expect(body.counts).toBeUndefined();
  expect(body.ruleSet).toMatchObject({ programme: 'M8', version: 1, used: true });
  expect(body.ruleSet.rules.map((r: any) => r.key)).toContain('licence');
  const list = await anonymous.get('/api/v1/selection/rounds');
  expect(list.body.items.map((r: any) => r.id)).toEqual([round]);
  const programmes = await anonymous.get('/api/v1/selection/programmes');
  expect(programmes.body.items).toHaveLength(11);
  expect(programmes.body.items.find((p: any) => p.code === 'M8')).toMatchObject({
    kind: 'ranking',
    yearlyCapacity: 10,
    clause: '第八条',
    sourceStatus: 'consultation-draft',
  });
});

test('a draft is saved as one goes, a stale tab is told, and the hub says what is missing', async () => {
  const draft = await draftOf(alpha, round);
  expect(draft).toMatchObject({ state: 'draft', revision: 1, can: ['edit'] });
  expect(draft.number).toBeUndefined();
  expect(draft.problems.map((p: any) => p.field)).toEqual([
    'title',
    'dataset',
    ...['answers/field', 'answers/purpose', 'answers/method', 'answers/contactName'],
    ...['answers/contactEmail', 'answers/summary', 'answers/people', 'answers/truthful'],
  ]);
  const saved = await alpha.send('PUT', at(draft.id), { revision: 1, answers: { purpose: '短' } });
  expect(saved.body).toMatchObject({ revision: 2, answers: { purpose: '短' } });
  const stale = await alpha.send('PUT', at(draft.id), { revision: 1, title: 'x' });
  expect(stale.body.code).toBe('hub.conflict');
  const wrong = await alpha.send('PUT', at(draft.id), {
    revision: 2,
    answers: { purpose: 5, stranger: 'x' },
  });
  expect(wrong.body.errors).toEqual([
    { field: 'answers', code: 'unknown', message: 'names a question that the form does not have' },
    { field: 'answers/purpose', code: 'type', message: 'must be of type string' },
  ]);
  const refused = await alpha.post(at(draft.id, '/submit'), { revision: 2 });
  expect(refused.body.code).toBe('selection.incomplete');
  const gone = await alpha.post(at(draft.id, '/withdraw'), { revision: 2 });
  expect(gone.body.state).toBe('withdrawn');
});

test('only a dataset of an applying organisation is nominated', async () => {
  const draft = await draftOf(alpha, round);
  const wanted = { org: 'beta', name: 'data', version: '1.0.0' };
  const reply = await alpha.send('PUT', at(draft.id), { revision: 1, dataset: wanted });
  expect(reply.body.code).toBe('selection.datasetMissing');
  await alpha.post(at(draft.id, '/withdraw'), { revision: 1 });
});

let first: any;
test('submission freezes a snapshot whose hash anybody recomputes, and gives a number', async () => {
  const draft = await filledDraft(alpha, round);
  expect(draft.problems).toEqual([]);
  const reply = await alpha.post(at(draft.id, '/submit'), { revision: draft.revision });
  expect(reply.status).toBe(200);
  first = reply.body;
  expect(first).toMatchObject({
    state: 'submitted',
    number: expect.stringMatching(/^SEL-2026-\d{6}$/),
  });
  const { body: version } = await alpha.get(at(first.id, '/versions/1'));
  expect(version.sha256).toBe(await sha256Hex(canonicalJson(version.snapshot)));
  expect(version.snapshot).toMatchObject({
    number: first.number,
    version: 1,
    dataset: { org: 'alpha', name: 'data', semver: '1.0.0', manifestDigest: expect.any(String) },
    answers: goodAnswers,
  });
  expect(first.timeline.map((e: any) => [e.command, e.after])).toEqual([
    ['start', 'draft'],
    ['submit', 'submitted'],
  ]);
});

test('a dataset is nominated once a round', async () => {
  const again = await filledDraft(alpha, round);
  const reply = await alpha.post(at(again.id, '/submit'), { revision: again.revision });
  expect([reply.status, reply.body.code]).toEqual([409, 'selection.datasetTaken']);
});

test('returned with a day, corrected, submitted again: one public version, linked history', async () => {
  const back = await operator.post(`/api/v1/operator/selection/applications/${first.id}/return`, {
    revision: first.revision,
    reason: '请补充更新机制',
    dueOn: '2099-12-31',
  });
  expect(back.body).toMatchObject({ state: 'returned', reason: '请补充更新机制' });
  expect(back.body.due).toBe('2099-12-31T16:00:00.000Z');
  const saved = await alpha.send('PUT', at(first.id), {
    revision: back.body.revision,
    answers: { updatePlan: '每日自动更新' },
  });
  const reply = await alpha.post(at(first.id, '/submit'), { revision: saved.body.revision });
  expect(reply.body).toMatchObject({ state: 'submitted', number: first.number });
  expect(reply.body.due).toBeUndefined();
  expect(reply.body.versions.map((v: any) => v.version)).toEqual([2, 1]);
  const old = await alpha.get(at(first.id, '/versions/1'));
  expect(old.body.snapshot.answers).toEqual(goodAnswers);
  const inbox = await alpha.get('/api/v1/notifications');
  const kinds = inbox.body.items.map((n: any) => n.kind as string);
  expect(kinds.filter((kind: string) => kind.startsWith('selection.'))).toEqual([
    'selection.submitted',
    'selection.returned',
    'selection.submitted',
  ]);
});

test('a withdrawn application stays on record and a new one follows it', async () => {
  const { body } = await alpha.get(at(first.id));
  const gone = await alpha.post(at(first.id, '/withdraw'), { revision: body.revision });
  expect(gone.body.state).toBe('withdrawn');
  const next = await draftOf(alpha, round);
  expect(next.supersedes).toBe(first.id);
  const dead = await alpha.send('PUT', at(first.id), { revision: gone.body.revision, title: 'x' });
  expect(dead.body.code).toBe('hub.wrongState');
});

test('the record of the round replays to the stored states', async () => {
  await moveRoundTo(operator, round, 'close', '提前结束');
  const { body } = await operator.get(`/api/v1/operator/selection/rounds/${round}/record`);
  expect(body).toEqual({ events: expect.any(Number), round: true, differing: [] });
});
