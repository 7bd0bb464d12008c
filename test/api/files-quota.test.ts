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
let other: Provider;
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'small-space');
  other = await provider(hub, 'other-space');
});
afterAll(() => hub.stop());

const limitTo = (bytes: number) =>
  hub.node.withOwner((pool) =>
    pool.query('update identity.organisation set quota_bytes = $1 where slug = $2', [
      bytes,
      'small-space',
    ]),
  );
const space = async () => {
  const view = await owner.client.json(owner.client.get('/api/v1/organisations/small-space/quota'));
  return [view.usedBytes, view.reservedBytes, view.limitBytes];
};

test('of twenty creations at once exactly as many pass as there is space for', async () => {
  const dataset = await draftDataset(owner, 'race');
  await limitTo(1000);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      createUpload(owner.client, { dataset, path: `${i}.bin` }, 150),
    ),
  );
  const statuses = answers.map((a) => a.status).toSorted();
  expect(statuses).toEqual([...Array(6).fill(201), ...Array(14).fill(413)]);
  expect(await space()).toEqual([0, 900, 1000]);
  const refused = answers.find((a) => a.status === 413);
  const problem = await refused?.json();
  expect([
    problem.code,
    problem.limitBytes,
    problem.usedBytes + problem.reservedBytes > 850,
  ]).toEqual(['catalog.quota', 1000, true]);
  for (const answer of answers.filter((a) => a.status === 201))
    await fetch(hub.url + answer.headers.get('location'), {
      method: 'DELETE',
      headers: { ...owner.client.headers(), 'tus-resumable': '1.0.0' },
    });
  expect(await space()).toEqual([0, 0, 1000]);
});

test('equal bytes count once, and removed ones make space when it is needed', async () => {
  const dataset = await draftDataset(owner, 'shared');
  await limitTo(1000);
  const text = 'x'.repeat(400);
  await uploadFile(owner.client, dataset, 'a.txt', text);
  await uploadFile(owner.client, dataset, 'b.txt', text);
  expect(await space()).toEqual([400, 0, 1000]);
  const full = await createUpload(owner.client, { dataset, path: 'c.txt' }, 700);
  expect(full.status).toBe(413);
  const { revision } = (await owner.client.json(owner.client.get(`/api/v1/datasets/${dataset}`)))
    .dataset;
  await owner.client.json(
    owner.client.send(`/api/v1/datasets/${dataset}/draft/files/remove`, {
      revision,
      paths: ['a.txt', 'b.txt'],
    }),
  );
  const fits = await createUpload(owner.client, { dataset, path: 'c.txt' }, 700);
  expect([fits.status, await space()]).toEqual([201, [0, 700, 1000]]);
});

test('a digest that others hold is refused like one that nobody holds', async () => {
  const secret = 'what another organisation holds';
  const theirs = await draftDataset(other, 'theirs', 'organisation');
  await uploadFile(other.client, theirs, 'secret.txt', secret);
  await limitTo(1_000_000);
  const mine = await draftDataset(owner, 'mine');
  await uploadFile(owner.client, mine, 'own.txt', 'our own bytes');
  const commit = async (digest: string, sizeBytes: number, path = 'x.txt') => {
    const { dataset } = await owner.client.json(owner.client.get(`/api/v1/datasets/${mine}`));
    return owner.client.send(`/api/v1/datasets/${mine}/draft/files`, {
      revision: dataset.revision,
      files: [{ path, sha256: digest, sizeBytes }],
    });
  };
  const answers = [];
  for (const digest of [sha256(secret), sha256('nobody has this')]) {
    const answer = await commit(digest, secret.length);
    const { requestId: _id, ...problem } = await answer.json();
    answers.push({ status: answer.status, problem });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.status).toBe(422);
  const wrongSize = await commit(sha256('our own bytes'), 1);
  expect((await wrongSize.json()).code).toBe('catalog.digestUnknown');
  const own = await commit(sha256('our own bytes'), 13, 'copy.csv');
  const reply = await owner.client.json(Promise.resolve(own));
  expect(reply.items.map((f: object) => ({ ...f, addedAt: '' }))).toEqual([
    {
      path: 'copy.csv',
      sha256: sha256('our own bytes'),
      sizeBytes: 13,
      format: 'csv',
      mediaType: 'text/csv',
      addedAt: '',
    },
  ]);
  const stale = await owner.client.send(`/api/v1/datasets/${mine}/draft/files`, {
    revision: reply.revision - 1,
    files: [{ path: 'y.txt', sha256: sha256('our own bytes'), sizeBytes: 13 }],
  });
  expect([stale.status, (await stale.json()).code]).toEqual([409, 'hub.conflict']);
});

test('the space of an organisation is shown to its own people only', async () => {
  const answer = await other.client.get('/api/v1/organisations/small-space/quota');
  expect([answer.status, (await answer.json()).code]).toEqual([404, 'hub.notFound']);
});
