import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import {
  activeProject,
  api,
  choice,
  colleague,
  demandSide,
  lease,
  ok,
  openPackage,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { commitmentOf, isSigned, lotDigestOf, sampleOf } from '#test/support/re-derive-sample.ts';
import { Visitor, type Reply } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let red: DemandSide;
let blue: DemandSide;
let ann: Visitor & { userId: string };
let clerk: Visitor & { userId: string };
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  blue = await demandSide(hub, 'blue');
  ann = await colleague(hub, red.org.orgId, 'ann');
  clerk = await colleague(hub, demand.org.orgId, 'clerk');
});
afterAll(() => hub.stop());

const codeOf = (reply: Reply) => [reply.status, reply.body.code];

/** A package of `count` tasks that `vendor` has claimed whole; answers its award's id. */
async function claimed(vendor: DemandSide, count: number, terms: object = { aql: '2.5' }) {
  const project = await activeProject(demand, count);
  const pack = await openPackage(demand, project.id, {
    mode: 'open_claim',
    priceFen: '50',
    ...terms,
  });
  const { org } = vendor;
  const view = ok(
    await vendor.owner.post(`${api}/packages/${pack.id}/claims-by-vendor`, { org: org.slug }),
  );
  return { packageId: pack.id as string, awardId: view.awards[0].id as string };
}

/** Labels all there is. */
async function labelAll(who: Visitor, packageId: string): Promise<number> {
  for (let done = 0; ;) {
    const { leases } = await lease(who, packageId, 50);
    if (leases.length === 0) return done;
    for (const held of leases) ok(await submit(who, held.id), 201);
    done += leases.length;
  }
}

const handOver = (who: DemandSide, awardId: string, body: object = {}) =>
  who.owner.post(`${api}/awards/${awardId}/lots`, body);
const lotsOf = async (who: DemandSide, awardId: string) =>
  ok(await who.owner.get(`${api}/awards/${awardId}/lots`));
const sampleIds = async (who: Visitor, lotId: string): Promise<string[]> => {
  const ids: string[] = [];
  let cursor = '';
  do {
    const page = ok(await who.get(`${api}/lots/${lotId}/sample?limit=100${cursor}`));
    ids.push(...page.items.map((u: any) => u.annotationId));
    cursor = page.next ? `&cursor=${page.next}` : '';
  } while (cursor !== '');
  return ids;
};
const find = (who: Visitor, lotId: string, ids: readonly string[], defects = 0) =>
  who.post(`${api}/lots/${lotId}/inspections`, {
    items: ids.map((annotationId, n) =>
      n < defects
        ? { annotationId, verdict: 'defect', reason: '漏标' }
        : { annotationId, verdict: 'conform' },
    ),
  });
const decide = (who: Visitor, lot: any, decision: string, more: object = {}) =>
  who.post(`${api}/lots/${lot.id}/decision`, { decision, revision: lot.revision, ...more });

