import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { freshUscc, organisation, person } from '#test/support/people.ts';
import type { Visitor } from '#test/support/visitor.ts';

type Person = Awaited<ReturnType<typeof person>>;
let hub: TestHub;
let owner: Person;
let admin: Person;
let operator: Person;
beforeAll(async () => {
  hub = await startHub();
  owner = await person(hub, 'owner');
  admin = await person(hub, 'admin', { staffRole: 'admin' });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  await organisation(hub, 'input', owner.email);
});
afterAll(() => hub.stop());

const nul = 'a\u0000b';
const org = '/api/v1/organisations/input';
const cases: [string, () => Visitor, string, string, unknown, string][] = [
  ['a NUL in a name', () => owner, 'PATCH', '/api/v1/me', { revision: 1, name: nul }, 'name'],
  [
    'a line break in a name',
    () => owner,
    'PATCH',
    '/api/v1/me',
    { revision: 1, name: 'a\nb' },
    'name',
  ],
  ['a name of spaces', () => owner, 'PATCH', '/api/v1/me', { revision: 1, name: '   ' }, 'name'],
  [
    'another language',
    () => owner,
    'PATCH',
    '/api/v1/me',
    { revision: 1, language: 'fr' },
    'language',
  ],
  ['no revision', () => owner, 'PATCH', '/api/v1/me', { name: 'x' }, 'revision'],
  ['a revision as text', () => owner, 'PATCH', '/api/v1/me', { revision: '1' }, 'revision'],
  ['staff roles', () => owner, 'PATCH', '/api/v1/me', { revision: 1, staff: ['admin'] }, 'staff'],
  [
    'a prototype',
    () => owner,
    'PATCH',
    '/api/v1/me',
    { revision: 1, constructor: {} },
    'constructor',
  ],
  ['a NUL in about', () => owner, 'PATCH', org, { revision: 1, about: { zh: nul } }, 'about/zh'],
  [
    'a long about',
    () => owner,
    'PATCH',
    org,
    { revision: 1, about: { en: 'x'.repeat(4001) } },
    'about/en',
  ],
  ['a quota by the owner', () => owner, 'PATCH', org, { revision: 1, quotaBytes: 1 }, 'quotaBytes'],
  [
    'an invitation without role',
    () => owner,
    'POST',
    `${org}/invitations`,
    { email: 'a@b.cn' },
    'role',
  ],
  [
    'an invitation to no address',
    () => owner,
    'POST',
    `${org}/invitations`,
    { email: 'a@b', role: 'member' },
    'email',
  ],
  [
    'a NUL in a reason',
    () => operator,
    'POST',
    '/api/v1/operator/organisations/input/suspend',
    { revision: 1, reason: nul },
    'reason',
  ],
  [
    'a list as body',
    () => operator,
    'POST',
    '/api/v1/operator/organisations/input/approve',
    [],
    'revision',
  ],
];
test.each(cases)('%s is refused by its field', async (_, who, method, path, body, field) => {
  const reply = await who().send(method, path, body);
  expect([reply.status, reply.body.code]).toEqual([400, 'hub.invalid']);
  expect(reply.body.errors.map((e: { field: string }) => e.field)).toContain(field);
  expect(JSON.stringify(reply.body)).not.toContain('xxx');
});

test('a NUL in an address or a cursor is a 4xx, never a 5xx', async () => {
  const cursor = Buffer.from(JSON.stringify([nul])).toString('base64url');
  const answers = [
    await owner.get('/api/v1/organisations/a%00b'),
    await owner.get(`/api/v1/organisations?cursor=${cursor}`),
    await admin.get(`/api/v1/admin/users?cursor=${cursor}`),
    await admin.get('/api/v1/admin/users?q=a%00b'),
    await operator.get(`/api/v1/operator/organisations?cursor=${cursor}`),
  ];
  expect(answers.map((a) => [a.status, a.body.code])).toEqual(
    answers.map(() => [400, 'hub.invalid']),
  );
});

/** Sends a request line exactly as written, which fetch would normalise. */
function raw(target: string): Promise<number> {
  const { hostname, port } = new URL(hub.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`),
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('end', () => resolve(Number(answer.split(' ')[1])));
    socket.on('error', reject);
  });
}

test('other spellings of a guarded address open nothing to a stranger', async () => {
  const spellings = [
    '/api/v1/admin/users',
    '//api/v1/admin/users',
    '/api//v1/admin/users',
    '/api/v1/%61dmin/users',
    '/api/v1/admin%2Fusers',
    '/api/v1/x/../admin/users',
    '/api/v1/x/%2e%2e/admin/users',
    '/api/v1/admin/users/',
    '/API/v1/admin/users',
    `${hub.url}/api/v1/admin/users`,
  ];
  const answers = await Promise.all(spellings.map(raw));
  const open = spellings.filter((_, n) => ![400, 401, 404].includes(answers[n] ?? 0));
  expect(open).toEqual([]);
  expect(answers[0]).toBe(401);
});

test('long text made to slow a pattern down is answered at once', async () => {
  const started = Date.now();
  const slow = [
    { revision: 1, name: `${'a'.repeat(1_500_000)}\n` },
    { revision: 1, name: `${' '.repeat(1_500_000)}\n` },
    { revision: 1, name: 'x', language: 'a.'.repeat(700_000) },
  ];
  for (const body of slow) expect((await owner.send('PATCH', '/api/v1/me', body)).status).toBe(400);
  const email = `${'a.'.repeat(7_000)}@${'a.'.repeat(500)}`;
  expect((await owner.post('/api/auth/request-password-reset', { email })).status).toBe(400);
  expect(Date.now() - started).toBeLessThan(5_000);
});

test('an organisation with control characters or markup in its name', async () => {
  const form = { slug: 'markup', uscc: freshUscc(), kind: 'enterprise' };
  const name = { zh: '<script>alert(1)</script>', en: '"><img src=x onerror=alert(1)>' };
  const broken = await owner.post('/api/v1/organisations', {
    ...form,
    name: { zh: 'a\rb', en: 'x' },
  });
  expect([broken.status, broken.body.errors[0].field]).toEqual([400, 'name/zh']);
  const kept = await owner.post('/api/v1/organisations', { ...form, name });
  expect([kept.status, kept.body.name]).toEqual([201, name]);
  expect(kept.headers.get('content-type')).toBe('application/json');
  expect(kept.headers.get('x-content-type-options')).toBe('nosniff');
});
