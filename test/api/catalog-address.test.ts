import { afterAll, beforeAll, expect, test } from 'vitest';
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
let from: Provider;
let to: Provider;
let visitor: ApiClient;

beforeAll(async () => {
  hub = await startHub();
  from = await provider(hub, 'giver');
  to = await provider(hub, 'taker');
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

const api = (path: string) => `/api/v1/datasets/${path}`;
const revisionOf = async (of: Provider, path: string) =>
  (await of.client.json(of.client.get(api(path)))).dataset.revision as number;
const whereIs = async (path: string) => {
  const page = await visitor.json(visitor.get(api(path)));
  return [page.dataset.org.slug, page.dataset.name, page.moved];
};
const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json()) as { code: string }).code];
};

test('a renamed dataset is found at its old address, and nobody else gets it', async () => {
  await draftDataset(from, 'rain');
  await uploadFile(from.client, 'giver/rain', 'a.csv', 'a\n1\n');
  await publish(from.client, 'giver/rain', '1.0.0');
  await from.client.json(
    from.client.send(api('giver/rain/rename'), {
      revision: await revisionOf(from, 'giver/rain'),
      name: 'rainfall',
    }),
  );
  expect(await whereIs('giver/rainfall')).toEqual(['giver', 'rainfall', false]);
  expect(await whereIs('giver/rain')).toEqual(['giver', 'rainfall', true]);
  const card = { title: { en: 'Other' } };
  expect(
    await codeOf(from.client.send('/api/v1/datasets', { org: 'giver', name: 'rain', card })),
  ).toEqual([409, 'catalog.nameTaken']);
});

test('a transfer needs both sides, and takes addresses, draft and holdings along', async () => {
  const at = api('giver/rainfall');
  const offer = await from.client.json(
    from.client.send(`${at}/transfer`, {
      revision: await revisionOf(from, 'giver/rainfall'),
      to: 'taker',
    }),
    201,
  );
  expect(await codeOf(from.client.send(`/api/v1/transfers/${offer.id}/accept`, {}))).toEqual([
    404,
    'hub.notFound',
  ]);
  expect(await codeOf(visitor.send(`/api/v1/transfers/${offer.id}/accept`, {}))).toEqual([
    401,
    'hub.unauthenticated',
  ]);
  const waiting = await to.client.json(to.client.get('/api/v1/transfers'));
  expect(waiting.items.map((t: { id: string }) => t.id)).toEqual([offer.id]);
  await to.client.json(to.client.send(`/api/v1/transfers/${offer.id}/accept`, {}));
  expect(await whereIs('taker/rainfall')).toEqual(['taker', 'rainfall', false]);
  expect(await whereIs('giver/rainfall')).toEqual(['taker', 'rainfall', true]);
  expect(await whereIs('giver/rain')).toEqual(['taker', 'rainfall', true]);
  const draft = await to.client.json(to.client.get(api('taker/rainfall/draft/files')));
  expect(draft.items.map((f: { path: string }) => f.path)).toEqual(['a.csv']);
  expect(await codeOf(from.client.get(api('taker/rainfall/draft/files')))).toEqual([
    403,
    'hub.forbidden',
  ]);
  const { rows } = await hub.node.withOwner((pool) =>
    pool
      .query(
        'begin; alter table catalog.blob_holding no force row level security; select org_id from catalog.blob_holding order by 1; rollback',
      )
      .then((r) => (r as unknown as { rows: unknown[] }[])[2] ?? { rows: [] }),
  );
  expect(rows).toEqual([from.orgId, to.orgId].toSorted().map((org_id) => ({ org_id })));
  expect(await codeOf(to.client.send(`/api/v1/transfers/${offer.id}/decline`, {}))).toEqual([
    409,
    'hub.conflict',
  ]);
});

test('a private draft is seen by the receiver only while it is offered', async () => {
  await draftDataset(from, 'secret', 'organisation');
  const at = api('giver/secret');
  expect(await codeOf(to.client.get(at))).toEqual([404, 'hub.notFound']);
  const offer = await from.client.json(
    from.client.send(`${at}/transfer`, { revision: 1, to: 'taker' }),
    201,
  );
  expect((await to.client.get(at)).status).toBe(200);
  expect((await from.client.send(`/api/v1/transfers/${offer.id}/cancel`, {})).status).toBe(204);
  expect(await codeOf(to.client.get(at))).toEqual([404, 'hub.notFound']);
  expect((await from.client.send(at, { revision: 1 }, 'DELETE')).status).toBe(204);
  expect(await codeOf(from.client.get(at))).toEqual([404, 'hub.notFound']);
});
