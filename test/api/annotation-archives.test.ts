import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogJobs } from '#src/catalog/index.ts';
import { api, demandSide, ok, type DemandSide } from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { pngHead, zipOf, type Packed } from '#test/support/zip.ts';

let hub: TestHub;
let demand: DemandSide;
beforeAll(async () => {
  hub = await startHub();
  demand = await demandSide(hub, 'archives');
});
afterAll(() => hub.stop());

const boxes =
  '<View><Image name="img" value="$picture"/><RectangleLabels name="box" toName="img"><Label value="cat"/><Label value="dog"/></RectangleLabels></View>';
const polygons =
  '<View><Image name="img" value="$picture"/><PolygonLabels name="shape" toName="img"><Label value="cat"/></PolygonLabels></View>';
const texts =
  '<View><Text name="text" value="$text"/><Choices name="mood" toName="text"><Choice value="good"/></Choices></View>';

const put = async (importId: string, body: Buffer): Promise<void> => {
  const headers = {
    cookie: demand.owner.cookieHeader,
    origin: hub.url,
    'content-type': 'application/octet-stream',
    'idempotency-key': crypto.randomUUID(),
  };
  const at = `${hub.url}${api}/imports/${importId}/content`;
  const sent = await fetch(at, { method: 'PUT', headers, body: Uint8Array.from(body) });
  expect(sent.status).toBe(200);
};

/** Imports bytes in a format and waits for the end: the view, and the tasks with their data. */
async function imported(format: string, labelConfig: string, body: Buffer) {
  const made = { org: 'archives', title: 'A', labelConfig };
  const project = ok(await demand.owner.post(`${api}/projects`, made), 201);
  const path = `${api}/projects/${project.id}`;
  const order = ok(await demand.owner.post(`${path}/imports`, { file: { format } }), 201);
  await put(order.id, body);
  let view: any;
  do {
    await new Promise((r) => setTimeout(r, 100));
    view = ok(await demand.owner.get(`${api}/imports/${order.id}`));
  } while (view.state !== 'done' && view.state !== 'failed');
  const { items } = ok(await demand.owner.get(`${path}/tasks`));
  const tasks: any[] = [];
  for (const { id } of items) tasks.push(ok(await demand.owner.get(`${api}/tasks/${id}`)));
  return {
    view,
    tasks,
    problems: view.problems.map((p: any) => [p.item, p.field, p.code]),
    regions: tasks.map((t) =>
      t.predictions.flatMap((p: any) =>
        p.result.map((r: any) => [r.value.rectanglelabels ?? r.value.polygonlabels, r.value.x]),
      ),
    ),
  };
}

const voc = (name: string, label: string) => `<annotation><filename>${name}</filename>
  <size><width>200</width><height>100</height><depth>3</depth></size>
  <object><name>${label}</name><bndbox><xmin>20</xmin><ymin>10</ymin><xmax>60</xmax><ymax>50</ymax></bndbox></object>
</annotation>`;
const png = (path: string): Packed => ({ path, content: pngHead(200, 100), stored: true });

test('VOC with its images: boxes become pre-annotations, pictures media; what is bad is told by name', async () => {
  const { view, tasks, problems, regions } = await imported(
    'zip',
    boxes,
    zipOf([
      { path: 'VOC/Annotations/one.xml', content: voc('one.png', 'cat') },
      { path: 'VOC/Annotations/gone.xml', content: voc('gone.png', 'cat') },
      { path: 'VOC/Annotations/fake.xml', content: voc('fake.png', 'dog') },
      { path: 'VOC/Annotations/torn.xml', content: voc('torn.png', 'dog'), crc: 7 },
      { path: 'VOC/Annotations/wrong.xml', content: '<annotation>' },
      png('VOC/JPEGImages/one.png'),
      png('VOC/JPEGImages/more.png'),
      { path: 'VOC/JPEGImages/fake.png', content: 'no picture' },
      { path: '../../escape.png', content: pngHead(1, 1) },
      { path: '__MACOSX/VOC/._one.png', content: 'x' },
    ]),
  );
  expect([view.state, view.tasks, view.error]).toEqual(['done', 2, null]);
  expect(view.doneBytes).toBe(view.totalBytes);
  expect(tasks.map((t) => t.data.picture)).toEqual(['one.png', 'VOC/JPEGImages/more.png']);
  expect(regions).toEqual([[[['cat'], 10]], []]);
  expect(problems).toEqual([
    [1, 'VOC/Annotations/fake.xml', 'image.damaged'],
    [2, 'VOC/Annotations/gone.xml', 'image.absent'],
    [4, 'VOC/Annotations/wrong.xml', 'voc.syntax'],
    [6, 'VOC/Annotations/torn.xml', 'archive.damaged'],
    [7, '../../escape.png', 'archive.path'],
  ]);
  const media = await fetch(hub.url + tasks[0].media.picture, {
    headers: { cookie: demand.owner.cookieHeader },
  });
  expect([media.status, media.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await media.arrayBuffer()).equals(pngHead(200, 100))).toBe(true);
});

