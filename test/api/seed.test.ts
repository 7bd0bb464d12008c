import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { demoDatasets } from '#seeds/demo/datasets.ts';
import { seedDemo, type SeedReport } from '#seeds/demo.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let report: SeedReport;
let seconds: number;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  const started = performance.now();
  report = await seedDemo(hub.node.hub);
  seconds = (performance.now() - started) / 1000;
});
afterAll(() => hub.stop());

const count = (
  table: 'catalog.dataset' | 'catalog.version' | 'auth.user' | 'identity.organisation',
) =>
  hub.node.hub.store.read(systemActor('test'), async (db) => {
    const { n } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<bigint>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  });

test('the demonstration is loaded in time, and again without change', async () => {
  expect(seconds).toBeLessThan(20);
  expect(report.datasets).toBe(demoDatasets.length);
  expect(demoDatasets.length).toBeGreaterThanOrEqual(20);
  const tables = [
    'catalog.dataset',
    'catalog.version',
    'auth.user',
    'identity.organisation',
  ] as const;
  const before = await Promise.all(tables.map(count));
  expect(await seedDemo(hub.node.hub)).toEqual({ datasets: 0, users: [] });
  expect(await Promise.all(tables.map(count))).toEqual(before);
});

test('every role can sign in with the password it was given, and no two share one', async () => {
  expect(report.users.map((u) => u.role)).toEqual([
    'researcher',
    'provider owner',
    'university owner',
    'annotation vendor manager',
    'operator',
    'approver',
    'auditor',
    'admin',
  ]);
  expect(new Set(report.users.map((u) => u.password)).size).toBe(report.users.length);
  for (const { role, email, password } of report.users) {
    const me = await (await new Visitor(hub).signIn(email, password)).get('/api/v1/me');
    expect(me.body.staff).toEqual(
      ['operator', 'approver', 'auditor', 'admin'].includes(role) ? [role] : [],
    );
  }
});

test('what is public opens for everybody with its true licence and its bytes', async () => {
  const visitor = new Visitor(hub);
  for (const seed of demoDatasets.filter((d) => d.visibility === undefined)) {
    const page = await visitor.get(`/api/v1/datasets/${seed.org}/${seed.name}`);
    expect([seed.name, page.status]).toEqual([seed.name, 200]);
    expect(page.body.dataset.card.licence).toEqual(seed.card.licence);
    expect(page.body.version.semver).toBe(seed.versions.at(-1)?.version);
    expect(page.body.files.fileCount).toBe(seed.versions.at(-1)?.files.length);
    expect(page.body.access.download).toEqual({ verdict: 'permit', reason: null });
  }
});

test('the gated and the inner dataset keep their bytes', async () => {
  const visitor = new Visitor(hub);
  const gated = await visitor.get('/api/v1/datasets/minjiang-manufacturing/aircraft-bird-strikes');
  expect([gated.status, gated.body.access.download.verdict]).toEqual([200, 'deny']);
  const inner = await visitor.get(
    '/api/v1/datasets/zhongbiao-annotation/annotator-training-capitals',
  );
  expect(inner.status).toBe(404);
});

test('versions differ, and the comparison says in what', async () => {
  const path = '/api/v1/datasets/strait-ocean-institute/global-temperature-anomaly';
  const diff = await new Visitor(hub).get(`${path}/diff?from=1.1.0&to=2.0.0`);
  expect(diff.status).toBe(200);
  expect(diff.body.added.map((f: { path: string }) => f.path)).toEqual([
    'comparison/co2-concentration.csv',
  ]);
  expect(diff.body.changed.map((f: { path: string }) => f.path)).toEqual(['global-temp.csv']);
});
