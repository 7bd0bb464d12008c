import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreementOf } from '#src/annotation/agreement/agreement-of.ts';
import { makeReport } from '#src/annotation/reports/make-report.ts';
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
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let red: DemandSide;
let blue: DemandSide;
let ann: Visitor & { userId: string };
let packageId: string;
let projectId: string;
const answers = new Map<string, { annotator: string; result: any[] }[]>();
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  demand = await demandSide(hub, 'demand');
  red = await demandSide(hub, 'red');
  blue = await demandSide(hub, 'blue');
  ann = await colleague(hub, red.org.orgId, 'ann');
  const project = await activeProject(demand, 12);
  projectId = project.id;
  const terms = { mode: 'blind_overlap', crossRateBp: 10_000, priceFen: '30', aql: '2.5' };
  const pack = await openPackage(demand, project.id, terms);
  packageId = pack.id;
  const awards = [red, blue].map((v) => ({ org: v.org.slug, share: 6 }));
  ok(
    await demand.owner.post(`${api}/packages/${packageId}/award`, {
      awards,
      revision: pack.revision,
    }),
  );
  for (const [who, userId] of [
    [ann, ann.userId],
    [blue.owner, blue.owner.userId],
  ] as const) {
    const { leases } = await lease(who, packageId, 10);
    for (const [n, held] of leases.entries()) {
      const result = choice(n % 4 === 0 && who === ann ? 'bad' : n % 3 === 0 ? 'bad' : 'good');
      ok(await submit(who, held.id, result), 201);
      const of = answers.get(held.task.id) ?? [];
      answers.set(held.task.id, [...of, { annotator: userId, result }]);
    }
  }
});
afterAll(() => hub.stop());

const both = () => [...answers.values()].filter((a) => a.length > 1);

test('agreement of a package is what the measures say, and blind to a vendor', async () => {
  const report = ok(await demand.owner.get(`${api}/packages/${packageId}/agreement`));
  expect([report.state, report.total]).toEqual(['done', both().length]);
  const own = agreementOf(
    'choices',
    both().map((a) => ({ answers: a })),
    { fromName: 'mood' },
  );
  const [figures] = report.figures.agreement;
  expect([figures.question, figures.compared, figures.measures]).toEqual([
    'mood',
    both().length,
    own.measures,
  ]);
  const [consensus] = report.figures.consensus;
  expect([consensus.items, consensus.workers.length]).toEqual([both().length, 2]);
  expect(report.figures.collusion).toEqual([]);
  const theirs = ok(await red.owner.get(`${api}/packages/${packageId}/agreement`));
  expect([theirs.figures.tasks, 'collusion' in theirs.figures]).toEqual([0, false]);
  expect((await ann.get(`${api}/packages/${packageId}/agreement`)).status).toBe(403);
  expect((await red.owner.get(`${api}/projects/${projectId}/agreement`)).status).toBe(404);
  const whole = ok(await demand.owner.get(`${api}/projects/${projectId}/agreement`));
  expect(whole.figures.agreement).toEqual(report.figures.agreement);
});

test('as a job the same figures are kept, with the progress', async () => {
  const queued = ok(await demand.owner.post(`${api}/packages/${packageId}/agreement`), 202);
  expect([queued.state, queued.done, queued.total]).toEqual(['queued', 0, both().length]);
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 3 };
  await makeReport(hub.node.hub, queued.id, context);
  const at = { db: hub.node.hub.store };
  const kept: any = await at.db.read({ kind: 'system', reason: 'test' }, (db) =>
    db
      .selectFrom('annotation.quality_report')
      .selectAll()
      .where('id', '=', queued.id)
      .executeTakeFirstOrThrow(),
  );
  const now = ok(await demand.owner.get(`${api}/packages/${packageId}/agreement`));
  expect([kept.state, Number(kept.done), kept.result]).toEqual([
    'done',
    both().length,
    now.figures,
  ]);
});

test('each role sees its dashboard', async () => {
  const of = async (who: Visitor) => ok(await who.get(`${api}/packages/${packageId}/dashboard`));
  const mine = await of(demand.owner);
  const done = [...answers.values()].flat().length;
  expect([mine.role, mine.progress.submitted, mine.progress.total, mine.vendors.length]).toEqual([
    'demand',
    done,
    24,
    2,
  ]);
  expect([mine.pace.last24, mine.pace.hours.length, mine.pace.hours.at(-1)]).toEqual([
    done,
    24,
    done,
  ]);
  expect(mine.pace.perHour).toBe(done);
  expect(mine.forecast.endsAt).not.toBeNull();
  expect(mine.money).toEqual({ settledFen: '0', openFen: String(30 * done) });
  expect(mine.people.map((p: any) => p.name)).toEqual(['', '']);
  const manager = await of(red.owner);
  expect([
    manager.role,
    manager.progress.submitted,
    manager.progress.total,
    'vendors' in manager,
  ]).toEqual(['manager', 10, 12, false]);
  expect(manager.people.map((p: any) => [p.id, p.name])).toEqual([[ann.userId, 'ann']]);
  const worker = await of(ann);
  expect([worker.role, 'money' in worker, 'people' in worker, worker.mine.submitted]).toEqual([
    'annotator',
    false,
    false,
    10,
  ]);
  const stranger = await demandSide(hub, 'stranger');
  expect((await stranger.owner.get(`${api}/packages/${packageId}/dashboard`)).status).toBe(404);
  const { items } = ok(await red.owner.get(`${api}/overview`));
  expect(items.map((i: any) => [i.id, i.role, i.total, i.submitted, i.toReview])).toEqual([
    [packageId, 'manager', 12, 10, 10],
  ]);
  expect(ok(await stranger.owner.get(`${api}/overview`)).items).toEqual([]);
});
