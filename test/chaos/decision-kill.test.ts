import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { furnishCalendar } from '#test/support/calendar.ts';
import { shortlistedRound } from '#test/support/deliberation-world.ts';
import { freePort } from '#test/support/free-port.ts';
import { HubProcess } from '#test/support/hub-process.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { asOwner } from '#test/support/notices.ts';
import { organisation, password, person } from '#test/support/people.ts';
import { registered, type Expert } from '#test/support/review.ts';
import type { Person } from '#test/support/selection.ts';
import { Visitor } from '#test/support/visitor.ts';

/** The server is killed between a decision and its notice; the approver asks again under the same key. */
const kills = process.env['BANYAN_LONG'] ? 12 : 4;
const at = '/api/v1/operator/selection';
let hub: TestHub;
let server: HubProcess;
let operator: Person;
let approver: Visitor;
let experts: Expert[];
let org: { orgId: string; slug: string };

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  const { email } = await person(hub, 'approver', { staffRole: 'approver' });
  org = await organisation(hub, 'alpha', (await person(hub, 'owner')).email);
  experts = [await registered(hub, 'e1'), await registered(hub, 'e2')];
  server = new HubProcess({
    PORT: String(await freePort()),
    DATA_DIR: hub.dataDir,
    DATABASE_URL: hub.database.ownerUrl,
    DATABASE_APP_URL: hub.database.appUrl,
    STAFF_2FA: 'optional',
  });
  await server.start();
  approver = await new Visitor({ ...hub, url: server.url }).signIn(email, password);
}, 180_000);
afterAll(async () => {
  await server?.kill();
  await hub?.stop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What is stored of a decision that was approved once. */
const stored = (round: string, decision: string, applications: readonly string[]) =>
  asOwner(hub, async (client) => {
    const { rows } = await client.query(
      `select d.state as decision, r.state as round,
         (select count(*)::int from notice.notice where subject_id = d.id) as notices,
         (select count(*)::int from selection.event where round_id = r.id and application_id is null
           and command = 'notice') as steps,
         (select count(*)::int from notify.notice where kind = 'selection.letter'
           and substring(href from '[0-9a-f-]{36}') = any ($3)) as letters
       from selection.decision d join selection.round r on r.id = d.round_id
       where d.id = $2 and r.id = $1`,
      [round, decision, applications],
    );
    return rows;
  });

test(`after ${kills} kills each decision has its notice, once`, { timeout: 240_000 }, async () => {
  const cut = { before: 0, after: 0 };
  let usual = 0;
  for (let n = 0; n <= kills; n += 1) {
    const world = await shortlistedRound(hub, 2030 + n, experts, org, operator);
    const reasons = Object.fromEntries(world.applications.map((id) => [id, '未进入名额']));
    const body = { selected: world.applications.slice(0, 2), reasons };
    const proposed = await operator.post(`${at}/rounds/${world.id}/decisions`, body);
    const { id, revision } = proposed.body;
    const key = { 'idempotency-key': randomUUID() };
    const approve = () =>
      approver
        .post(`/api/v1/approver/decisions/${id}/approve`, { revision }, key)
        .catch(() => undefined);
    // The first is left alone: it says how long an approval takes here.
    const began = Date.now();
    const first = approve();
    if (n === 0) {
      await first;
      usual = Date.now() - began;
    } else {
      await pause((usual * 1.2 * (n - 1)) / Math.max(1, kills - 1));
      await server.kill();
      await server.start();
    }
    const early = await first;
    let reply = await approve();
    for (let again = 0; (reply?.status ?? 500) >= 500 || reply?.status === 409; again += 1) {
      expect(again).toBeLessThan(50);
      await pause(100);
      reply = await approve();
    }
    expect([reply?.status, reply?.body.state]).toEqual([200, 'approved']);
    if (early) expect(reply?.body).toEqual(early.body);
    cut[early ? 'after' : 'before'] += 1;
    expect(await stored(world.id, id, world.applications)).toEqual([
      { decision: 'approved', round: 'noticing', notices: 1, steps: 1, letters: 3 },
    ]);
  }
  console.log({ ...cut, usual });
  expect(cut.before).toBeGreaterThan(0);
});
