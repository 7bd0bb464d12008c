import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorker, type LocalWorker } from '../../deploy/worker.ts';
import { freePort } from '#test/support/free-port.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';
import { password } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let worker: LocalWorker;
let org: Provider;
let visitor: Visitor;

const content = '站点,潮位\n厦门,3.2\n福州,2.8\n';

beforeAll(async () => {
  hub = await startHub();
  org = await provider(hub, 'sea-lab');
  await draftDataset(org, 'tides');
  await uploadFile(org.client, 'sea-lab/tides', '数据/潮位.csv', content);
  await publish(org.client, 'sea-lab/tides', '1.0.0');
  worker = await startWorker(hub.node, hub.database.appUrl, await freePort());
  visitor = new Visitor({ ...hub, url: worker.url });
}, 180_000);

afterAll(async () => {
  await worker?.stop();
  await hub.stop();
});

test('the page of a dataset is rendered in workerd', async () => {
  const page = await fetch(`${worker.url}/d/sea-lab/tides`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'nonce-/);
  expect(await page.text()).toContain('sea-lab');
});

test('search in workerd finds what Node indexed', async () => {
  const find = () => visitor.get('/api/v1/search?q=tides');
  await expect.poll(async () => (await find()).body.total, { timeout: 20_000 }).toBe(1);
  const found = await find();
  expect([found.status, found.body.items.map((i: { name: string }) => i.name)]).toEqual([
    200,
    ['tides'],
  ]);
});

test('a download in workerd has the same bytes, and its parts', async () => {
  const path = `/api/v1/datasets/sea-lab/tides/versions/1.0.0/raw/${encodeURIComponent('数据')}/${encodeURIComponent('潮位.csv')}`;
  const whole = await fetch(worker.url + path);
  expect([whole.status, await whole.text()]).toEqual([200, content]);
  const part = await fetch(worker.url + path, { headers: { range: 'bytes=3-8' } });
  expect([part.status, await part.text()]).toEqual([
    206,
    new TextDecoder().decode(new TextEncoder().encode(content).slice(3, 9)),
  ]);
});

test('signing in and editing metadata work in workerd', async () => {
  await visitor.signIn(org.email, password);
  const me = await visitor.get('/api/v1/me');
  expect([me.status, me.body.email]).toEqual([200, org.email]);
  const before = await visitor.get('/api/v1/datasets/sea-lab/tides');
  const { card, revision } = before.body.dataset;
  const edited = await visitor.send('PATCH', '/api/v1/datasets/sea-lab/tides', {
    revision,
    card: { ...card, title: { zh: '潮位', en: 'Tide levels' } },
  });
  expect(edited.status).toBe(200);
  const after = await visitor.get('/api/v1/datasets/sea-lab/tides');
  expect(after.body.dataset.card.title).toEqual({ zh: '潮位', en: 'Tide levels' });
});

test('an upload is refused with a sentence that says where to go', async () => {
  const reply = await visitor.send('POST', '/api/v1/uploads', undefined, {
    'tus-resumable': '1.0.0',
    'upload-length': '3',
    'upload-metadata': `dataset ${btoa('sea-lab/tides')},path ${btoa('a.csv')}`,
  });
  expect([reply.status, reply.body.code]).toEqual([501, 'worker.nodeOnly']);
});
