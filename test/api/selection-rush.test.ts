import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import {
  applicant,
  draftOf,
  goodAnswers,
  openRound,
  publishData,
  type Applicant,
} from '#test/support/selection.ts';
import type { Visitor } from '#test/support/visitor.ts';

/** Fifty submissions that arrive around the deadline. */
const count = 50;
const system = systemActor('test');
let hub: TestHub;
let operator: Visitor;
let alpha: Applicant;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  alpha = await applicant(hub, 'alpha');
  for (let n = 0; n < count; n += 1) await publishData(hub, 'alpha', `set-${n}`);
}, 120_000);
afterAll(() => hub.stop());

async function filled(roundId: string, n: number): Promise<{ id: string; revision: number }> {
  const { id, revision } = await draftOf(alpha, roundId);
  const reply = await alpha.send('PUT', `/api/v1/selection/applications/${id}`, {
    ...{ revision, title: `数据 ${n}`, answers: goodAnswers },
    dataset: { org: 'alpha', name: `set-${n}`, version: '1.0.0' },
  });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

test('of fifty submissions around the deadline each is in or late by the database’s clock, none in between', async () => {
  const { id: round } = await openRound(hub, operator);
  const drafts: { id: string; revision: number }[] = [];
  for (let n = 0; n < count; n += 1) drafts.push(await filled(round, n));
  await hub.node.hub.store.write(system, (trx) =>
    sql`update selection.round set revision = revision + 1,
      closes_on = (date_trunc('second', now() + interval '2 seconds') at time zone 'Asia/Shanghai')::date,
      closes_time = (date_trunc('second', now() + interval '2 seconds') at time zone 'Asia/Shanghai')::time
      where id = ${round}`.execute(trx),
  );
  const replies = await Promise.all(
    drafts.map(async ({ id, revision }, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 60));
      return alpha.post(`/api/v1/selection/applications/${id}/submit`, { revision });
    }),
  );
  const answers = replies.map(({ status, body }) => (status === 200 ? 'in' : body.code));
  expect(new Set(answers)).toEqual(new Set(['in', 'selection.notReceiving']));
  const { rows } = await hub.node.hub.store.read(system, (db) =>
    sql<{ id: string; state: string; number: string | null; early: boolean; events: number }>`
      select a.id, a.state, a.number, coalesce(a.submitted_at < r.closes_at, false) as early,
        (select count(*)::int from selection.event e where e.application_id = a.id and e.command = 'submit') as events
      from selection.application a join selection.round r on r.id = a.round_id where r.id = ${round}`.execute(
      db,
    ),
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  expect(stored.size).toBe(count);
  for (const [n, { id }] of drafts.entries()) {
    const row = stored.get(id);
    const seen = [row?.state, row?.number !== null, row?.early, row?.events];
    const taken = ['submitted', true, true, 1];
    expect([answers[n], seen]).toEqual([
      answers[n],
      answers[n] === 'in' ? taken : ['draft', false, false, 0],
    ]);
  }
  const numbers = rows.flatMap((row) => row.number ?? []);
  expect(new Set(numbers).size).toBe(answers.filter((one) => one === 'in').length);
});