test('YOLO: boxes, polygons and turned boxes with the sizes of their images', async () => {
  const files = (line: string): Buffer =>
    zipOf([
      { path: 'set/data.yaml', content: 'names: [cat, dog]\n' },
      { path: 'set/labels/train/a.txt', content: `${line}\n5 0.5 0.5 0.1 0.1\n` },
      png('set/images/train/a.png'),
      png('set/images/train/b.png'),
    ]);
  const flat = await imported('yolo', boxes, files('1 0.5 0.5 0.2 0.4'));
  expect(flat.tasks.map((t) => [t.data.picture, t.meta])).toEqual([
    ['set/images/train/a.png', { width: 200, height: 100 }],
    ['set/images/train/b.png', null],
  ]);
  expect(flat.regions).toEqual([[[['dog'], 40]], []]);
  expect(flat.problems).toEqual([[1, 'set/labels/train/a.txt', 'yolo.class']]);
  const shape = await imported('yolo', polygons, files('0 0.1 0.1 0.5 0.1 0.5 0.9'));
  expect(shape.tasks[0].predictions[0].result[0].value.points).toEqual([
    [10, 10],
    [50, 10],
    [50, 90],
  ]);
  const turned = await imported('yolo-obb', boxes, files('0 0.5 0.2 0.6 0.4 0.4 0.8 0.3 0.6'));
  const [region] = turned.tasks[0].predictions[0].result;
  expect([region.original_width, region.value.rotation > 0]).toEqual([200, true]);
});

test('COCO, Label Studio, CSV and files alone: by what the archive holds', async () => {
  const coco = {
    info: {},
    images: [
      { id: 1, file_name: 'a.png', width: 200, height: 100 },
      { id: 2, file_name: 'x/same.png', width: 200, height: 100 },
      { id: 3, file_name: 'same.png', width: 200, height: 100 },
    ],
    categories: [{ id: 1, name: 'cat' }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [20, 10, 40, 40] }],
  };
  const pictures = ['pics/a.png', 'pics/x/same.png', 'pics/y/same.png', 'pics/z.png'].map(png);
  const fromCoco = await imported(
    'zip',
    boxes,
    zipOf([{ path: 'instances.json', content: JSON.stringify(coco) }, ...pictures]),
  );
  expect(fromCoco.regions).toEqual([[[['cat'], 10]], []]);
  expect(fromCoco.problems).toEqual([
    [3, 'instances.json', 'image.ambiguous'],
    [4, 'pics/y/same.png', 'archive.unused'],
    [5, 'pics/z.png', 'archive.unused'],
  ]);
  const tasks = [
    { data: { picture: '/data/upload/3/0a1b2c3d-a.png' } },
    { data: { picture: 'https://example.org/far.png' } },
  ];
  const fromTasks = await imported(
    'label-studio',
    boxes,
    zipOf([{ path: 'tasks.json', content: JSON.stringify(tasks) }, png('images/a.png')]),
  );
  expect(fromTasks.tasks.map((t) => Object.keys(t.media))).toEqual([['picture'], ['picture']]);
  expect([fromTasks.problems, fromTasks.tasks[0].media.picture.length > 0]).toEqual([[], true]);
  const fromTable = await imported(
    'zip',
    boxes,
    zipOf([{ path: 'list.csv', content: 'picture,note\na.png,早\n' }, png('a.png')]),
  );
  expect(fromTable.tasks.map((t) => [t.data, Object.keys(t.media)])).toEqual([
    [{ picture: 'a.png', note: '早' }, ['picture']],
  ]);
  const alone = await imported('zip', boxes, zipOf([png('b.png'), png('a.png')]));
  expect(alone.tasks.map((t) => t.data.picture)).toEqual(['a.png', 'b.png']);
  const words = await imported(
    'zip',
    texts,
    zipOf([
      { path: '一.txt', content: '你好' },
      { path: '二.txt', content: '再见' },
    ]),
  );
  expect(words.tasks.map((t) => t.data)).toEqual([{ text: '你好' }, { text: '再见' }]);
});

test('what is no archive, holds nothing, or stands alone', async () => {
  expect((await imported('zip', boxes, Buffer.from('PK\x03\x04 cut off'))).problems).toEqual([
    [0, null, 'archive.shape'],
  ]);
  const nothing = zipOf([{ path: 'readme.md', content: '#' }]);
  expect((await imported('zip', boxes, nothing)).problems).toEqual([[0, null, 'archive.kind']]);
  const one = await imported('voc', boxes, Buffer.from(voc('one.png', 'cat')));
  expect([one.tasks[0].data.picture, one.regions]).toEqual(['one.png', [[[['cat'], 10]]]]);
  const lines = await imported('text', texts, Buffer.from('\uFEFF第一\n\n第二'));
  expect(lines.tasks.map((t) => [t.data, t.source])).toEqual([
    [{ text: '第一' }, { item: 1, line: 1 }],
    [{ text: '第二' }, { item: 2, line: 3 }],
  ]);
});

test('garbage collection keeps the media of tasks and lets the archive itself go', async () => {
  const archive = zipOf([png('kept.png'), { path: 'b.png', content: pngHead(9, 9) }]);
  const { tasks } = await imported('zip', boxes, archive);
  const { blobs } = hub.node.hub;
  const before: string[] = [];
  for await (const { sha256 } of blobs.list()) before.push(sha256);
  const deps = (days: number) => ({
    ...hub.node.hub,
    clock: { now: () => new Date(Date.now() + days * 24 * 3_600_000) },
  });
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  for (const [days, job] of [
    [0, 'catalog.collect-files'],
    [8, 'catalog.collect-files'],
    [16, 'catalog.collect-unrecorded'],
  ] as const)
    await catalogJobs(deps(days))[job]?.({}, context);
  const after = new Set<string>();
  for await (const { sha256 } of blobs.list()) after.add(sha256);
  expect(after.size).toBeLessThan(before.length);
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256').update(archive).digest('hex');
  expect([before.includes(digest), after.has(digest)]).toEqual([true, false]);
  for (const { media } of tasks)
    expect((await demand.owner.get(media.picture, { range: 'bytes=0-7' })).status).toBe(206);
});
