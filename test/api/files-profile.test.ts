import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import {
  ApiClient,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

let hub: TestHub;
let owner: Provider;
let visitor: ApiClient;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'profiled');
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

const draftAt = (dataset: string, path: string, what: 'preview' | 'profile') =>
  owner.client.json(
    owner.client.get(
      `/api/v1/datasets/${dataset}/draft/files/${path.split('/').map(encodeURIComponent).join('/')}/${what}`,
    ),
  );
const finished = async (dataset: string, path: string) => {
  await expect
    .poll(async () => (await draftAt(dataset, path, 'profile')).state, { timeout: 30_000 })
    .toMatch(/ready|failed/);
  return draftAt(dataset, path, 'profile');
};
const rows = (count: number) =>
  `编号,name,score\n${Array.from({ length: count }, (_, i) => `${i},n${i % 7},${i / 2}\n`).join('')}`;

test('rows of any place are a page of their own, and a refused place says so', async () => {
  const dataset = await draftDataset(owner, 'later-rows');
  await uploadFile(owner.client, dataset, 't.csv', rows(2000));
  await uploadFile(owner.client, dataset, 'notes.txt', 'nothing to page');
  await publish(owner.client, dataset, '1.0.0');
  const at = `/api/v1/datasets/${dataset}/versions/1.0.0/files/t.csv/preview`;
  const page = async (query: string) => (await visitor.json(visitor.get(at + query))).preview;
  const ids = (preview: { rows: string[][] }) => preview.rows.map((row) => row[0]);
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => String(from + i));
  expect(ids(await page(''))).toEqual(numbers(0, 100));
  expect(ids(await page('?from=0'))).toEqual(numbers(0, 100));
  const later = await page('?from=1950');
  expect([later.columns, later.partial, ids(later)]).toEqual([
    ['编号', 'name', 'score'],
    false,
    numbers(1950, 2000),
  ]);
  expect(ids(await page('?from=2000'))).toEqual([]);
  // What was looked up for a later page is not kept as the first rows.
  expect(ids(await page(''))).toEqual(numbers(0, 100));
  expect(
    (await draftAt(dataset, 't.csv', 'preview?from=300' as 'preview')).preview.rows[0][0],
  ).toBe('300');
  expect(
    (await visitor.json(visitor.get(`${at.replace('t.csv', 'notes.txt')}?from=5`))).preview.rows,
  ).toBe(undefined);
  for (const wrong of ['-1', '1.5', 'x', '9999999999999']) {
    const refused = await visitor.get(`${at}?from=${wrong}`);
    expect([wrong, refused.status]).toEqual([wrong, 400]);
  }
});

test('first rows are there at once, the profile of the whole file soon after', async () => {
  const dataset = await draftDataset(owner, 'first-rows');
  await uploadFile(owner.client, dataset, '数据/表.csv', rows(2000));
  const started = performance.now();
  const { preview } = await draftAt(dataset, '数据/表.csv', 'preview');
  expect(performance.now() - started).toBeLessThan(1000);
  expect([preview.columns, preview.rows.slice(0, 2), preview.encoding, preview.delimiter]).toEqual([
    ['编号', 'name', 'score'],
    [
      ['0', 'n0', '0'],
      ['1', 'n1', '0.5'],
    ],
    'utf-8',
    ',',
  ]);
  const done = await finished(dataset, '数据/表.csv');
  expect([done.state, done.error, done.progress, done.result.rows, done.preview]).toEqual([
    'ready',
    null,
    null,
    2000,
    null,
  ]);
  expect(done.result.columns.map((c: { name: string; type: string }) => [c.name, c.type])).toEqual([
    ['编号', 'integer'],
    ['name', 'string'],
    ['score', 'number'],
  ]);
  await publish(owner.client, dataset, '1.0.0');
  const at = `/api/v1/datasets/${dataset}/versions/latest/files/%E6%95%B0%E6%8D%AE/%E8%A1%A8.csv`;
  expect((await visitor.json(visitor.get(`${at}/preview`))).preview).toEqual(preview);
  expect((await visitor.json(visitor.get(`${at}/profile`))).result).toEqual(done.result);
});

