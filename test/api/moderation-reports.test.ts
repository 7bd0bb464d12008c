import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { plainDataset, type PlainDataset } from '#test/support/datasets.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';
import { mailFor } from '#test/support/visitor.ts';

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
test('upholding a report and suspending its dataset is one step: both or neither', async () => {
  const dataset = await plainDataset(hub, org, 'upheld');
  const report = async () => {
    const body = { kind: 'personal-data', text: 'phones' };
    const who = await person(hub, `reporter-${Math.random().toString(36).slice(2, 8)}`);
    return (await who.post(`${dataset.path}/reports`, body)).body.id as string;
  };
  const decide = (id: string, body: object) =>
    operator.post(`/api/v1/operator/reports/${id}/decide`, body);
  const [first, second, third] = [await report(), await report(), await report()];
  const mixed = await decide(first, { decision: 'no', uphold: false, suspend: true });
  expect([mixed.status, mixed.body.errors[0].field]).toEqual([400, 'suspend']);
  // The suspension cannot be written, so the decision is not either.
  const refusal = (sql: string) => hub.node.withOwner((pool) => pool.query(sql));
  await refusal(
    `alter table catalog.suspension add constraint none_now check (reason <> 'holds phones')`,
  );
  const failed = await decide(first, { decision: 'holds phones', uphold: true, suspend: true });
  expect(failed.status).toBe(500);
  await refusal('alter table catalog.suspension drop constraint none_now');
  expect((await rowOf(dataset)).state).toBe('published');
  const done = await decide(first, { decision: 'holds phones', uphold: true, suspend: true });
  expect([done.status, done.body.state]).toEqual([200, 'upheld']);
  const suspended = { state: 'suspended', state_reason: 'holds phones', revision: 2 };
  expect(await rowOf(dataset)).toEqual(suspended);
  const late = await decide(second, { decision: 'too', uphold: true, suspend: true });
  expect([late.status, late.body.state]).toEqual([200, 'upheld']);
  expect(await rowOf(dataset)).toEqual(suspended);
  const plain = await decide(third, { decision: 'too', uphold: true });
  expect([plain.status, plain.body.state]).toEqual([200, 'upheld']);
});

test('a flood of reports is one mail an hour to each operator', async () => {
  const dataset = await plainDataset(hub, org, 'mailed');
  const report = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const who = await person(hub, `mailed-${Math.random().toString(36).slice(2, 8)}`);
      const sent = await who.post(`${dataset.path}/reports`, { kind: 'other', text: 'x' });
      expect(sent.status).toBe(201);
    }
  };
  const mails = () =>
    hub.mails().filter((eml) => /^To: operator@/im.test(eml) && eml.includes('provider/mailed'));
  const job = async () => {
    const { rows } = await hub.node.withOwner((pool) =>
      pool.query(
        `select extract(epoch from run_at - now())::int as seconds from graphile_worker.jobs
         where key = $1 and locked_at is null`,
        [`catalog.mail-new-reports:${dataset.id}`],
      ),
    );
    return rows[0]?.seconds as number | undefined;
  };
  await report(1);
  await mailFor(
    hub,
    (m) =>
      m.to.startsWith('operator@') && m.subject === 'Banyan: Reports on provider/mailed: 1 new',
  );
  await report(3);
  await expect.poll(job, { timeout: 10_000 }).toBeGreaterThan(3000);
  expect(mails()).toHaveLength(1);
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .updateTable('catalog.report')
      .set({ mailed_at: new Date(Date.now() - 3_601_000) })
      .where('dataset_id', '=', dataset.id)
      .where('mailed_at', 'is not', null)
      .execute(),
  );
  await report(1);
  await mailFor(hub, (m) => m.subject === 'Banyan: Reports on provider/mailed: 4 new');
  expect(mails()).toHaveLength(2);
});
