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
  api,
  choice,
  colleague,
  demandSide,
  lease,
  ok,
  submit,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { commitmentOf, isSigned, lotDigestOf, sampleOf } from '#test/support/re-derive-sample.ts';
import { Visitor } from '#test/support/visitor.ts';

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

test('a lot goes from the commitment to a certificate that anybody re-derives', async () => {
  const { packageId, awardId } = await claimed(demand, red, 60);
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
  // 59 units in the lot and one in review, 50 fen each.
  const paid = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('annotation.settlement')
      .select(['lot_id', 'quality_ppm', 'total_fen'])
      .where('award_id', '=', awardId)
      .orderBy('id')
      .execute(),
  );
  expect(paid).toEqual([
    { lot_id: lot.id, quality_ppm: 950_000, total_fen: 2950n },
    { lot_id: again.annotationId, quality_ppm: 1_000_000, total_fen: 50n },
  ]);
  const bench = ok(await ann.get(`${api}/packages/${packageId}/workbench`));
  expect(bench.counts.mine).toMatchObject({ accepted: 60, returned: 1 });
});
