import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { deliberatedRound, type DeliberationWorld } from '#test/support/deliberation-world.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { asOwner } from '#test/support/notices.ts';
import { organisation, person } from '#test/support/people.ts';
import { registered, type Expert } from '#test/support/review.ts';
import { moveRoundTo, type Person } from '#test/support/selection.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let operator: Person;
let approver: Person;
let experts: Expert[];
let world: DeliberationWorld;
const at = '/api/v1/operator/selection';
const by = systemActor('test');

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  approver = await person(hub, 'approver', { staffRole: 'approver' });
  const owner = await person(hub, 'alpha');
  const org = await organisation(hub, 'alpha', owner.email);
  experts = [await registered(hub, 'e1'), await registered(hub, 'e2')];
  world = await deliberatedRound(hub, 2026, experts, [
    { org, scores: [90, 80] },
    { org, scores: [70, 60] },
  ]);
}, 180_000);
afterAll(() => hub.stop());

const sheet = async (who: Visitor) => who.get(`${at}/rounds/${world.id}/decision`);
const step = async () => (await operator.get(`${at}/rounds/${world.id}/next-step`)).body;
const text = {
  title: { zh: '拟入选公示', en: 'Proposed' },
  body: { zh: '现予公示。', en: 'Open to objections.' },
};

async function proposed(): Promise<void> {
  const [a, b] = world.applications as [string, string];
  await operator.send('PUT', `${at}/rounds/${world.id}/deliberation`, {
    revision: 0,
    heldOn: '2026-11-20',
    minutes: '评议记录',
    present: experts.map((e) => e.userId),
  });
  const { items } = (await operator.get(`${at}/rounds/${world.id}/deliberation`)).body;
  const { revision } = items.find((i: any) => i.application === a);
  await operator.post(`${at}/applications/${a}/shortlist`, { revision, shortlisted: true });
  await operator.send('PUT', `${at}/applications/${b}/minutes`, {
    revision: 0,
    minutes: '覆盖面不足',
    reason: '覆盖面不足',
  });
  const made = await operator.post(`${at}/rounds/${world.id}/decisions`, { selected: [a] });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
}

test('the approver reads list, reasons, minutes and who proposed; the proposer and a reviewer are refused', async () => {
  expect((await sheet(approver)).body).toMatchObject({ earlier: [], mayApprove: false });
  expect(await step()).toMatchObject({ step: 'notice', ready: false });
  await proposed();
  const seen = (await sheet(approver)).body;
  expect(seen).toMatchObject({
    decision: { number: 1, state: 'proposed', proposedBy: 'operator' },
    minutes: [{ application: world.applications[1], text: '覆盖面不足' }],
    notice: { workingDays: 5, least: 5, written: false },
    mayApprove: true,
    mayWrite: false,
  });
  expect(seen.present.toSorted()).toEqual(['e1', 'e2']);
  expect((await sheet(new Visitor(hub))).status).toBe(401);
  expect((await sheet(experts[0] as Expert)).status).toBe(404);
  expect((await sheet(operator)).body).toMatchObject({ mayApprove: false, mayWrite: true });
  await asOwner(hub, (client) =>
    client.query(`update identity.person set staff_roles = array['approver'] where user_id = $1`, [
      experts[0]?.userId,
    ]),
  );
  const reviewer = (await sheet(experts[0] as Expert)).body;
  expect([reviewer.mayApprove, reviewer.refusal?.en]).toEqual([
    false,
    'Who reviewed in this round neither proposes nor approves its decision.',
  ]);
});

