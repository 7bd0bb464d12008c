import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit, type AuditRecord } from '#src/audit/index.ts';
import { settleLot, type LotToSettle } from '#src/annotation/settlement/settle-lot.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import { api, colleague, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { resultsOfAward } from '#test/support/award.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import { pdfPages } from '#test/support/pdf-text.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let vendor: DemandSide;
let labeller: Visitor;
let outsider: Visitor;
let operator: Visitor;
let awardId: string;
let results: string[];

const award = (count: number) => resultsOfAward(hub, demand, vendor, count);

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  vendor = await demandSide(hub, 'vendor');
  labeller = await colleague(hub, vendor.org.orgId, 'labeller');
  outsider = (await demandSide(hub, 'outsider')).owner;
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  ({ awardId, results } = await award(30));
});
afterAll(() => hub.stop());

const payer = (): UserActor => ({
  kind: 'user',
  userId: demand.owner.userId,
  email: demand.owner.email,
  name: '',
  staff: [],
  orgs: [{ orgId: demand.org.orgId, slug: 'demand', role: 'owner', approved: true }],
  via: 'session',
  scopes: 'all',
});

const settle = (lot: Partial<LotToSettle> & Pick<LotToSettle, 'lotId' | 'accepted'>) =>
  hub.node.hub.store.write(payer(), (trx) =>
    settleLot(trx, payer(), (record: AuditRecord) => recordAudit(trx, payer(), record), {
      awardId,
      qualityPpm: 985_000,
      ...lot,
    }),
  );
const units = (ids: readonly string[]) => ids.map((submissionId) => ({ submissionId, units: 1 }));
const statement = async (who: Visitor, of = awardId) =>
  ok(await who.get(`${api}/awards/${of}/statement`));

test('a lot is worth units × rate × band − rework, once, and the ledger holds exactly that', async () => {
  const [first, second] = [newId(), newId()];
  const one = await settle({ lotId: first, accepted: units(results.slice(0, 10)) });
  expect(one?.totalFen).toBe(3_330n);
  expect(await settle({ lotId: first, accepted: units(results.slice(0, 10)) })).toEqual(one);
  const two = await settle({
    lotId: second,
    qualityPpm: 930_000,
    accepted: units(results.slice(10, 17)),
    rework: [{ charge: 2_000, submissions: units(results.slice(17, 20)) }],
  });
  // 7 × 333 × 0.85 = 1981.35 → 1981; 3 × 333 × 0.2 = 199.8 → 200
  expect(two?.totalFen).toBe(1_781n);
  const view = await statement(vendor.owner);
  expect(view).toMatchObject({ settled: '5111', adjusted: '0', total: '5111', ledger: '5111' });
  expect(view.settlements[1].lines).toEqual([
    {
      kind: 'accepted',
      band: '≥ 90.00 %',
      units: 7,
      basisPoints: 8_500,
      amount: '1981',
      submissions: 7,
    },
    { kind: 'rework', units: 3, basisPoints: 2_000, amount: '-200', submissions: 3 },
  ]);
  expect((await statement(demand.owner)).ledger).toBe('5111');
  const behind = ok(
    await vendor.owner.get(`${api}/settlements/${two?.id}/submissions?limit=100`),
  ).items;
  expect(behind.map((s: any) => [s.line, s.annotationId])).toEqual(
    results.slice(10, 20).map((id, n) => [n < 7 ? 1 : 2, id]),
  );
});

test('nothing is paid twice, for another award, or below the lowest band', async () => {
  const again = settle({ lotId: newId(), accepted: units(results.slice(0, 1)) });
  await expect(again).rejects.toMatchObject({ message: 'hub.duplicate' });
  const other = await award(1);
  await expect(settle({ lotId: newId(), accepted: units(other.results) })).rejects.toMatchObject({
    message: 'settlement.foreignSubmission',
  });
  const poor = await settle({
    lotId: newId(),
    awardId: other.awardId,
    qualityPpm: 100,
    accepted: units(other.results),
  });
  expect(poor?.totalFen).toBe(0n);
  expect(await statement(vendor.owner, other.awardId)).toMatchObject({ total: '0', ledger: '0' });
});

