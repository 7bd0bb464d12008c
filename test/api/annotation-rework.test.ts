import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import {
  claimed,
  codeOf,
  decide,
  find,
  handOver,
  labelAll,
  lotsOf,
  sampleIds,
} from '#test/support/acceptance.ts';
import {
  activeProject,
  api,
  colleague,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { isSigned, sampleOf } from '#test/support/re-derive-sample.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let red: DemandSide;
let blue: DemandSide;
let ann: Visitor & { userId: string };
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  blue = await demandSide(hub, 'blue');
  ann = await colleague(hub, red.org.orgId, 'ann');
});
afterAll(() => hub.stop());

test('a returned lot is done again, handed over anew and leaves the switching history alone', async () => {
  const { packageId, awardId } = await claimed(demand, blue, 4);
  await labelAll(blue.owner, packageId);
  const lot = ok(await handOver(blue, awardId), 201);
  expect([lot.plan.letter, lot.plan.sample, lot.plan.inspectAll]).toEqual(['A', 4, true]);
  const sample = await sampleIds(demand.owner, lot.id);
  const bad = ok(await find(demand.owner, lot.id, sample.slice(0, 1), 1));
  expect(codeOf(await decide(demand.owner, bad, 'accept'))).toEqual([409, 'annotation.planSays']);
  expect(codeOf(await decide(demand.owner, bad, 'return'))).toEqual([
    422,
    'annotation.reasonMissing',
  ]);
  const returned = ok(await decide(demand.owner, bad, 'return', { reason: '抽检不合格' }));
  expect([returned.state, returned.reason]).toEqual(['returned', '抽检不合格']);
  const award = async () =>
    ok(await demand.owner.get(`${api}/packages/${packageId}`)).awards[0].state;
  expect(await award()).toBe('returned');
  const { leases } = await lease(blue.owner, packageId, 10);
  expect(leases.map((l: any) => l.returned.reason).toSorted()).toEqual([
    '抽检不合格',
    '抽检不合格',
    '抽检不合格',
    '漏标',
  ]);
  for (const { id } of leases) ok(await submit(blue.owner, id), 201);
  expect(codeOf(await handOver(blue, awardId))).toEqual([409, 'annotation.nothingToHandOver']);
  const second = ok(await handOver(blue, awardId, { rework: true }), 201);
  expect([second.sequence, second.rework, second.size]).toEqual([2, true, 4]);
  const all = ok(await find(demand.owner, second.id, await sampleIds(demand.owner, second.id)));
  ok(await decide(demand.owner, all, 'accept'));
  expect(await award()).toBe('accepted');
  const first = ok(await demand.owner.get(`${api}/lots/${lot.id}/certificate`));
  const latter = ok(await demand.owner.get(`${api}/lots/${second.id}/certificate`));
  expect(first.certificate.body.seed).not.toBe(latter.certificate.body.seed);
  for (const { certificate, publicKey, units } of [first, latter]) {
    expect(isSigned(certificate, publicKey)).toBe(true);
    expect(sampleOf(certificate.body.seed, units, 4)).toEqual(certificate.body.sample);
  }

  // One rejection so far: the rework does not count. A second one of five tightens.
  const next = await claimed(demand, blue, 2);
  await labelAll(blue.owner, next.packageId);
  const third = ok(await handOver(blue, next.awardId), 201);
  expect(third.plan.severity).toBe('normal');
  const worse = ok(await find(demand.owner, third.id, await sampleIds(demand.owner, third.id), 1));
  ok(await decide(demand.owner, worse, 'return', { reason: 'x', rework: 'defects' }));
  expect((await lotsOf(blue, next.awardId)).severity).toBe('tightened');
  expect((await lotsOf(blue, next.awardId)).ready).toEqual({ new: 0, rework: 1 });
  expect((await lease(blue.owner, next.packageId, 10)).leases).toHaveLength(1);
  // Tightened, and the tables hold no row for so small a lot: refused, never made up.
  const last = await claimed(demand, blue, 3);
  await labelAll(blue.owner, last.packageId);
  const refused = await handOver(blue, last.awardId);
  expect([...codeOf(refused), refused.body.reason]).toEqual([
    422,
    'annotation.noTable',
    'tightened-row',
  ]);
  // Another vendor is inspected by its own history.
  const other = await claimed(demand, red, 2);
  expect((await lotsOf(red, other.awardId)).severity).toBe('normal');
});

test('without a plan there are no lots, and who belongs to both sides does not inspect', async () => {
  const bare = await claimed(demand, red, 2, {});
  await labelAll(ann, bare.packageId);
  expect(codeOf(await handOver(red, bare.awardId))).toEqual([409, 'annotation.noPlan']);
  const { packageId, awardId } = await claimed(demand, red, 2);
  await labelAll(ann, packageId);
  const lot = ok(await handOver(red, awardId), 201);
  const sample = await sampleIds(demand.owner, lot.id);
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .insertInto('identity.member')
      .values({ org_id: demand.org.orgId, user_id: ann.userId, role: 'manager' })
      .execute(),
  );
  expect(codeOf(await find(ann, lot.id, sample))).toEqual([403, 'annotation.conflicted']);
  expect(codeOf(await decide(ann, lot, 'accept'))).toEqual([403, 'annotation.conflicted']);
  await hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .deleteFrom('identity.member')
      .where('org_id', '=', demand.org.orgId)
      .where('user_id', '=', ann.userId)
      .execute(),
  );
  // An own team is inspected too, but by nobody who made it.
  const project = await activeProject(demand, 2);
  const pack = await openPackage(demand, project.id, { mode: 'own_team', aql: '1.0' });
  await labelAll(demand.owner, pack.id);
  const own = ok(await handOver(demand, pack.awards[0].id), 201);
  const units = await sampleIds(demand.owner, own.id);
  expect(codeOf(await find(demand.owner, own.id, units))).toEqual([403, 'annotation.ownWork']);
});
