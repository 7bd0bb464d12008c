import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogJobs } from '#src/catalog/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import {
  createUpload,
  draftDataset,
  provider,
  publish,
  uploadFile,
  type Provider,
} from '#test/support/provider.ts';

const day = 24 * 3_600_000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let hub: TestHub;
let owner: Provider;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
  owner = await provider(hub, 'collected');
});
afterAll(() => hub.stop());

/** Runs a job as if `days` had passed. */
async function later(days: number, job: string): Promise<void> {
  const deps = { ...hub.node.hub, clock: { now: () => new Date(Date.now() + days * day) } };
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  await catalogJobs(deps)[job]?.({}, context);
}

const collect = (days: number) => later(days, 'catalog.collect-files');
const stored = async (text: string) => (await hub.node.hub.blobs.stat(sha256(text))) !== undefined;
const recorded = async (text: string) => {
  const { rows } = await hub.node.withOwner((pool) =>
    pool.query<{ sha256: string }>('select sha256 from catalog.blob where sha256 = $1', [
      sha256(text),
    ]),
  );
  return rows.length === 1;
};
const remove = async (dataset: string, path: string) => {
  const page = await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}`));
  const body = { revision: page.dataset.revision, paths: [path] };
  await owner.client.json(
    owner.client.send(`/api/v1/datasets/${dataset}/draft/files/remove`, body),
  );
};

test('an abandoned upload ends after seven days, its bytes and its space with it', async () => {
  const dataset = await draftDataset(owner, 'abandoned');
  const bytes = new Uint8Array(Buffer.from('half'));
  const created = await createUpload(owner.client, { dataset, path: 'a.txt' }, 8);
  const location = created.headers.get('location') ?? '';
  const headers = { ...owner.client.headers(), 'tus-resumable': '1.0.0' };
  await fetch(hub.url + location, {
    method: 'PATCH',
    headers: {
      ...headers,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    },
    body: bytes,
  });
  const id = location.split('/').at(-1) ?? '';
  await collect(6.9);
  expect((await hub.node.hub.blobs.uploadState(id))?.offset).toBe(4);
  await collect(7.1);
  expect(await hub.node.hub.blobs.uploadState(id)).toBeUndefined();
  expect((await fetch(hub.url + location, { method: 'HEAD', headers })).status).toBe(410);
  const quota = await owner.client.json(owner.client.get('/api/v1/organisations/collected/quota'));
  expect([quota.usedBytes, quota.reservedBytes]).toEqual([0, 0]);
});

test('contents without reference go after seven days; published and used ones stay', async () => {
  const dataset = await draftDataset(owner, 'kept');
  for (const name of ['published', 'drafted', 'removed'])
    await uploadFile(owner.client, dataset, `${name}.txt`, `content ${name}`);
  await remove(dataset, 'removed.txt');
  await remove(dataset, 'drafted.txt');
  await publish(owner.client, dataset, '1.0.0');
  await remove(dataset, 'published.txt');
  await uploadFile(owner.client, dataset, 'drafted.txt', 'content drafted');
  await collect(0);
  await collect(6.9);
  expect(await stored('content removed')).toBe(true);
  await collect(7.1);
  for (const [name, there] of [
    ['published', true],
    ['drafted', true],
    ['removed', false],
  ] as const)
    expect([name, await stored(`content ${name}`), await recorded(`content ${name}`)]).toEqual([
      name,
      there,
      there,
    ]);
});

test('a content that is stored again while it waits for collection stays', async () => {
  const dataset = await draftDataset(owner, 'again');
  await uploadFile(owner.client, dataset, 'a.txt', 'comes back');
  await remove(dataset, 'a.txt');
  await collect(0);
  await uploadFile(owner.client, dataset, 'a.txt', 'comes back');
  await collect(7.1);
  expect([await stored('comes back'), await recorded('comes back')]).toEqual([true, true]);
});

test('collection at the same moment as commits of the same digest loses none of them', async () => {
  const dataset = await draftDataset(owner, 'race');
  for (let round = 0; round < 8; round += 1) {
    const text = `raced ${round}`;
    await uploadFile(owner.client, dataset, `${round}.txt`, text);
    await remove(dataset, `${round}.txt`);
    await collect(0);
    const upload = uploadFile(owner.client, dataset, `${round}.txt`, text).then(
      () => true,
      () => false,
    );
    const [acknowledged] = await Promise.all([
      upload,
      collect(7.1),
      later(7.1, 'catalog.collect-unrecorded'),
    ]);
    if (acknowledged)
      expect([round, await stored(text), await recorded(text)]).toEqual([round, true, true]);
  }
});

test('bytes that a crash left between store and database go after seven days', async () => {
  const { sha256: lost } = await hub.node.hub.blobs.put(Buffer.from('left by a crash'));
  await later(6.9, 'catalog.collect-unrecorded');
  expect(await hub.node.hub.blobs.stat(lost)).toBeDefined();
  await later(7.1, 'catalog.collect-unrecorded');
  expect([await hub.node.hub.blobs.stat(lost), await recorded('left by a crash')]).toEqual([
    undefined,
    false,
  ]);
});

test('an upload whose bytes all came before a crash is completed by the job', async () => {
  const dataset = await draftDataset(owner, 'interrupted');
  const created = await createUpload(owner.client, { dataset, path: 'a.txt' }, 5);
  const id = created.headers.get('location')?.split('/').at(-1) ?? '';
  // What the server does before its transaction, and then no more.
  await hub.node.hub.blobs.append(id, 0, new Blob(['whole']).stream());
  await later(0.01, 'catalog.finish-uploads');
  const draft = await owner.client.json(
    owner.client.get(`/api/v1/datasets/${dataset}/draft/files`),
  );
  expect(draft.items.map((f: { sha256: string }) => f.sha256)).toEqual([sha256('whole')]);
  const again = await later(0.02, 'catalog.finish-uploads');
  expect(again).toBeUndefined();
});

test('a reservation that the store never heard of is freed', async () => {
  const dataset = await draftDataset(owner, 'unbegun');
  const created = await createUpload(owner.client, { dataset, path: 'a.txt' }, 700);
  const id = created.headers.get('location')?.split('/').at(-1) ?? '';
  await hub.node.hub.blobs.abort(id);
  await later(0.01, 'catalog.finish-uploads');
  const { items } = await owner.client.json(
    owner.client.get(`/api/v1/datasets/${dataset}/uploads?state=aborted`),
  );
  expect(items.map((u: { id: string }) => u.id)).toEqual([id]);
});

test('scrubbing finds a published content that was damaged on the disk', async () => {
  const dataset = await draftDataset(owner, 'damaged');
  await uploadFile(owner.client, dataset, 'a.txt', 'will be damaged');
  await publish(owner.client, dataset, '1.0.0');
  await later(0, 'catalog.scrub-blobs');
  const damaged = () => hub.logs.filter((l) => l['event'] === 'catalog.blob-damaged').length;
  expect(damaged()).toBe(0);
  const path = hub.node.hub.blobs.localPath?.(sha256('will be damaged')) ?? '';
  writeFileSync(path, 'was really harm');
  await later(10, 'catalog.scrub-blobs');
  expect(damaged()).toBe(0);
  await later(31, 'catalog.scrub-blobs');
  expect(damaged()).toBe(1);
  const operator = await person(hub, 'scrub-operator', { staffRole: 'operator' });
  const waiting = async () =>
    (await operator.get('/api/v1/worklist')).body.items
      .filter((item: { kind: string }) => item.kind === 'damaged-file')
      .map((item: { title: { en: string } }) => item.title.en);
  expect(await waiting()).toEqual([
    'Damaged file, to be uploaded again by its provider or restored from a backup: a.txt · Test data',
  ]);
  // The same bytes from their owner heal what everybody reads.
  const again = await draftDataset(owner, 'healing');
  await uploadFile(owner.client, again, 'b.txt', 'will be damaged');
  expect(await waiting()).toEqual([]);
  const read = await fetch(`${hub.url}/api/v1/datasets/${dataset}/versions/1.0.0/raw/a.txt`);
  expect(await read.text()).toBe('will be damaged');
  await later(62, 'catalog.scrub-blobs');
  expect(damaged()).toBe(1);
});
