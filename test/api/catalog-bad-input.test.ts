import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { draftDataset, provider, uploadFile, type Provider } from '#test/support/provider.ts';

let hub: TestHub;
let org: Provider;
let foreign: Provider;
const at = '/api/v1/datasets/strict-lab/data-one';
/** Stands in every wrong value; no answer may hold it. */
const mark = 'zxqv-mark';

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  org = await provider(hub, 'strict-lab');
  foreign = await provider(hub, 'other-lab');
  await draftDataset(org, 'data-one');
  await uploadFile(org.client, 'strict-lab/data-one', 'a.csv', 'a\n1\n');
});
afterAll(() => hub.stop());

const card = { title: { en: 'T' } };
const cases: readonly (readonly [
  what: string,
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  status: number,
  code: string,
  field?: string,
])[] = [
  ['no body', 'POST', '/api/v1/datasets', {}, 400, 'hub.invalid', 'card'],
  [
    'a wrong name',
    'POST',
    '/api/v1/datasets',
    { org: 'strict-lab', name: `${mark}!`, card },
    400,
    'hub.invalid',
    'name',
  ],
  [
    'a wrong type',
    'POST',
    '/api/v1/datasets',
    { org: 'strict-lab', name: 'x-1', card: { title: { en: [mark] } } },
    400,
    'hub.invalid',
    'card/title/en',
  ],
  [
    'an unknown member',
    'POST',
    '/api/v1/datasets',
    { org: 'strict-lab', name: 'x-1', card: { ...card, extra: mark } },
    400,
    'hub.invalid',
  ],
  [
    'too long a title',
    'POST',
    '/api/v1/datasets',
    { org: 'strict-lab', name: 'x-1', card: { title: { en: mark.repeat(60) } } },
    400,
    'hub.invalid',
    'card/title/en',
  ],
  [
    'a script as homepage',
    'POST',
    '/api/v1/datasets',
    { org: 'strict-lab', name: 'x-1', card: { ...card, homepage: `javascript:${mark}` } },
    400,
    'hub.invalid',
    'card/homepage',
  ],
  [
    'no licence of the list',
    'POST',
    '/api/v1/datasets',
    { org: 'strict-lab', name: 'x-1', card: { ...card, licence: { spdx: mark } } },
    422,
    'catalog.card',
    'card/licence/spdx',
  ],
  [
    'a name twice',
    'POST',
    '/api/v1/datasets',
    { org: 'strict-lab', name: 'data-one', card },
    409,
    'catalog.nameTaken',
  ],
  [
    'a foreign organisation',
    'POST',
    '/api/v1/datasets',
    { org: 'other-lab', name: 'x-1', card },
    403,
    'hub.forbidden',
  ],
  [
    'an unknown organisation',
    'POST',
    '/api/v1/datasets',
    { org: 'nobody-here', name: 'x-1', card },
    404,
    'hub.notFound',
  ],
  ['a stale revision', 'PATCH', at, { revision: 99, card }, 409, 'hub.conflict'],
  ['a revision as text', 'PATCH', at, { revision: mark, card }, 400, 'hub.invalid', 'revision'],
  [
    'an unknown dataset',
    'PATCH',
    '/api/v1/datasets/strict-lab/none-such',
    { revision: 1, card },
    404,
    'hub.notFound',
  ],
  [
    'a wrong visibility',
    'POST',
    `${at}/visibility`,
    { revision: 1, visibility: mark },
    400,
    'hub.invalid',
    'visibility',
  ],
  [
    'a version that is none',
    'POST',
    `${at}/versions`,
    { revision: 1, version: `1.0-${mark}` },
    400,
    'hub.invalid',
    'version',
  ],
  [
    'an unknown version',
    'POST',
    `${at}/versions/9.9.9/restore`,
    { revision: 1 },
    404,
    'hub.notFound',
  ],
  [
    'a path upwards',
    'POST',
    `${at}/draft/files/rename`,
    { revision: 1, from: 'a.csv', to: `../${mark}` },
    422,
    'catalog.path',
    'to',
  ],
  [
    'a NUL',
    'POST',
    `${at}/draft/files/rename`,
    { revision: 1, from: 'a.csv', to: `a\0${mark}` },
    422,
    'catalog.path',
    'to',
  ],
  [
    'a device',
    'POST',
    `${at}/draft/files/rename`,
    { revision: 1, from: 'a.csv', to: 'CON' },
    422,
    'catalog.path',
    'to',
  ],
  [
    'a hidden direction',
    'POST',
    `${at}/draft/files/rename`,
    { revision: 1, from: 'a.csv', to: `a\u202E${mark}` },
    422,
    'catalog.path',
    'to',
  ],
  [
    'a file that is not there',
    'POST',
    `${at}/draft/files/rename`,
    { revision: 1, from: mark, to: 'b.csv' },
    404,
    'hub.notFound',
  ],
  [
    'files that are not there',
    'POST',
    `${at}/draft/files/remove`,
    { revision: 1, paths: [mark] },
    404,
    'hub.notFound',
  ],
  [
    'a transfer to itself',
    'POST',
    `${at}/transfer`,
    { revision: 1, to: 'strict-lab' },
    422,
    'catalog.transferTarget',
  ],
  [
    'a transfer that is not',
    'POST',
    '/api/v1/transfers/01a20906-31da-7576-a190-032b7f6e33be/accept',
    {},
    404,
    'hub.notFound',
  ],
  [
    'a withdrawal without reason',
    'POST',
    `${at}/withdraw`,
    { revision: 1, reason: '' },
    400,
    'hub.invalid',
    'reason',
  ],
];