test('the notice opens with the text and the length that the officers wrote', async () => {
  const { decision } = (await sheet(operator)).body;
  const write = (revision: number, workingDays: number) =>
    operator.send('PUT', `${at}/decisions/${decision.id}/notice-text`, {
      ...text,
      revision,
      workingDays,
    });
  expect((await write(decision.revision, 4)).body).toMatchObject({
    code: 'decision.noticeShort',
    least: 5,
  });
  expect((await write(decision.revision, 7)).body).toMatchObject({
    notice: { ...text, workingDays: 7, written: true },
  });
  expect((await write(decision.revision, 9)).body.code).toBe('hub.conflict');
  const approve = (revision: number) =>
    approver.post(`/api/v1/approver/decisions/${decision.id}/approve`, { revision });
  // Who looked at the former text does not approve this one.
  expect((await approve(decision.revision)).body.code).toBe('hub.conflict');
  const approved = await approve(decision.revision + 1);
  const notice = await new Visitor(hub).get(`/api/v1/notices/${approved.body.notice}`);
  expect(notice.body).toMatchObject({ ...text, workingDays: 7, state: 'open' });
  expect(await step()).toMatchObject({ step: 'publish', ready: false, notice: notice.body.id });
  expect((await write(decision.revision + 2, 7)).body.code).toBe('hub.wrongState');
});

test('a notice goes back to the deliberation with a reason, and what was decided falls', async () => {
  const state = async () => (await operator.get(`/api/v1/selection/rounds/${world.id}`)).body.state;
  const states = async () =>
    (await operator.get(`${at}/rounds/${world.id}/deliberation`)).body.items.map(
      (i: any) => i.state,
    );
  expect([await state(), await states()]).toEqual(['noticing', ['noticed', 'not_selected']]);
  const silent = await moveRoundTo(operator, world.id, 'backToDeliberating');
  expect([silent.body.code, await state()]).toEqual(['selection.reasonMissing', 'noticing']);
  const back = await moveRoundTo(operator, world.id, 'backToDeliberating', '公示名单有误');
  expect([back.status, await state()]).toEqual([200, 'deliberating']);
  expect(await states()).toEqual(['shortlisted', 'under_review']);
  const { earlier, decision } = (await sheet(operator)).body;
  expect([decision, earlier.map((d: any) => d.state)]).toEqual([undefined, ['superseded']]);
  const record = await operator.get(`${at}/rounds/${world.id}/record`);
  expect(record.body).toMatchObject({ round: true, differing: [] });
});

test('the deliberation begins when every review is in, ends the review, and goes back with a reason', async () => {
  const owner = await person(hub, 'beta');
  const org = await organisation(hub, 'beta', owner.email);
  const other = await deliberatedRound(hub, 2027, experts, [{ org, scores: [80, 70] }]);
  const next = async () => (await operator.get(`${at}/rounds/${other.id}/next-step`)).body;
  const state = async () => (await operator.get(`/api/v1/selection/rounds/${other.id}`)).body.state;
  expect((await moveRoundTo(operator, other.id, 'backToReviewing')).body.code).toBe(
    'selection.reasonMissing',
  );
  const back = await moveRoundTo(operator, other.id, 'backToReviewing', '补充评审');
  expect([back.status, await state()]).toEqual([200, 'reviewing']);
  const review = (to: string) =>
    hub.node.hub.store.write(by, async (trx) => {
      await trx
        .updateTable('review.assignment')
        .set({ state: to as 'draft' })
        .where('item_id', 'in', (eb) =>
          eb
            .selectFrom('review.item')
            .select('id')
            .where('subject_id', '=', other.applications[0] ?? ''),
        )
        .execute();
      await recordAudit(trx, by, { action: 'test', objectType: 'test', objectId: 'test' });
    });
  await review('reopened');
  expect(await next()).toMatchObject({ step: 'deliberate', ready: false });
  expect((await moveRoundTo(operator, other.id, 'deliberate')).body.code).toBe(
    'selection.reviewsWaiting',
  );
  await review('submitted');
  const { board, ready } = await next();
  expect(ready).toBe(true);
  expect((await moveRoundTo(operator, other.id, 'deliberate')).status).toBe(200);
  const ended = await operator.get(`/api/v1/operator/review/boards/${board}`);
  expect([await state(), ended.body.state]).toEqual(['deliberating', 'closed']);
  expect((await moveRoundTo(operator, other.id, 'backToReviewing', '再审')).status).toBe(200);
  const again = await operator.get(`/api/v1/operator/review/boards/${board}`);
  expect([await state(), again.body.state]).toEqual(['reviewing', 'open']);
});
