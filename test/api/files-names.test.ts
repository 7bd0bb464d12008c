import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  createUpload,
  draftDataset,
  provider,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let hub: TestHub;
let owner: Provider;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'name-giver');
});
afterAll(() => hub.stop());

const items = async (dataset: string, what: string) =>
  (await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}/${what}`))).items;

const long = `${'数'.repeat(83)}.csv`;
test.each([
  ['../x', 'dots'],
  ['a/../../x', 'dots'],
  ['/etc/passwd', 'absolute'],
  ['a\0b', 'control'],
  ['a\nb', 'control'],
  ['CON', 'device'],
  ['dir/nul.txt', 'device'],
  ['a\\b', 'reserved'],
  ['gpj\u202Eexe.csv', 'bidi'],
  ['a//b', 'empty_segment'],
  ['ends.', 'ends'],
  [`${'数'.repeat(84)}.csv`, 'segment_too_long'],
  ['', 'empty'],
])('the name %j is refused as %s', async (path, code) => {
  const name = `name-${sha256(path).slice(0, 12)}`;
  const dataset = await draftDataset(owner, name);
  const answer = await createUpload(owner.client, { dataset, path }, 1);
  const problem = await answer.json();
  expect([answer.status, problem.code, problem.errors]).toEqual([
    422,
    'catalog.path',
    [{ field: 'path', code, message: expect.any(String) }],
  ]);
  if (path.length > 3)
    expect(JSON.stringify(problem)).not.toContain(JSON.stringify(path).slice(1, -1));
  expect(await items(dataset, 'uploads')).toEqual([]);
});

test('unusual but harmless names are kept as they are', async () => {
  const dataset = await draftDataset(owner, 'good-names');
  const names = [
    '数据/说明.csv',
    long,
    'a b (1).txt',
    '.hidden',
    'ÄÖ ü.txt',
    "it's.txt",
    '100%.txt',
  ];
  for (const name of names) await uploadFile(owner.client, dataset, name, name);
  expect(
    (await items(dataset, 'draft/files')).map((f: { path: string }) => f.path).toSorted(),
  ).toEqual(names.toSorted());
  for (const name of names) {
    const at = `/api/v1/datasets/${dataset}/draft/raw/${name.split('/').map(encodeURIComponent).join('/')}`;
    expect([name, await (await owner.client.get(at)).text()]).toEqual([name, name]);
  }
  for (const taken of ['数据', 'A B (1).TXT', 'a b (1).txt/inside']) {
    const answer = await createUpload(owner.client, { dataset, path: taken }, 1);
    expect([answer.status, (await answer.json()).code]).toEqual([409, 'catalog.pathTaken']);
  }
});