for (const [what, method, path, body, status, code, field] of cases)
  test(what, async () => {
    const before = await org.client.json(org.client.get(at));
    const response = await org.client.send(path, body, method);
    const text = await response.text();
    const problem = JSON.parse(text) as { code: string; errors?: { field: string }[] };
    expect([response.status, problem.code]).toEqual([status, code]);
    if (field) expect(problem.errors?.map((e) => e.field)).toContain(field);
    expect(text).not.toContain(mark);
    expect(await org.client.json(org.client.get(at))).toEqual(before);
  });

test.each([
  ['GET', '/api/v1/datasets?sort=best'],
  ['GET', '/api/v1/datasets?cursor=@@'],
  ['GET', '/api/v1/datasets?limit=101'],
  ['GET', `${at}/diff?from=1.0&to=2`],
  ['GET', '/api/v1/search?limit=0'],
  ['GET', '/api/v1/search?cursor=%00'],
  ['GET', '/api/v1/search/suggest'],
  ['GET', '/api/v1/datasets/strict-lab/%00'],
])('%s %s is the caller’s mistake', async (_method, path) => {
  const response = await org.client.get(path);
  expect([400, 404]).toContain(response.status);
  expect(((await response.json()) as { code: string }).code).toMatch(
    /^(hub\.(invalid|notFound)|search\.)/,
  );
});

test('what one organisation may do, another may not, and cannot tell that it is there', async () => {
  for (const [method, path, body] of [
    ['PATCH', at, { revision: 1, card }],
    ['DELETE', at, { revision: 1 }],
    ['POST', `${at}/rename`, { revision: 1, name: 'taken-over' }],
    ['POST', `${at}/versions`, { revision: 1, version: '1.0.0' }],
    ['POST', `${at}/withdraw`, { revision: 1, reason: 'x' }],
  ] as const) {
    const answer = async (where: string) => {
      const response = await foreign.client.send(where, body, method);
      const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
      return [response.status, problem];
    };
    expect(await answer(path)).toEqual(await answer(path.replace('data-one', 'none-such')));
  }
});

test('a mutation without a key, or with the key of another, is refused', async () => {
  const headers = { ...org.client.headers(), 'content-type': 'application/json' };
  const send = (more: Record<string, string>, name: string) =>
    fetch(`${hub.url}/api/v1/datasets`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify({ org: 'strict-lab', name, card }),
    });
  expect((await send({}, 'keyed-1')).status).toBe(400);
  const first = await send({ 'idempotency-key': 'one-key-for-all' }, 'keyed-1');
  const again = await send({ 'idempotency-key': 'one-key-for-all' }, 'keyed-1');
  expect([first.status, again.status, await again.json()]).toEqual([201, 201, await first.json()]);
  expect((await send({ 'idempotency-key': 'one-key-for-all' }, 'keyed-2')).status).toBe(422);
});
