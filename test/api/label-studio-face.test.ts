import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '#src/identity/index.ts';
import { choice, colleague, demandSide, textConfig } from '#test/support/annotation.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';

/** The face's own matrix: its routes are no part of the published document. */
const routes = [
  ['GET', 'projects/{p}/'],
  ['PATCH', 'projects/{p}/', {}],
  ['POST', 'projects/{p}/validate/', { label_config: textConfig }],
  ['POST', 'projects/{p}/import', [{ text: 'more' }]],
  ['POST', 'projects/{p}/import/predictions', []],
  ['GET', 'projects/{p}/export?export_type=JSON'],
  ['GET', 'projects/{p}/exports/'],
  ['POST', 'projects/{p}/exports/', {}],
  ['GET', 'projects/{p}/exports/{e}'],
  ['POST', 'projects/{p}/exports/{e}/convert', { export_type: 'CSV' }],
  ['GET', 'projects/{p}/exports/{e}/download'],
  ['GET', 'tasks/?project={p}'],
  ['POST', 'tasks/', { project: '{p}', data: { text: 'x' } }],
  ['GET', 'tasks/{t}/'],
  ['PATCH', 'tasks/{t}/', {}],
  ['GET', 'tasks/{t}/annotations/'],
  ['POST', 'tasks/{t}/annotations/', { result: choice('good') }],
  ['GET', 'annotations/{a}/'],
  ['PATCH', 'annotations/{a}/', { result: choice('bad') }],
  ['DELETE', 'annotations/{a}/'],
  ['GET', 'predictions/?task={t}'],
  ['POST', 'predictions/', { task: '{t}', result: [] }],
  ['DELETE', 'projects/{p}/'],
] as const;

let hub: TestHub;
const tokens: Record<string, string> = {};
const numbers: Record<string, number> = {};

type Answer = { status: number; body: any };

