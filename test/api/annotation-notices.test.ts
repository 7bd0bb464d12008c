import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import { settledAward } from '#test/support/settled-award.ts';
import { mailFor, type Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let vendor: DemandSide;
let operator: Visitor & { userId: string };

const run = (statement: string, values: unknown[]) =>
  hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      await client.query(statement, values);
    } finally {
      client.release(true);
    }
  });
const worklist = async () => ok(await operator.get('/api/v1/worklist'));
const waiting = async (kind: string) => {
  const { items, counts } = await worklist();
  return {
    items: items.filter((one: any) => one.kind === kind),
    count: counts.find((one: any) => one.kind === kind)?.count ?? 0,
  };
};
const letter = (to: string, part: string) =>
  mailFor(hub, (mail) => mail.to.includes(to) && mail.text.includes(part));

beforeAll(async () => {
  hub = await startHub();
  demand = await demandSide(hub, 'demand');
  vendor = await demandSide(hub, 'vendor');
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  await run(`update identity.organisation set kind = 'annotation-vendor' where id = $1`, [
    vendor.org.orgId,
  ]);
  await run(`update annotation.vendor set state = 'draft' where org_id = $1`, [vendor.org.orgId]);
  await run(`update identity.person set language = 'zh' where user_id = $1`, [vendor.owner.userId]);
});
afterAll(() => hub.stop());

test('a submitted vendor waits in the worklist; refusal and approval are told with the reason', async () => {
  const at = `${api}/vendors/vendor`;
  const profile = { modalities: ['text'], languages: ['zh'], headcount: 3 };
  let { revision } = ok(await vendor.owner.send('PUT', at, { ...profile, revision: 1 }));
  expect(await waiting('vendor')).toEqual({ items: [], count: 0 });
  ({ revision } = ok(await vendor.owner.post(`${at}/submit`, { revision })));
  const { items, count } = await waiting('vendor');
  expect([count, items.map((one: any) => ({ ...one, since: undefined }))]).toEqual([
    1,
    [
      {
        kind: 'vendor',
        title: {
          zh: '标注服务商待审核：机构 vendor',
          en: 'Annotation vendor to approve: Organisation vendor',
        },
        href: '/operator/vendors?of=vendor',
      },
    ],
  ]);
  const decide = `/api/v1/operator/vendors/vendor`;
  ({ revision } = ok(
    await operator.post(`${decide}/refuse`, { revision, reason: '缺少保密制度' }),
  ));
  const refused = await letter('vendor-owner@', '缺少保密制度');
  expect(refused.subject).toBe('榕数：标注服务商 机构 vendor 未获批准');
  expect(refused.text).toContain(`${hub.url}/annotation/vendors/vendor`);
  expect(await waiting('vendor')).toEqual({ items: [], count: 0 });
  ({ revision } = ok(await vendor.owner.post(`${at}/submit`, { revision })));
  // A decision that does not happen is not told.
  await operator.post(`${decide}/approve`, { revision: revision + 5 });
  ok(await operator.post(`${decide}/approve`, { revision }));
  expect((await letter('vendor-owner@', '可以承接标注任务')).subject).toBe(
    '榕数：标注服务商 机构 vendor 已获批准',
  );
  expect(hub.mails().filter((eml) => /^To: vendor-owner@/im.test(eml))).toHaveLength(2);
});

test('an operator does not find entries of the own organisation in the worklist', async () => {
  const entry = {
    organisation: 'vendor',
    name: { zh: '榕城基地', en: 'Rongcheng base' },
    attributes: { place: '福州', capacity: 5, specialities: ['image'] },
  };
  const proposed = ok(
    await vendor.owner.post('/api/v1/registers/annotation-bases/entries', entry),
    201,
  );
  expect(await waiting('register-entry')).toMatchObject({
    count: 1,
    items: [{ href: `/operator/registers?of=${proposed.id}` }],
  });
  await run(`insert into identity.member (org_id, user_id, role) values ($1, $2, 'member')`, [
    vendor.org.orgId,
    operator.userId,
  ]);
  expect(await waiting('register-entry')).toEqual({ items: [], count: 0 });
  await run(`delete from identity.member where user_id = $1`, [operator.userId]);
});

test('a dispute is told to the other side, its decision to both, each in their language', async () => {
  const { awardId, settlementId } = await settledAward(hub, demand, vendor, 10);
  const claim = { claim: '666', reason: '漏计两项' };
  const { id } = ok(
    await vendor.owner.post(`${api}/settlements/${settlementId}/disputes`, claim),
    201,
  );
  const opened = await letter('demand-owner@', '漏计两项');
  expect(opened.subject).toMatch(/^Banyan: Dispute about settlement \d+$/);
  expect(opened.text).toContain('¥6.66');
  expect(opened.text).toContain(`/annotation/awards/${awardId}/statement`);
  const { items, count } = await waiting('dispute');
  expect([count, items[0].href]).toEqual([1, `/operator/disputes?of=${id}`]);
  const queue = ok(await operator.get('/api/v1/operator/annotation-disputes')).items;
  expect(queue).toMatchObject([
    {
      id,
      awardId,
      package: '城市道路（第三批）',
      demand: { slug: 'demand' },
      vendor: { slug: 'vendor' },
    },
  ]);
  const ruling = { adjustment: '-200', decision: 'counted twice' };
  ok(await operator.post(`/api/v1/operator/annotation-disputes/${id}/decide`, ruling));
  expect((await letter('vendor-owner@', 'counted twice')).text).toContain('运营方已裁定争议');
  expect((await letter('demand-owner@', 'counted twice')).text).toContain('-¥2.00');
  expect(await waiting('dispute')).toEqual({ items: [], count: 0 });
});