test('a lot goes from the commitment to a certificate that anybody re-derives', async () => {
  const { packageId, awardId } = await claimed(red, 60);
  const before = await lotsOf(red, awardId);
  expect([before.items, before.severity, before.ready, before.nextCommitment.sequence]).toEqual([
    [],
    'normal',
    { new: 0, rework: 0 },
    1,
  ]);
  expect(codeOf(await handOver(red, awardId))).toEqual([409, 'annotation.nothingToHandOver']);
  expect(await labelAll(ann, packageId)).toBe(60);
  expect(codeOf(await ann.post(`${api}/awards/${awardId}/lots`, {}))).toEqual([
    403,
    'hub.forbidden',
  ]);
  expect(codeOf(await handOver(demand, awardId))).toEqual([403, 'hub.forbidden']);
  expect(codeOf(await handOver(blue, awardId))).toEqual([404, 'hub.notFound']);
  const lot = ok(await handOver(red, awardId), 201);
  expect(lot).toMatchObject({
    sequence: 1,
    state: 'submitted',
    size: 60,
    seed: null,
    commitment: before.nextCommitment.commitment,
    plan: {
      aql: '2.5',
      severity: 'normal',
      letter: 'E',
      sample: 20,
      accept: 1,
      reject: 2,
      inspectAll: false,
    },
    may: { inspect: false, decide: false },
  });
  // The sample is unseen by the vendor, the seed by everybody, the content nobody's to change.
  expect(await sampleIds(red.owner, lot.id)).toEqual([]);
  expect((await lotsOf(red, awardId)).nextCommitment.commitment).not.toBe(lot.commitment);
  const seeds = await hub.node.hub.store.read(
    {
      kind: 'user',
      userId: demand.owner.userId,
      email: '',
      name: '',
      staff: ['operator', 'admin', 'auditor'],
      orgs: [{ orgId: demand.org.orgId, slug: 'demand', role: 'owner', approved: true }],
      via: 'session',
      scopes: 'all',
    },
    (db) => db.selectFrom('annotation.lot_seed').selectAll().execute(),
  );
  expect(seeds).toEqual([]);
  const sample = await sampleIds(clerk, lot.id);
  expect(sample).toHaveLength(20);
  const [some] = sample as [string];
  const mine = ok(await ann.get(`${api}/annotations/${some}`));
  expect(
    codeOf(
      await ann.send('PUT', `${api}/annotations/${some}`, {
        result: choice('bad'),
        revision: mine.revision,
      }),
    ),
  ).toEqual([409, 'annotation.reviewed']);
  const back = { decision: 'return', reason: 'x', revision: mine.revision };
  expect(codeOf(await red.owner.post(`${api}/annotations/${some}/review`, back))).toEqual([
    409,
    'annotation.inLot',
  ]);

  // Inspection and decision.
  expect(codeOf(await find(red.owner, lot.id, sample))).toEqual([403, 'hub.forbidden']);
  expect(codeOf(await find(blue.owner, lot.id, sample))).toEqual([404, 'hub.notFound']);
  expect(codeOf(await find(clerk, lot.id, [packageId]))).toEqual([422, 'annotation.notSampled']);
  const started = ok(await find(clerk, lot.id, sample.slice(0, 5), 1));
  expect([started.inspected, started.defects]).toEqual([5, 1]);
  expect('defects' in ok(await red.owner.get(`${api}/lots/${lot.id}`))).toBe(false);
  const early = await decide(demand.owner, started, 'accept');
  expect([...codeOf(early), early.body.left]).toEqual([409, 'annotation.notInspected', 15]);
  const done = ok(await find(clerk, lot.id, sample, 1));
  expect([done.inspected, done.defects]).toEqual([20, 1]);
  expect(codeOf(await decide(clerk, done, 'accept'))).toEqual([403, 'hub.forbidden']);
  expect(codeOf(await decide(demand.owner, done, 'return', { reason: 'x' }))).toEqual([
    409,
    'annotation.planSays',
  ]);
  expect(codeOf(await decide(demand.owner, lot, 'accept'))).toEqual([409, 'hub.conflict']);
  expect(codeOf(await red.owner.get(`${api}/lots/${lot.id}/certificate`))).toEqual([
    409,
    'annotation.noCertificate',
  ]);
  const accepted = ok(await decide(demand.owner, done, 'accept'));
  expect([accepted.state, accepted.certified, accepted.may]).toEqual([
    'accepted',
    true,
    { inspect: false, decide: false },
  ]);
  expect(codeOf(await find(clerk, lot.id, sample))).toEqual([409, 'annotation.lotDecided']);
  expect(codeOf(await decide(demand.owner, accepted, 'accept'))).toEqual([
    409,
    'annotation.lotDecided',
  ]);

  // The certificate, re-derived without a line of the hub's code.
  const found = ok(await red.owner.get(`${api}/lots/${lot.id}/certificate`));
  const { body } = found.certificate;
  expect(body.seed).toBe(accepted.seed);
  expect(commitmentOf(body.seed)).toBe(before.nextCommitment.commitment);
  expect(Date.parse(body.committedAt)).toBeLessThan(Date.parse(body.submittedAt));
  expect(found.units).toHaveLength(60);
  expect(lotDigestOf(found.units)).toBe(lot.digest);
  expect(sampleOf(body.seed, found.units, 20)).toEqual(sample);
  expect([body.sample, body.defective, body.decision, body.nextSeverity]).toEqual([
    sample,
    [sample[0]],
    'accepted',
    'normal',
  ]);
  expect(isSigned(found.certificate, found.publicKey)).toBe(true);
  const keys = await (await fetch(`${hub.url}/.well-known/banyan-certificate-keys.json`)).json();
  expect(keys.items.map((k: any) => [k.keyId, k.publicKey])).toEqual([
    [found.certificate.keyId, found.publicKey],
  ]);
  const check = async (certificate: any, units?: any) =>
    ok(
      await new Visitor(hub).post(`${api}/certificates/verify`, {
        certificate,
        ...(units && { units }),
      }),
    );
  expect(await check(found.certificate)).toEqual({ ok: true });
  expect(await check(found.certificate, found.units)).toEqual({ ok: true });
  expect(await check(found.certificate, found.units.slice(1))).toEqual({ ok: false, wrong: 'lot' });
  const forged = { ...found.certificate, body: { ...body, defective: [] } };
  expect(isSigned(forged, found.publicKey)).toBe(false);
  expect(await check(forged)).toEqual({ ok: false, wrong: 'signature' });

  // What stands, what goes back, what was counted.
  const states = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('annotation.annotation')
      .select(['state', (eb) => eb.fn.countAll().as('n')])
      .where('award_id', '=', awardId)
      .groupBy('state')
      .orderBy('state')
      .execute(),
  );
  expect(states.map((s) => [s.state, Number(s.n)])).toEqual([
    ['accepted', 59],
    ['returned', 1],
  ]);
  const [rework] = (await lease(ann, packageId)).leases;
  expect([rework.task.id, rework.returned.reason]).toEqual([mine.task.id, '漏标']);
  const again = ok(await submit(ann, rework.id), 201);
  // One unit is too few for any plan; the demand side accepts it in review.
  const refused = await handOver(red, awardId, { rework: true });
  expect([...codeOf(refused), refused.body.reason]).toEqual([
    422,
    'annotation.noTable',
    'lot-size',
  ]);
  const word = { decision: 'accept', revision: 1 };
  expect(
    ok(await clerk.post(`${api}/annotations/${again.annotationId}/review`, word)),
  ).toMatchObject({ state: 'accepted', final: true });
  const pack = ok(await demand.owner.get(`${api}/packages/${packageId}`));
  expect(pack.awards[0].state).toBe('accepted');
  const bench = ok(await ann.get(`${api}/packages/${packageId}/workbench`));
  expect(bench.counts.mine).toMatchObject({ accepted: 60, returned: 1 });
});