test('equal bytes under another kind of name, and of another owner, have their own profiles', async () => {
  const dataset = await draftDataset(owner, 'kinds');
  const other = await provider(hub, 'other-owner');
  const theirs = await draftDataset(other, 'kinds');
  await uploadFile(owner.client, dataset, 'a.csv', 'a,b\n1,2\n');
  await uploadFile(owner.client, dataset, 'a.csv.gz', new Uint8Array(gzipSync('a,b\n1,2\n')));
  await uploadFile(owner.client, dataset, 'b.txt', 'a,b\n1,2\n');
  await uploadFile(other.client, theirs, 'a.csv', 'a,b\n1,2\n');
  expect((await finished(dataset, 'a.csv')).result.kind).toBe('tabular');
  expect((await finished(dataset, 'a.csv.gz')).result).toMatchObject({
    kind: 'tabular',
    compression: 'gzip',
  });
  await finished(dataset, 'b.txt');
  const kept = await hub.node.hub.store.read(systemActor('test'), (db) =>
    db
      .selectFrom('catalog.profile as p')
      .innerJoin('identity.organisation as o', 'o.id', 'p.org_id')
      .select(['o.slug', 'p.name_kind'])
      .where('p.sha256', '=', createHash('sha256').update('a,b\n1,2\n').digest('hex'))
      .orderBy('o.slug')
      .orderBy('p.name_kind')
      .execute(),
  );
  expect(kept).toEqual([
    { slug: 'other-owner', name_kind: 'csv' },
    { slug: 'profiled', name_kind: 'csv' },
    { slug: 'profiled', name_kind: 'text' },
  ]);
});

test('a broken file says what is wrong with it and is still downloaded', async () => {
  const dataset = await draftDataset(owner, 'broken');
  const broken = Buffer.concat([Buffer.from('PAR1'), randomBytes(5000)]);
  await uploadFile(owner.client, dataset, 'broken.parquet', broken);
  const done = await finished(dataset, 'broken.parquet');
  expect([done.state, done.error]).toEqual([
    'failed',
    {
      code: expect.any(String),
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/[a-z]/),
    },
  ]);
  await publish(owner.client, dataset, '1.0.0');
  const raw = await visitor.get(`/api/v1/datasets/${dataset}/versions/1.0.0/raw/broken.parquet`);
  expect(Buffer.from(await raw.arrayBuffer()).equals(broken)).toBe(true);
});

test('columns that look like personal data stop a publication until it is confirmed', async () => {
  const dataset = await draftDataset(owner, 'personal');
  const phones = Array.from({ length: 50 }, (_, i) => `138${String(10_000_000 + i * 7919)}`);
  await uploadFile(
    owner.client,
    dataset,
    'p.csv',
    `name,phone\n${phones.map((p) => `n,${p}\n`).join('')}`,
  );
  await finished(dataset, 'p.csv');
  const page = await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}`));
  const refused = await owner.client.send(`/api/v1/datasets/${dataset}/versions`, {
    revision: page.dataset.revision,
    version: '1.0.0',
  });
  expect([refused.status, (await refused.json()).code]).toEqual([422, 'catalog.sensitive']);
});

test('a file without a profile is said to have none; a stranger sees no draft', async () => {
  const dataset = await draftDataset(owner, 'nothing-there');
  const answer = await owner.client.get(
    `/api/v1/datasets/${dataset}/draft/files/absent.csv/profile`,
  );
  expect([answer.status, (await answer.json()).code]).toEqual([404, 'hub.notFound']);
  const anonymous = await visitor.get(`/api/v1/datasets/${dataset}/draft/files/a.csv/profile`);
  expect([anonymous.status, (await anonymous.json()).code]).toEqual([401, 'hub.unauthenticated']);
});
