import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken, tokenScopes } from '#src/identity/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

/** Runs SQL as the owner with the hub's own view of the rows. */
const sql = async (text: string, values: unknown[] = []) =>
  hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`set hub.role = 'system'`);
      return (await client.query(text, values)).rows;
    } finally {
      client.release();
    }
  });

test('a token is shown once, stored hashed, used, listed and revoked', async () => {
  const user = await person(hub, 'tina');
  const body = { name: 'ci', scopes: ['catalog:write', 'catalog:read', 'catalog:read'], days: 30 };
  const made = await user.post('/api/v1/me/tokens', body);
  expect(made.status).toBe(201);
  const { token, ...view } = made.body;
  expect(token).toMatch(/^banyan_[\w-]{43}[0-9a-f]{8}$/);
  expect(view).toEqual({
    id: view.id,
    name: 'ci',
    hint: token.slice(0, 11),
    scopes: ['catalog:read', 'catalog:write'],
    createdAt: view.createdAt,
    expiresAt: new Date(Date.parse(view.createdAt) + 30 * 86_400_000).toISOString(),
  });
  expect((await user.get('/api/v1/me/tokens')).body.items).toEqual([view]);
  const dump = await sql(
    `select t::text from identity.token t union all select p::text from audit.payload p`,
  );
  expect(JSON.stringify(dump)).not.toContain(token.slice(11));

  const machine = new Visitor(hub);
  machine.token = token;
  expect((await machine.get('/api/v1/me')).body.email).toBe(user.email);
  const first = (await user.get('/api/v1/me/tokens')).body.items[0].lastUsedAt;
  expect(Date.now() - Date.parse(first)).toBeLessThan(60_000);
  await machine.get('/api/v1/me');
  expect((await user.get('/api/v1/me/tokens')).body.items[0].lastUsedAt).toBe(first);

  expect((await user.send('DELETE', `/api/v1/me/tokens/${view.id}`)).status).toBe(204);
  const ended = await machine.get('/api/v1/me');
  expect([ended.status, ended.body.code]).toEqual([401, 'hub.unauthenticated']);
  expect((await user.get('/api/v1/me/tokens')).body.items).toEqual([]);
  expect((await user.send('DELETE', `/api/v1/me/tokens/${view.id}`)).status).toBe(404);
});

test('a bad token is 401 even where anonymous may read, and only Bearer is a scheme', async () => {
  const user = await person(hub, 'schemes');
  const token = await createToken(hub.node.hub, {
    email: user.email,
    scopes: ['account'],
    days: 1,
  });
  const with_ = (authorization: string) =>
    new Visitor(hub).get('/api/v1/organisations', { authorization });
  expect((await with_(`Bearer ${token}`)).status).toBe(200);
  expect((await with_(`bearer ${token}`)).status).toBe(200);
  const bad = [
    `Basic ${btoa(`x:${token}`)}`,
    `Token ${token}`,
    token,
    'Bearer',
    'Bearer nonsense',
    `Bearer ${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
    `Bearer ${token} ${token}`,
    `Bearer eyJhbGciOiJub25lIn0.e30.`,
  ];
  for (const authorization of bad) {
    const reply = await with_(authorization);
    expect([authorization.slice(0, 9), reply.status]).toEqual([authorization.slice(0, 9), 401]);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="banyan"');
  }
  await sql(
    `update identity.token set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'`,
  );
  expect((await with_(`Bearer ${token}`)).status).toBe(401);
});

test('a token does only what its scopes say, and makes no tokens', async () => {
  const admin = await person(hub, 'scoped', { staffRole: 'admin' });
  const only = async (scope: (typeof tokenScopes)[number]) => {
    const machine = new Visitor(hub);
    machine.token = await createToken(hub.node.hub, {
      email: admin.email,
      scopes: [scope],
      days: 1,
    });
    return [
      (await machine.get('/api/v1/me')).status,
      (await machine.get('/api/v1/me/tokens')).status,
      (await machine.get('/api/v1/admin/users')).status,
      (await machine.send('PATCH', '/api/v1/me', { revision: 99 })).status,
    ];
  };
  expect(await only('catalog:read')).toEqual([200, 403, 403, 403]);
  expect(await only('account')).toEqual([200, 200, 403, 409]);
  expect(await only('staff')).toEqual([200, 403, 200, 403]);
  const machine = new Visitor(hub);
  machine.token = await createToken(hub.node.hub, {
    email: admin.email,
    scopes: [...tokenScopes],
    days: 1,
  });
  const more = await machine.post('/api/v1/me/tokens', { name: 'x', scopes: ['staff'], days: 365 });
  expect([more.status, more.body.code]).toEqual([403, 'identity.sessionNeeded']);
});

let refused: Awaited<ReturnType<typeof person>> | undefined;
const good = { name: 'ci', scopes: ['account'], days: 1 };
test.each([
  ['no scope', { ...good, scopes: [] }, 'scopes'],
  ['an unknown scope', { ...good, scopes: ['root'] }, 'scopes/0'],
  ['no days', { name: 'ci', scopes: ['account'] }, 'days'],
  ['zero days', { ...good, days: 0 }, 'days'],
  ['more than a year', { ...good, days: 366 }, 'days'],
  ['half a day', { ...good, days: 0.5 }, 'days'],
  ['a user id', { ...good, userId: 'x' }, 'userId'],
])('a token with %s is refused', async (_, body, field) => {
  refused ??= await person(hub, 'refused');
  const user = refused;
  const reply = await user.post('/api/v1/me/tokens', body);
  expect([reply.status, reply.body.errors[0].field]).toEqual([400, field]);
  expect((await user.get('/api/v1/me/tokens')).body.items).toEqual([]);
});

test('nobody sees or revokes the token of another', async () => {
  const ann = await person(hub, 'ann');
  const bob = await person(hub, 'bob');
  const { id, token } = (await ann.post('/api/v1/me/tokens', good)).body;
  expect((await bob.get('/api/v1/me/tokens')).body.items).toEqual([]);
  expect((await bob.send('DELETE', `/api/v1/me/tokens/${id}`)).status).toBe(404);
  const machine = new Visitor(hub);
  machine.token = token;
  expect((await machine.get('/api/v1/me')).status).toBe(200);
  expect((await new Visitor(hub).get('/api/v1/me/tokens')).status).toBe(401);
});
