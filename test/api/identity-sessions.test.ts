import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { password, person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

test('sessions are listed, and one that is revoked ends with the next request', async () => {
  const desk = await person(hub, 'desk');
  const phone = await new Visitor(hub).signIn(desk.email, password);
  const list = (await desk.get('/api/v1/me/sessions')).body.items;
  expect(list.map((s: { current: boolean }) => s.current)).toEqual([false, true]);
  expect(JSON.stringify(list)).not.toContain('token');
  const phoneSession = list[0].id;
  const stranger = await person(hub, 'stranger');
  const foreign = await stranger.send('DELETE', `/api/v1/me/sessions/${phoneSession}`);
  expect([foreign.status, foreign.body.code]).toEqual([404, 'hub.notFound']);
  expect((await phone.get('/api/v1/me')).status).toBe(200);
  expect((await desk.send('DELETE', `/api/v1/me/sessions/${phoneSession}`)).status).toBe(204);
  expect((await phone.get('/api/v1/me')).status).toBe(401);
  const gone = await desk.send('DELETE', `/api/v1/me/sessions/${phoneSession}`);
  expect(gone.status).toBe(404);

  await phone.signIn(desk.email, password);
  const others = await desk.send('DELETE', '/api/v1/me/sessions');
  expect([others.status, others.body]).toEqual([200, { revoked: 1 }]);
  expect([(await phone.get('/api/v1/me')).status, (await desk.get('/api/v1/me')).status]).toEqual([
    401, 200,
  ]);
});

test('signing in makes a new session id, whatever cookie was planted before', async () => {
  const victim = await person(hub, 'victim');
  const first = victim.cookies.get('banyan.session_token');
  await victim.signIn(victim.email, password);
  const second = victim.cookies.get('banyan.session_token');
  expect(second).not.toBe(first);
  const planted = new Visitor(hub);
  planted.cookies.set('banyan.session_token', 'planted.c2lnbmF0dXJl');
  await planted.signIn(victim.email, password);
  expect(planted.cookies.get('banyan.session_token')).not.toContain('planted');
  const forged = await planted.get('/api/v1/me', {
    cookie: `banyan.session_token=${second?.slice(0, -6)}AAAA%3D`,
  });
  expect(forged.status).toBe(401);
});

test('a cookie works only from our own origin; a public page opens with a dead one', async () => {
  const visitor = await person(hub, 'origin');
  const body = { name: 'x', revision: 1 };
  const evil = await visitor.send('PATCH', '/api/v1/me', body, { origin: 'https://evil.example' });
  expect([evil.status, evil.body.code]).toEqual([403, 'hub.badOrigin']);
  const login = await visitor.post(
    '/api/auth/sign-in/email',
    { email: visitor.email, password },
    { origin: 'https://evil.example' },
  );
  expect([login.status, login.body.code]).toEqual([403, 'hub.badOrigin']);
  await visitor.post('/api/auth/sign-out');
  const dead = await new Visitor(hub).get('/api/v1/organisations', {
    cookie: 'banyan.session_token=dead.AAAA',
  });
  expect(dead.status).toBe(200);
});

test('a repeated Idempotency-Key replays the answer; for another request it is refused', async () => {
  const visitor = await person(hub, 'twice');
  const key = { 'idempotency-key': randomUUID() };
  const first = await visitor.send('PATCH', '/api/v1/me', { name: 'Once', revision: 1 }, key);
  const again = await visitor.send('PATCH', '/api/v1/me', { name: 'Once', revision: 1 }, key);
  expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([
    200,
    200,
    'true',
  ]);
  expect(again.body).toEqual(first.body);
  const other = await visitor.send('PATCH', '/api/v1/me', { name: 'Twice', revision: 2 }, key);
  expect([other.status, other.body.code]).toEqual([422, 'hub.idempotencyKeyReused']);
  const without = await visitor.send(
    'PATCH',
    '/api/v1/me',
    { name: 'None', revision: 2 },
    { 'idempotency-key': '' },
  );
  expect([without.status, without.body.code]).toEqual([400, 'hub.idempotencyKeyMissing']);
  const stale = await visitor.send('PATCH', '/api/v1/me', { name: 'Late', revision: 1 });
  expect([stale.status, stale.body.code]).toEqual([409, 'hub.conflict']);
  expect((await visitor.get('/api/v1/me')).body.name).toBe('Once');
});

test('cookies over https carry the __Host- prefix and are secure', async () => {
  const secure = await startHub({ env: { PUBLIC_URL: 'https://hub.example.cn' } });
  try {
    const visitor = new Visitor(secure);
    const { createUser } = await import('#src/identity/index.ts');
    const user = { email: 'https@example.cn', name: 'H', password, verified: true };
    await createUser(secure.node.hub, user);
    const reply = await visitor.post(
      '/api/auth/sign-in/email',
      { email: user.email, password },
      { origin: 'https://hub.example.cn' },
    );
    const line = reply.headers.getSetCookie().find((l) => l.includes('session_token'));
    expect(line).toMatch(/^__Host-banyan\.session_token=[^;]+; /);
    const attributes = (line ?? '').split('; ').slice(1).toSorted();
    expect(attributes).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure']);
    expect((await visitor.get('/api/v1/me')).status).toBe(200);
  } finally {
    await secure.stop();
  }
});
