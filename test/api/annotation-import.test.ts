import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  activeProject,
  api,
  demandSide,
  ok,
  textConfig,
  type DemandSide,
} from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  provider,
  draftDataset,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

let hub: TestHub;
let demand: DemandSide;
let other: DemandSide;
let catalogue: Provider;
beforeAll(async () => {
  hub = await startHub();
  demand = await demandSide(hub, 'importer');
  other = await demandSide(hub, 'stranger');
  catalogue = await provider(hub, 'images');
});
afterAll(() => hub.stop());

const newProject = async (labelConfig = textConfig): Promise<any> =>
  ok(await demand.owner.post(`${api}/projects`, { org: 'importer', title: 'I', labelConfig }), 201);

async function send(importId: string, body: string) {
  const response = await fetch(`${hub.url}${api}/imports/${importId}/content`, {
    method: 'PUT',
    headers: {
      cookie: demand.owner.cookieHeader,
      origin: hub.url,
      'content-type': 'application/octet-stream',
      'idempotency-key': crypto.randomUUID(),
    },
    body,
  });
  return { status: response.status, body: (await response.json()) as any };
}

async function finished(importId: string): Promise<any> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const view = ok(await demand.owner.get(`${api}/imports/${importId}`));
    if (view.state === 'done' || view.state === 'failed') return view;
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error('the import does not end');
}

test('a file of 6,000 lines arrives whole; bad lines are told and block nothing', async () => {
  const project = await newProject();
  const order = ok(
    await demand.owner.post(`${api}/projects/${project.id}/imports`, { file: { format: 'jsonl' } }),
    201,
  );
  expect(order.state).toBe('awaiting');
  const lines = Array.from({ length: 6_000 }, (_, n) =>
    n === 10
      ? '{broken'
      : n === 4_000
        ? '{"text":"\\u0000"}'
        : JSON.stringify({ text: `第 ${n} 行` }),
  );
  const sent = await send(order.id, lines.join('\n'));
  expect(sent.status).toBe(200);
  const view = await finished(order.id);
  expect([view.state, view.tasks, view.items, view.problemCount, view.error]).toEqual([
    'done',
    5_998,
    6_000,
    2,
    null,
  ]);
  expect(view.doneBytes).toBe(view.totalBytes);
  expect(view.problems.map((p: any) => [p.item, p.code])).toEqual([
    [11, 'json.syntax'],
    [4_001, 'task.characters'],
  ]);
  // Sent again, nothing happens twice.
  expect((await send(order.id, lines.join('\n'))).body.tasks).toBe(5_998);
  const ids = ok(
    await demand.owner.get(`${api}/projects/${project.id}/tasks?fields=id&limit=50000`),
  );
  expect(ids.items).toHaveLength(5_998);
  const page = ok(await demand.owner.get(`${api}/projects/${project.id}/tasks?limit=2`));
  const next = ok(
    await demand.owner.get(`${api}/projects/${project.id}/tasks?limit=1&cursor=${page.next}`),
  );
  expect(next.items[0].id).toBe(ids.items[2].id);
  const first = ok(await demand.owner.get(`${api}/tasks/${ids.items[0].id}`));
  expect([first.data, first.source]).toEqual([{ text: '第 0 行' }, { item: 1, line: 1 }]);
});

test('files of a dataset version become tasks whose content has ranges, for the project alone', async () => {
  const dataset = await draftDataset(catalogue, 'pictures');
  const bytes = new Uint8Array(5_000).map((_, n) => n % 251);
  await uploadFile(catalogue.client, dataset, 'a/one.png', bytes);
  await uploadFile(catalogue.client, dataset, 'a/two.png', new Uint8Array([1, 2, 3]));
  await publish(catalogue.client, dataset, '1.0.0');
  const project = await newProject(
    '<View><Image name="img" value="$picture"/><Choices name="c" toName="img"><Choice value="a"/></Choices></View>',
  );
  const source = { org: 'images', name: 'pictures', version: '1.0.0' };
  const order = ok(
    await demand.owner.post(`${api}/projects/${project.id}/imports`, { dataset: source }),
    201,
  );
  expect((await finished(order.id)).tasks).toBe(2);
  const { items } = ok(await demand.owner.get(`${api}/projects/${project.id}/tasks`));
  const task = ok(await demand.owner.get(`${api}/tasks/${items[0].id}`));
  expect(task.data).toEqual({ picture: 'a/one.png' });
  const url = task.media.picture;
  const part = await demand.owner.get(url, { range: 'bytes=10-19' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/5000']);
  const whole = await fetch(hub.url + url, { headers: { cookie: demand.owner.cookieHeader } });
  const digest = createHash('sha256')
    .update(new Uint8Array(await whole.arrayBuffer()))
    .digest('hex');
  expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(whole.headers.get('content-security-policy')).toContain('sandbox');
  expect((await other.owner.get(url)).status).toBe(404);
  const nothing = await demand.owner.get(`${api}/tasks/${task.id}/media/other`);
  expect(nothing.status).toBe(404);
});

test('a private dataset of others, two sources, and an inner address are refused', async () => {
  const dataset = await draftDataset(catalogue, 'secret', 'organisation');
  await uploadFile(catalogue.client, dataset, 'one.jsonl', '{"text":"x"}\n');
  await publish(catalogue.client, dataset, '1.0.0');
  const project = await activeProject(demand, 1);
  const path = `${api}/projects/${project.id}/imports`;
  const from = { org: 'images', name: 'secret', version: '1.0.0', path: 'one.jsonl' };
  expect((await demand.owner.post(path, { dataset: from })).status).toBe(404);
  const both = await demand.owner.post(path, { items: [{ text: 'x' }], file: { format: 'csv' } });
  expect([both.status, both.body.code]).toEqual([422, 'annotation.importSource']);
  ok(await demand.owner.post(path, { items: [{ text: 'http://127.0.0.1:1/x' }] }), 201);
  const { items } = ok(await demand.owner.get(`${api}/projects/${project.id}/tasks`));
  const inner = await demand.owner.get(`${api}/tasks/${items.at(-1).id}/media/text`);
  expect([inner.status, inner.body.code]).toEqual([422, 'outbound.blocked']);
});