test('CSV and PDF say what the statement says', async () => {
  const csv = ok(
    await vendor.owner.get(`${api}/awards/${awardId}/statement.csv?lang=zh`),
  ) as string;
  const rows = csv
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(rows.map((row) => row.slice(2).join('|'))).toEqual([
    '项目|质量档次|数量|单价（元）|比例|金额（元）',
    '验收合格|≥ 98.00 %|10|3.33|100.00%|33.30',
    '验收合格|≥ 90.00 %|7|3.33|85.00%|19.81',
    '返工扣减||3|3.33|20.00%|-2.00',
    '合计|||||51.11',
  ]);
  const answer = await fetch(`${hub.url}${api}/awards/${awardId}/statement.pdf?lang=zh`, {
    headers: { cookie: vendor.owner.cookieHeader },
  });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const text = pdfPages(await buffer(answer.body as never)).join('\n');
  for (const words of [
    '城市道路（第三批）',
    '¥51.11',
    '19.81',
    '-2.00',
    '返工扣减',
    '第 1 页，共 1 页',
  ])
    expect(text).toContain(words);
});

test('money is between the two sides: outsiders see nothing, plain members may not', async () => {
  const view = await statement(vendor.owner);
  const at = `${api}/settlements/${view.settlements[0].id}`;
  for (const path of [`${api}/awards/${awardId}/statement`, `${at}/submissions`]) {
    expect((await outsider.get(path)).body.code).toBe('hub.notFound');
    expect((await labeller.get(path)).body.code).toBe('hub.forbidden');
    expect((await operator.get(path)).status).toBe(200);
  }
  const claim = { claim: '100', reason: 'x' };
  expect((await outsider.post(`${at}/disputes`, claim)).body.code).toBe('hub.notFound');
  expect((await labeller.post(`${at}/disputes`, claim)).body.code).toBe('hub.forbidden');
});

test('a dispute is opened by one side, answered by the other and ends in one adjustment', async () => {
  const [{ id }] = (await statement(vendor.owner)).settlements;
  const open = (who: Visitor, claim: string) =>
    who.post(`${api}/settlements/${id}/disputes`, { claim, reason: '漏计两项' });
  expect((await open(vendor.owner, '0')).body.code).toBe('settlement.amount');
  const dispute = ok(await open(vendor.owner, '666'), 201);
  expect((await open(demand.owner, '-1')).body.code).toBe('settlement.disputeOpen');
  const at = `${api}/disputes/${dispute.id}`;
  const answer = { offer: '333', answer: 'one of them' };
  expect((await vendor.owner.post(`${at}/answer`, answer)).body.code).toBe('settlement.otherSide');
  expect((await vendor.owner.post(`${at}/accept`, undefined)).body.code).toBe('hub.wrongState');
  ok(await demand.owner.post(`${at}/answer`, answer));
  expect((await demand.owner.post(`${at}/accept`, undefined)).body.code).toBe(
    'settlement.otherSide',
  );
  expect(ok(await vendor.owner.post(`${at}/accept`, undefined))).toMatchObject({
    state: 'resolved',
    adjustment: '333',
  });
  expect(await statement(vendor.owner)).toMatchObject({
    adjusted: '333',
    total: '5444',
    ledger: '5444',
  });
  expect((await vendor.owner.post(`${at}/withdraw`, undefined)).body.code).toBe('hub.wrongState');
});

test('random disputes by both sides at once leave every account at the statement, and all at zero', async () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % below;
  };
  const ids = (await statement(vendor.owner)).settlements.map((s: any) => s.id);
  const amount = () => String(random(20_001) - 10_000);
  for (let round = 0; round < 25; round += 1) {
    const opener = random(2) === 0 ? vendor.owner : demand.owner;
    const other = opener === vendor.owner ? demand.owner : vendor.owner;
    const claim = { claim: amount(), reason: 'x' };
    const opened = await opener.post(
      `${api}/settlements/${ids[random(ids.length)]}/disputes`,
      claim,
    );
    if (opened.status !== 201) continue;
    const at = `${api}/disputes/${opened.body.id}`;
    const steps = [
      () => other.post(`${at}/answer`, { offer: amount(), answer: 'x' }),
      () => opener.post(`${at}/accept`, undefined),
      () => opener.post(`${at}/withdraw`, undefined),
      () =>
        operator.post(`/api/v1/operator/annotation-disputes/${opened.body.id}/decide`, {
          adjustment: amount(),
          decision: 'x',
        }),
    ];
    // Two steps at once, in any order; then one that ends it, should it still be open.
    await Promise.all([steps[random(4)]?.(), steps[random(4)]?.()]);
    await steps[2 + random(2)]?.();
  }
  const view = await statement(vendor.owner);
  expect(BigInt(view.ledger)).toBe(BigInt(view.settled) + BigInt(view.adjusted));
  expect((await statement(demand.owner)).ledger).toBe(view.ledger);
  expect(view.adjusted).not.toBe('333');
  const left = ok(await operator.get('/api/v1/operator/annotation-disputes')).items;
  expect(left).toEqual([]);
  expect(ok(await operator.get('/api/v1/operator/ledger/trial-balance')).total).toBe('0');
}, 120_000);
