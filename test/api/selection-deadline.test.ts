import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectionJobs } from '#src/selection/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import {
  applicant,
  filledDraft,
  openRound,
  submitted,
  type Applicant,
  type Person,
} from '#test/support/selection.ts';

let hub: TestHub;
let operator: Person;
let alpha: Applicant;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  alpha = await applicant(hub, 'alpha');
}, 120_000);
afterAll(() => hub.stop());

const system = systemActor('test');
const receives = (at: string) =>
  hub.node.hub.store.read(system, async (db) => {
    const { rows } = await sql<{ yes: boolean }>`select selection.receives('2026-01-05 00:00:00+08',
      (date '2028-02-29' + time '24:00:00') at time zone 'Asia/Shanghai', ${at}::timestamptz) as yes`.execute(
      db,
    );
    return rows[0]?.yes;
  });

test('the last millisecond of 29 February is in, the first of March is late, in Beijing time', async () => {
  expect(await receives('2028-02-29 23:59:59.999+08')).toBe(true);
  expect(await receives('2028-02-29 23:59:59.999999+08')).toBe(true);
  expect(await receives('2028-03-01 00:00:00.000+08')).toBe(false);
  expect(await receives('2028-02-29 23:59:59.999+00')).toBe(false);
  expect(await receives('2026-01-04 23:59:59.999+08')).toBe(false);
  expect(await receives('2026-01-05 00:00:00.000+08')).toBe(true);
});

/** Moves the deadline as if time had passed, to a second of Asia/Shanghai. */
const closeIn = (round: string, seconds: number) =>
  hub.node.hub.store.write(system, (trx) =>
    sql`update selection.round set revision = revision + 1,
      closes_on = (date_trunc('second', now() + make_interval(secs => ${seconds})) at time zone 'Asia/Shanghai')::date,
      closes_time = (date_trunc('second', now() + make_interval(secs => ${seconds})) at time zone 'Asia/Shanghai')::time
      where id = ${round}`.execute(trx),
  );

test('the check at submission decides by the database’s clock, whatever the job did', async () => {
  const { id: round } = await openRound(hub, operator);
  const draft = await filledDraft(alpha, round);
  await closeIn(round, 2);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const late = await alpha.post(`/api/v1/selection/applications/${draft.id}/submit`, {
    revision: draft.revision,
  });
  expect([late.status, late.body.code]).toEqual([409, 'selection.notReceiving']);
  const before = await alpha.get(`/api/v1/selection/rounds/${round}`);
  expect(before.body).toMatchObject({ state: 'open', receiving: false });
  const close = selectionJobs(hub.node.hub)['selection.close-rounds'];
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  for (const _ of [1, 2]) await close?.({}, context);
  const after = await alpha.get(`/api/v1/selection/rounds/${round}`);
  expect(after.body.state).toBe('closed');
  expect(after.body.events.map((e: any) => e.command)).toEqual(['create', 'open', 'close']);
});

test('an extension needs a reason, a working day and a later deadline; everybody reads it', async () => {
  const { id: round } = await openRound(hub, operator);
  const at = `/api/v1/operator/selection/rounds/${round}/extend`;
  const { body } = await operator.get(`/api/v1/selection/rounds/${round}`);
  const { revision, closesOn } = body;
  const later = new Date(`${closesOn}T00:00:00Z`);
  do later.setUTCDate(later.getUTCDate() + 1);
  while ([0, 6].includes(later.getUTCDay()));
  const day = later.toISOString().slice(0, 10);
  const saturday = new Date(later);
  saturday.setUTCDate(saturday.getUTCDate() + ((6 - saturday.getUTCDay() + 7) % 7));
  for (const [change, code] of [
    [{ closesOn }, 'selection.timetable'],
    [{ closesOn: saturday.toISOString().slice(0, 10) }, 'selection.closingDay'],
    [{ closesOn: '2087-06-02' }, 'notice.holidayYearMissing'],
  ] as const)
    expect(
      (await operator.post(at, { revision, reason: '应申报单位要求', ...change })).body.code,
    ).toBe(code);
  const reply = await operator.post(at, { revision, reason: '应申报单位要求', closesOn: day });
  expect(reply.body.closesOn).toBe(day);
  const seen = await alpha.get(`/api/v1/selection/rounds/${round}`);
  expect(seen.body.events.at(-1)).toMatchObject({ command: 'extend', reason: '应申报单位要求' });
});

test('a rule set that a round uses stays as it is, for every role and in raw SQL', async () => {
  await openRound(hub, operator);
  const list = await operator.get('/api/v1/operator/selection/programmes/M8/rule-sets');
  const [used] = list.body.items;
  const { rules, form, settings, revision } = used;
  const body = {
    ...{ revision, rules, form, settings, effectiveFrom: '2026-01-01', sourceDocument: 'x' },
    ...{ sourceClause: 'x', sourceStatus: 'in-force' },
  };
  const refused = await operator.send(
    'PUT',
    `/api/v1/operator/selection/rule-sets/${used.id}`,
    body,
  );
  expect(refused.body.code).toBe('selection.ruleSetUsed');
  for (const statement of [
    `update selection.rule_set set rules = '[]' where id = '${used.id}'`,
    `delete from selection.rule_set where id = '${used.id}'`,
    `update selection.event set reason = 'x'`,
    `delete from selection.event`,
  ])
    await expect(
      hub.node.hub.store.write(system, (trx) => sql.raw(statement).execute(trx)),
    ).rejects.toThrow(/immutable|permission denied/);
  const { revision: _, ...fresh } = body;
  const next = await operator.post('/api/v1/operator/selection/programmes/M8/rule-sets', fresh);
  expect(next.body).toMatchObject({ version: 2, used: false });
  const wrong = await operator.post('/api/v1/operator/selection/programmes/M8/rule-sets', {
    ...fresh,
    rules: [{ ...rules[0], test: { fact: 'secret', op: 'present' } }],
  });
  expect(wrong.body.errors.map((e: any) => e.field)).toEqual(['rules/0']);
});

test('a round has no more places than the measure gives', async () => {
  const reply = await operator.post('/api/v1/operator/selection/rounds', {
    ...{ programme: 'M8', year: 2026, title: { zh: 'x', en: 'x' }, capacity: 11 },
    ...{ ruleSet: '01990000-0000-7000-8000-000000000801' },
    ...{ opensOn: '2026-01-05', closesOn: '2026-12-31' },
  });
  expect(reply.body).toMatchObject({ code: 'selection.capacity', most: 10 });
});

test('what changed about the dataset since the submission is flagged; the snapshot stays', async () => {
  const { id: round } = await openRound(hub, operator);
  const sent = await submitted(alpha, round);
  await hub.node.hub.store.write(system, (trx) =>
    trx
      .updateTable('catalog.dataset')
      .set({ state: 'suspended', state_reason: 'x' })
      .where('org_id', '=', alpha.orgId)
      .execute(),
  );
  const { body } = await operator.get(`/api/v1/selection/applications/${sent.id}`);
  expect(body.changed).toEqual(['dataset-suspended']);
  const kept = await operator.get(`/api/v1/selection/applications/${sent.id}/versions/1`);
  expect(kept.body.sha256).toBe(sent.versions[0].sha256);
});