async function call(
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const fill = (text: string) =>
    text.replace(/"?\{([pteax])\}"?/g, (_, k) => String(numbers[k] ?? 9e14));
  const response = await fetch(`${hub.url}/api/${fill(path)}`, {
    method,
    headers: {
      ...(token ? { authorization: `Token ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: fill(JSON.stringify(body)) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
  };
}

beforeAll(async () => {
  hub = await startHub();
  const scopes = ['annotation:read', 'annotation:write'] as const;
  const mine = await demandSide(hub, 'face-house');
  const other = await demandSide(hub, 'face-other');
  const member = await colleague(hub, mine.org.orgId, 'face-member');
  for (const [name, { email }] of Object.entries({
    owner: mine.owner,
    stranger: other.owner,
    member,
  }))
    tokens[name] = await createToken(hub.node.hub, { email, scopes, days: 1 });
  tokens['reader'] = await createToken(hub.node.hub, {
    email: mine.owner.email,
    scopes: ['annotation:read'],
    days: 1,
  });
  tokens['narrow'] = await createToken(hub.node.hub, {
    email: mine.owner.email,
    scopes: ['account'],
    days: 1,
  });
  const project = await call(tokens['owner'], 'POST', 'projects/', {
    title: 'T',
    label_config: textConfig,
  });
  numbers['p'] = project.body.id;
  const made = await call(tokens['owner'], 'POST', 'projects/{p}/import?return_task_ids=true', [
    { text: 'a' },
    { text: 'b' },
  ]);
  [numbers['t'], numbers['x']] = made.body.task_ids;
  numbers['a'] = (
    await call(tokens['owner'], 'POST', 'tasks/{t}/annotations/', { result: choice('good') })
  ).body.id;
  numbers['e'] = (await call(tokens['owner'], 'POST', 'projects/{p}/exports/', {})).body.id;
});
afterAll(() => hub.stop());

test.each([
  ['nobody', undefined, 401],
  ['an unknown token', 'x'.repeat(40), 401],
] as const)('%s is asked to sign in, on every route', async (_name, token, status) => {
  for (const [method, path, body] of routes)
    expect([path, (await call(token, method, path, body)).status]).toEqual([path, status]);
});

test('a session cookie opens nothing here', async () => {
  const { owner } = await demandSide(hub, 'face-cookie');
  expect((await owner.get('/api/projects/')).status).toBe(401);
});

test('a stranger finds nothing, and cannot tell foreign from absent', async () => {
  const bare = ({ status, body }: Answer) => JSON.stringify([status, { ...body, requestId: '' }]);
  const own = { ...numbers };
  for (const [method, path, body] of routes) {
    const foreign = await call(tokens['stranger'], method, path, body);
    for (const key of Object.keys(numbers)) delete numbers[key];
    const absent = await call(tokens['stranger'], method, path, body);
    Object.assign(numbers, own);
    expect([path, foreign.status]).toEqual([path, 404]);
    expect([path, bare(foreign)]).toEqual([path, bare(absent)]);
  }
});

test('a token without the scope is refused; one that only reads changes nothing', async () => {
  for (const [method, path, body] of routes) {
    const narrow = await call(tokens['narrow'], method, path, body);
    expect([path, [403, 404].includes(narrow.status)]).toEqual([path, true]);
    if (method === 'GET' || path.endsWith('validate/')) continue;
    const reader = await call(tokens['reader'], method, path, body);
    expect([path, reader.status]).toEqual([path, 403]);
  }
});

test('a member labels but does not delete the project; somebody else’s annotation stays', async () => {
  expect(
    (await call(tokens['member'], 'POST', 'tasks/{x}/annotations/', { result: choice('bad') }))
      .status,
  ).toBe(201);
  expect(
    (await call(tokens['member'], 'POST', 'tasks/{t}/annotations/', { result: choice('bad') }))
      .status,
  ).toBe(201);
  expect((await call(tokens['member'], 'DELETE', 'projects/{p}/')).status).toBe(403);
  expect((await call(tokens['member'], 'DELETE', 'annotations/{a}/')).status).toBe(404);
  const { body } = await call(tokens['owner'], 'GET', 'tasks/{t}/');
  expect(body.annotations.map((a: any) => a.result)).toEqual([choice('good'), choice('bad')]);
});

test('bad input is named and never a failure of ours', async () => {
  const owner = tokens['owner'];
  const bad: readonly (readonly [string, string, unknown])[] = [
    ['POST', 'projects/', []],
    ['POST', 'projects/', { title: 5 }],
    ['POST', 'projects/', { title: 'x\u0000' }],
    ['POST', 'projects/', { label_config: '<View>' }],
    ['POST', 'projects/{p}/import', 'text'],
    ['POST', 'projects/{p}/import?preannotated_from_fields=a', [{}]],
    ['POST', 'projects/{p}/import/predictions', [{ task: 'x' }]],
    ['GET', 'tasks/', undefined],
    ['GET', 'tasks/?project={p}&page=0', undefined],
    ['POST', 'tasks/', { project: 'x' }],
    ['POST', 'tasks/{t}/annotations/', { result: 'x' }],
    ['POST', 'tasks/{t}/annotations/', { result: [5] }],
    ['POST', 'annotations/bulk/', { tasks: ['x'] }],
    ['POST', 'predictions/', { task: -1 }],
    ['GET', 'projects/{p}/export?export_type=NOPE', undefined],
    ['GET', 'tasks/99999999999999999999/', undefined],
    ['GET', 'tasks/%00/', undefined],
  ];
  for (const [method, path, body] of bad) {
    const { status, body: answer } = await call(owner, method, path, body);
    expect([path, status >= 400 && status < 500, typeof answer.detail]).toEqual([
      path,
      true,
      'string',
    ]);
  }
  const mixed = await call(owner, 'POST', 'projects/{p}/import', [{ text: 'good' }, 7, {}]);
  expect([mixed.status, mixed.body.task_count, mixed.body.problem_count]).toEqual([201, 1, 2]);
});
