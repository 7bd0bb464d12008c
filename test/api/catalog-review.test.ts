import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '#src/identity/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { mailFor } from '#test/support/visitor.ts';
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
let org: Provider;
let operator: ApiClient;
let visitor: ApiClient;
const at = '/api/v1/datasets/newcomer/first';

beforeAll(async () => {
  hub = await startHub();
  org = await provider(hub, 'newcomer');
  await hub.node.withOwner((pool) =>
    pool.query('update identity.organisation set first_version_reviewed = true where id = $1', [
      org.orgId,
    ]),
  );
  const { email } = await person(hub, 'operator', { staffRole: 'operator' });
  operator = new ApiClient(
    hub.url,
    await createToken(hub.node.hub, { email, scopes: ['staff'], days: 1 }),
  );
  visitor = new ApiClient(hub.url);
});
afterAll(() => hub.stop());

const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json()) as { code: string }).code];
};

test('the first public version waits, and nobody outside sees it', async () => {
  await draftDataset(org, 'first');
  await uploadFile(org.client, 'newcomer/first', 'a.csv', 'a\n1\n');
  expect((await org.client.json(org.client.get(`${at}/draft/check`))).needsApproval).toBe(true);
  await publish(org.client, 'newcomer/first', '1.0.0');
  const own = await org.client.json(org.client.get(at));
  expect([own.dataset.state, own.dataset.latestVersion, own.versions[0].state]).toEqual([
    'draft',
    null,
    'waiting',
  ]);
  expect(await codeOf(visitor.get(at))).toEqual([404, 'hub.notFound']);
  expect(await codeOf(visitor.get('/api/v1/operator/versions'))).toEqual([
    401,
    'hub.unauthenticated',
  ]);
  expect(await codeOf(org.client.get('/api/v1/operator/versions'))).toEqual([404, 'hub.notFound']);
});

test('a refusal frees the number, an approval opens the dataset', async () => {
  const waiting = async () =>
    (await operator.json(operator.get('/api/v1/operator/versions'))).items;
  const [first] = await waiting();
  expect([first.dataset.org.slug, first.dataset.name, first.version.semver]).toEqual([
    'newcomer',
    'first',
    '1.0.0',
  ]);
  const decide = `/api/v1/operator/versions/${first.id}`;
  expect(await codeOf(org.client.send(`${decide}/approve`, {}))).toEqual([404, 'hub.notFound']);
  expect((await operator.send(`${decide}/refuse`, { reason: 'describe the source' })).status).toBe(
    204,
  );
  expect(await codeOf(operator.send(`${decide}/approve`, {}))).toEqual([409, 'hub.wrongState']);
  await publish(org.client, 'newcomer/first', '1.0.0');
  const [second] = await waiting();
  const opened = await operator.json(
    operator.send(`/api/v1/operator/versions/${second.id}/approve`, {}),
  );
  expect([opened.state, opened.latestVersion]).toEqual(['published', '1.0.0']);
  const seen = await visitor.json(visitor.get(at));
  expect(seen.versions.map((v: { semver: string; state: string }) => [v.semver, v.state])).toEqual([
    ['1.0.0', 'published'],
  ]);
  expect(await waiting()).toEqual([]);
  const refusal = await mailFor(hub, (m) => m.to === org.email && m.subject.includes('未通过'));
  expect(refusal.text).toContain('理由：describe the source');
  const approval = await mailFor(hub, (m) => m.to === org.email && m.subject.includes('已通过'));
  expect(approval.text).toContain(`${hub.url}/d/newcomer/first`);
});

test('the second publication needs nobody', async () => {
  await uploadFile(org.client, 'newcomer/first', 'b.csv', 'b\n2\n');
  await publish(org.client, 'newcomer/first', '1.1.0');
  const seen = await visitor.json(visitor.get(at));
  expect(seen.dataset.latestVersion).toBe('1.1.0');
});
