import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { demoDatasets } from '#seeds/demo/datasets.ts';
import { seedDemo, type SeedReport } from '#seeds/demo.ts';
import { furnishCalendar } from '#test/support/calendar.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let report: SeedReport;
let seconds: number;
const deps = () => ({ ...hub.node.hub, withOwner: hub.node.withOwner });
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  await furnishCalendar(hub);
  const started = performance.now();
  report = await seedDemo(deps());
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
  expect(seconds).toBeLessThan(45);
  expect(report.datasets).toBe(demoDatasets.length);
  expect(demoDatasets.length).toBeGreaterThanOrEqual(20);
  const tables = [
    'catalog.dataset',
    'catalog.version',
    'auth.user',
    'identity.organisation',
  ] as const;
  const before = await Promise.all(tables.map(count));
  expect(await seedDemo(deps())).toEqual({ datasets: 0, users: [], rounds: true });
  expect(await Promise.all(tables.map(count))).toEqual(before);
});

test('there is work to take for a vendor, and work to do for the own team, with pictures that open', async () => {
  const seen = async (role: string) => {
    const user = report.users.find((u) => u.role === role);
    return new Visitor(hub).signIn(user?.email ?? '', user?.password ?? '');
  };
  const vendor = await seen('annotation vendor manager');
  const { body: market } = await vendor.get('/api/v1/annotation/packages?for=vendor&state=open');
  expect(market.items.map((p: any) => [p.mode, p.taskCount])).toEqual([['open_claim', 40]]);
  const { body: offer } = await vendor.get(`/api/v1/annotation/packages/${market.items[0].id}`);
  expect(offer.vendors.map((v: any) => [v.slug, v.most, v.refusal])).toEqual([
    ['zhongbiao-annotation', 40, null],
  ]);
  const owner = await seen('provider owner');
  const { body: mine } = await owner.get('/api/v1/annotation/packages?for=mine');
  expect(mine.items.map((p: any) => [p.mode, p.taskCount])).toEqual([['own_team', 12]]);
  const { body: projects } = await owner.get('/api/v1/annotation/projects');
  expect(projects.items.map((p: any) => [p.taskCount, p.donePpm])).toEqual([
    [12, 0],
    [40, 0],
  ]);
  const { body: tasks } = await owner.get(
    `/api/v1/annotation/projects/${mine.items[0].projectId}/tasks?limit=1`,
  );
  const { body: task } = await owner.get(`/api/v1/annotation/tasks/${tasks.items[0].id}`);
  const bytes = Buffer.from(task.data.image.split(',')[1], 'base64');
  expect([...bytes.subarray(0, 4)]).toEqual([137, 80, 78, 71]);
});

test('the vendor has a listed base, and people who label and inspect', async () => {
  const { body } = await new Visitor(hub).get('/api/v1/registers/annotation-bases/entries');
  expect(body.items.map((e: any) => e.name.en)).toEqual(['Zhongbiao annotation base (demo)']);
  const user = report.users.find((u) => u.role === 'annotation vendor manager');
  const manager = await new Visitor(hub).signIn(user?.email ?? '', user?.password ?? '');
  const team = await manager.get('/api/v1/annotation/vendors/zhongbiao-annotation/members');
  expect(team.body.items.map((m: any) => m.role)).toEqual(['manager', 'annotator', 'inspector']);
});

test('every role can sign in with the password it was given, and no two share one', async () => {
  expect(report.users.map((u) => u.role)).toEqual([
    'researcher',
    'provider owner',
    'university owner',
    'annotation vendor manager',
    'annotator',
    'annotation inspector',
    'expert',
    'operator',
    'second operator',
    'approver',
    'auditor',
    'admin',
  ]);
  expect(new Set(report.users.map((u) => u.password)).size).toBe(report.users.length);
  for (const { role, email, password } of report.users) {
    const me = await (await new Visitor(hub).signIn(email, password)).get('/api/v1/me');
    expect(me.body.staff).toEqual(
      role === 'second operator'
        ? ['operator']
        : ['operator', 'approver', 'auditor', 'admin'].includes(role)
          ? [role]
          : [],
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
