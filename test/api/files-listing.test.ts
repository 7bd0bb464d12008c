import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { ApiClient, draftDataset, provider, publish, uploadFile } from '#test/support/provider.ts';

const paths = [
  'a.csv',
  '数据/2024/b.csv',
  '数据/2025/c.csv',
  '数据/d.csv',
  '数据2/e.csv',
].toSorted();
let hub: TestHub;
let files: string;
let visitor: ApiClient;

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  const owner = await provider(hub, 'folders');
  const dataset = await draftDataset(owner, 'nested');
  for (const path of paths) await uploadFile(owner.client, dataset, path, `x\n${path}\n`);
  await publish(owner.client, dataset, '1.0.0');
  files = `/api/v1/datasets/${dataset}/versions/1.0.0/files`;
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

const pathsOf = (list: { items: { path: string }[] }) => list.items.map((file) => file.path);

test('a recursive listing holds the files of every folder, page by page', async () => {
  const whole = await visitor.json(visitor.get(`${files}?recursive=true`));
  expect([whole.folder, whole.folders, whole.fileCount, whole.next]).toEqual([
    '',
    [],
    5,
    undefined,
  ]);
  expect(pathsOf(whole).toSorted()).toEqual(paths);
  expect(whole.items[0]).toEqual({
    path: 'a.csv',
    sizeBytes: 8,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
    mediaType: 'text/csv',
    format: 'csv',
  });
  const paged: string[] = [];
  let next: string | undefined = '';
  do {
    const cursor: string = next === '' ? '' : `&cursor=${next}`;
    const page = await visitor.json(visitor.get(`${files}?recursive=true&limit=2${cursor}`));
    paged.push(...pathsOf(page));
    next = page.next;
  } while (next !== undefined);
  expect(paged).toEqual(pathsOf(whole));
});

test('below one folder it holds that folder and no neighbour with a longer name', async () => {
  const below = await visitor.json(
    visitor.get(`${files}?recursive=true&folder=${encodeURIComponent('数据')}`),
  );
  expect(pathsOf(below).toSorted()).toEqual(paths.filter((path) => path.startsWith('数据/')));
  const none = await visitor.get(`${files}?recursive=true&folder=nothing`);
  expect(none.status).toBe(404);
  const wrong = await visitor.get(`${files}?recursive=yes`);
  expect(wrong.status).toBe(400);
});
