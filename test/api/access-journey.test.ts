import { createToken } from '#src/identity/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
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
beforeAll(async () => {
  hub = await startHub();
  owner = await provider(hub, 'bureau');
});
afterAll(() => hub.stop());

const csv = 'id,name\n1,榕树\n';

/** Status and code or content of a download. */
async function download(client: ApiClient, dataset: string) {
  const answer = await client.get(`/api/v1/datasets/${dataset}/versions/1.0.0/raw/trees.csv`);
  const text = await answer.text();
  return [
    answer.status,
    answer.status === 200 ? text : (JSON.parse(text) as { code: string }).code,
  ];
}

test('a researcher reads gated bytes from approval to revocation, and again until suspension', async () => {
  const dataset = await draftDataset(owner, 'trees', 'gated');
  await uploadFile(owner.client, dataset, 'trees.csv', csv);
  await publish(owner.client, dataset, '1.0.0');
  const { email } = await person(hub, 'researcher');
  const scopes = ['catalog:read', 'catalog:write'] as const;
  const reader = new ApiClient(
    hub.url,
    await createToken(hub.node.hub, { email, scopes, days: 1 }),
  );
  const base = `/api/v1/datasets/${dataset}`;
  const ask = async (): Promise<string> => {
    const { digest } = await reader.json(reader.get(`${base}/access-terms`));
    const body = { purpose: 'growth of banyans', termsDigest: digest };
    return (await reader.json(reader.send(`${base}/access-requests`, body), 201)).id;
  };
  const decide = (id: string, command: string, body: object) =>
    owner.client.json(owner.client.send(`/api/v1/access-requests/${id}/${command}`, body));

  expect(await download(new ApiClient(hub.url), dataset)).toEqual([403, 'catalog.needsGrant']);
  expect(await download(reader, dataset)).toEqual([403, 'catalog.needsGrant']);
  const first = await ask();
  expect(await download(reader, dataset)).toEqual([403, 'catalog.grantPending']);
  await decide(first, 'approve', { expiresAt: '2027-01-01T00:00:00Z' });
  expect(await download(reader, dataset)).toEqual([200, csv]);
  await decide(first, 'revoke', { reason: 'used for something else' });
  expect(await download(reader, dataset)).toEqual([403, 'catalog.grantRefused']);

  await decide(await ask(), 'approve', {});
  expect(await download(reader, dataset)).toEqual([200, csv]);
  const operator = await person(hub, 'operator', { staffRole: 'operator' });
  const { revision } = (await operator.get(base)).body.dataset;
  const suspend = `/api/v1/operator/datasets/${dataset}/suspend`;
  expect((await operator.post(suspend, { revision, reason: 'doubts' })).status).toBe(200);
  expect(await download(reader, dataset)).toEqual([403, 'catalog.suspended']);
  expect(await download(owner.client, dataset)).toEqual([200, csv]);
});
