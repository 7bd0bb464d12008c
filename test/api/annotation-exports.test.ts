import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { person } from '#test/support/people.ts';
import type { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let demand: DemandSide;
let worker: Visitor & { userId: string };
beforeAll(async () => {
  hub = await startHub();
  demand = await demandSide(hub, 'export-house');
  worker = await colleague(hub, demand.org.orgId, 'export-worker');
});
afterAll(() => hub.stop());

async function finished(id: string): Promise<any> {
  for (let n = 0; n < 200; n += 1) {
    const seen = ok(await demand.owner.get(`${api}/exports/${id}`));
    if (seen.state === 'done' || seen.state === 'failed') return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the export did not end');
}

const order = async (projectId: string, body: object): Promise<any> => {
  const made = ok(await demand.owner.post(`${api}/projects/${projectId}/exports`, body), 202);
  return finished(made.id);
};

const bytes = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${hub.url}${path}`, { headers: { cookie: demand.owner.cookieHeader, ...headers } });

/** Three tasks, of which the first is answered and the second skipped. */
async function labelled(): Promise<any> {
  const project = await activeProject(demand, 3);
  const pack = await openPackage(demand, project.id);
  const { leases } = await lease(worker, pack.id, 2);
  expect((await submit(worker, leases[0].id, choice('good'))).status).toBe(201);
  const skip = { submissionId: crypto.randomUUID(), result: [], leadTimeMs: 10 };
  const skipped = { ...skip, skipped: { reason: 'blurred' } };
  expect((await worker.post(`${api}/leases/${leases[1].id}/submission`, skipped)).status).toBe(201);
  return { ...project, pack };
}

test('an export runs as a job, tells what it holds and what it lost, and resumes at any byte', async () => {
  const project = await labelled();
  const done = await order(project.id, { format: 'JSON' });
  expect([done.state, done.which, done.doneTasks, done.totalTasks, done.losses]).toEqual([
    'done',
    'submitted',
    3,
    3,
    [],
  ]);
  expect(done.manifest).toEqual({
    tasks: 1,
    annotations: 1,
    regions: 1,
    relations: 0,
    labels: { good: 1 },
    skipped: [],
    files: 0,
  });
  const path = `${api}/exports/${done.id}/file`;
  const whole = await bytes(path);
  const text = await whole.text();
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('etag')]).toEqual([
    200,
    'application/json',
    `"${createHash('sha256').update(text).digest('hex')}"`,
  ]);
  expect(text.length).toBe(done.file.sizeBytes);
  const tasks = JSON.parse(text);
  expect(tasks.map((t: any) => [t.data, t.annotations.map((a: any) => a.result)])).toEqual([
    [{ text: 'text 1' }, [choice('good')]],
  ]);
  const part = await bytes(path, { range: 'bytes=5-' });
  expect([part.status, await part.text()]).toEqual([206, text.slice(5)]);
  const etag = whole.headers.get('etag') ?? '';
  expect((await bytes(path, { 'if-none-match': etag })).status).toBe(304);

  const again = await order(project.id, { format: 'JSON' });
  expect(again.file.sha256).toBe(done.file.sha256);
  const list = ok(await demand.owner.get(`${api}/projects/${project.id}/exports?limit=1`));
  expect([list.items.map((e: any) => e.id), typeof list.next]).toEqual([[again.id], 'string']);
  const older = ok(
    await demand.owner.get(`${api}/projects/${project.id}/exports?cursor=${list.next}`),
  );
  expect(older.items).toEqual([done]);
  expect(list.formats.filter((f: any) => f.fits).map((f: any) => f.format)).toEqual([
    'JSON',
    'JSONL',
    'JSON_MIN',
    'CSV',
    'CSV_SPREADSHEET',
    'TSV',
  ]);
});

test('which results: accepted, those that stand, all; what a format cannot carry is named', async () => {
  const project = await labelled();
  const accepted = await order(project.id, { format: 'JSONL', which: 'accepted' });
  expect([accepted.manifest.tasks, accepted.file.sizeBytes]).toEqual([0, 0]);
  const all = await order(project.id, { format: 'JSON', which: 'all', packageId: project.pack.id });
  const tasks = (await (await bytes(`${api}/exports/${all.id}/file`)).json()) as any[];
  expect(tasks.map((t) => t.annotations.map((a: any) => a.was_cancelled))).toEqual([
    [false],
    [true],
    [],
  ]);
  const csv = await order(project.id, { format: 'CSV', which: 'all' });
  const table = await (await bytes(`${api}/exports/${csv.id}/file`)).text();
  expect(table.split('\r\n').length).toBe(4);
  expect(csv.manifest.skipped).toEqual([{ what: 'annotation', reason: 'cancelled', count: 1 }]);
  expect(csv.losses.map((l: any) => l.field)).toEqual([
    'annotation.unique_id',
    'region.id',
    'region.to_name',
    'task.created_at',
  ]);
});

const imageConfig = `<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img">
<Label value="车"/></RectangleLabels></View>`;
const box = {
  id: 'b',
  from_name: 'box',
  to_name: 'img',
  type: 'rectanglelabels',
  original_width: 100,
  original_height: 50,
  image_rotation: 0,
  value: { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: ['车'] },
};

test('a ZIP of hostile image names stays inside, carries its manifest, and a bad item blocks nothing', async () => {
  const made = ok(
    await demand.owner.post(`${api}/projects`, {
      org: demand.org.slug,
      title: 'Boxes',
      labelConfig: imageConfig,
    }),
    201,
  );
  const items = ['../../etc/passwd', 'https://x.example/a/b/c.jpg?d=../../../z.png', 'CON.jpg'].map(
    (image) => ({ data: { image }, annotations: [{ ground_truth: true, result: [box] }] }),
  );
  const bad = {
    data: { image: 'bad.jpg' },
    annotations: [{ ground_truth: true, result: [{ ...box, value: { x: 'a' } }] }],
  };
  ok(
    await demand.owner.post(`${api}/projects/${made.id}/imports`, { items: [...items, bad] }),
    201,
  );
  const done = await order(made.id, { format: 'VOC' });
  expect([done.state, done.error]).toEqual(['done', null]);
  expect(done.manifest.annotations).toBeGreaterThanOrEqual(3);
  const zip = Buffer.from(await (await bytes(`${api}/exports/${done.id}/file`)).arrayBuffer());
  const names = [
    // oxlint-disable-next-line no-control-regex -- the signatures of ZIP records
    ...zip.toString('latin1').matchAll(/PK\x01\x02.{42}([\x20-\x7e]+?)(?=PK\x01\x02|PK\x05\x06)/gs),
  ].map((m) => m[1]);
  expect(names.length).toBeGreaterThanOrEqual(4);
  expect(names.at(-1)).toBe('manifest.json');
  for (const name of names) expect(name).not.toMatch(/\.\.|^\/|^CON\.|\\/);

  const now = await bytes(`${api}/projects/${made.id}/result?format=COCO`);
  const coco = (await now.json()) as any;
  expect([now.status, coco.images.length]).toEqual([200, done.manifest.tasks]);
  expect(coco.annotations[0].bbox).toEqual([10, 10, 30, 20]);
});

test('others see no export, and a file that is not there is explained', async () => {
  const project = await labelled();
  const done = await order(project.id, { format: 'JSON_MIN' });
  const stranger = await person(hub, 'export-stranger');
  for (const path of [
    `exports/${done.id}`,
    `exports/${done.id}/file`,
    `projects/${project.id}/exports`,
  ])
    expect((await stranger.get(`${api}/${path}`)).status).toBe(404);
  await hub.node.hub.blobs.delete(done.file.sha256);
  const gone = await demand.owner.get(`${api}/exports/${done.id}/file`);
  expect([gone.status, gone.body.code]).toEqual([410, 'annotation.exportExpired']);
  const foreign = await demand.owner.post(`${api}/projects/${project.id}/exports`, {
    format: 'JSON',
    packageId: '01890000-0000-7000-8000-00000000dead',
  });
  expect([foreign.status, foreign.body.code]).toEqual([404, 'hub.notFound']);
});