test('a returned lot is done again, handed over anew and leaves the switching history alone', async () => {
  const { packageId, awardId } = await claimed(blue, 4);
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
  const next = await claimed(blue, 2);
  await labelAll(blue.owner, next.packageId);
  const third = ok(await handOver(blue, next.awardId), 201);
  expect(third.plan.severity).toBe('normal');
  const worse = ok(await find(demand.owner, third.id, await sampleIds(demand.owner, third.id), 1));
  ok(await decide(demand.owner, worse, 'return', { reason: 'x', rework: 'defects' }));
  expect((await lotsOf(blue, next.awardId)).severity).toBe('tightened');
  expect((await lotsOf(blue, next.awardId)).ready).toEqual({ new: 0, rework: 1 });
  expect((await lease(blue.owner, next.packageId, 10)).leases).toHaveLength(1);
  // Tightened, and the tables hold no row for so small a lot: refused, never made up.
  const last = await claimed(blue, 3);
  await labelAll(blue.owner, last.packageId);
  const refused = await handOver(blue, last.awardId);
  expect([...codeOf(refused), refused.body.reason]).toEqual([
    422,
    'annotation.noTable',
    'tightened-row',
  ]);
  // Another vendor is inspected by its own history.
  const other = await claimed(red, 2);
  expect((await lotsOf(red, other.awardId)).severity).toBe('normal');
});

test('without a plan there are no lots, and who belongs to both sides does not inspect', async () => {
  const bare = await claimed(red, 2, {});
  await labelAll(ann, bare.packageId);
  expect(codeOf(await handOver(red, bare.awardId))).toEqual([409, 'annotation.noPlan']);
  const { packageId, awardId } = await claimed(red, 2);
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
