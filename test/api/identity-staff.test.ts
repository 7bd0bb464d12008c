import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUser } from '#src/identity/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, password, person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

test('disabling a person ends sessions and tokens at once; enabling does not revive them', async () => {
  const admin = await person(hub, 'admin', { staffRole: 'admin' });
  const user = await person(hub, 'leaver');
  const made = await user.post('/api/v1/me/tokens', { name: 't', scopes: ['account'], days: 1 });
  const machine = new Visitor(hub);
  machine.token = made.body.token;
  const both = async () => [
    (await user.get('/api/v1/me')).status,
    (await machine.get('/api/v1/me')).status,
  ];
  expect(await both()).toEqual([200, 200]);
  const path = `/api/v1/admin/users/${user.userId}`;
  const unfounded = await admin.post(`${path}/disable`, { revision: 1, reason: ' ' });
  expect([unfounded.status, unfounded.body.errors[0].field]).toEqual([400, 'reason']);
  const disabled = await admin.post(`${path}/disable`, { revision: 1, reason: 'left the company' });
  expect([disabled.status, disabled.body.disabledReason]).toEqual([200, 'left the company']);
  expect(await both()).toEqual([401, 401]);
  const refused = await new Visitor(hub).post('/api/auth/sign-in/email', {
    email: user.email,
    password,
  });
  expect([refused.status, refused.body.code]).toEqual([403, 'identity.accountDisabled']);
  const guess = await new Visitor(hub).post('/api/auth/sign-in/email', {
    email: user.email,
    password: 'a wrong password',
  });
  expect([guess.status, guess.body.code]).toEqual([401, 'identity.badCredentials']);
  const twice = await admin.post(`${path}/disable`, { revision: 2, reason: 'again' });
  expect([twice.status, twice.body.code]).toEqual([409, 'hub.wrongState']);
  const stale = await admin.post(`${path}/enable`, { revision: 1 });
  expect([stale.status, stale.body.code]).toEqual([409, 'hub.conflict']);
  const enabled = await admin.post(`${path}/enable`, { revision: 2 });
  expect([enabled.status, enabled.body.disabledAt]).toEqual([200, undefined]);
  expect(await both()).toEqual([401, 401]);
  await user.signIn(user.email, password);
  expect((await user.get('/api/v1/me')).status).toBe(200);
});

test('only an administrator sets staff roles, nobody their own, and duties stay apart', async () => {
  const admin = await person(hub, 'root', { staffRole: 'admin' });
  const operator = await person(hub, 'op', { staffRole: 'operator' });
  const user = await person(hub, 'promoted');
  const path = (id: string) => `/api/v1/admin/users/${id}/staff-roles`;
  const set = (who: Visitor, id: string, roles: string[], revision = 1) =>
    who.send('PUT', path(id), { revision, roles });
  const own = await set(admin, admin.userId, []);
  expect([own.status, own.body.code]).toEqual([403, 'identity.ownAccount']);
  expect((await set(operator, user.userId, ['admin'])).status).toBe(403);
  expect((await set(user, user.userId, ['admin'])).status).toBe(404);
  expect((await set(new Visitor(hub), user.userId, ['admin'])).status).toBe(401);
  for (const roles of [
    ['admin', 'auditor'],
    ['approver', 'operator'],
    ['operator', 'admin', 'auditor'],
  ]) {
    const mixed = await set(admin, user.userId, roles);
    expect([mixed.status, mixed.body.code]).toEqual([409, 'identity.dutiesConflict']);
  }
  const unknown = await set(admin, user.userId, ['king']);
  expect([unknown.status, unknown.body.code]).toEqual([400, 'hub.invalid']);
  const done = await set(admin, user.userId, ['operator', 'auditor', 'operator']);
  expect([done.status, done.body.staff]).toEqual([200, ['auditor', 'operator']]);
  expect((await user.get('/api/v1/me')).status).toBe(401);
  await user.signIn(user.email, password);
  expect((await user.get('/api/v1/me')).body.staff).toEqual(['auditor', 'operator']);
  const trail = await user.get(
    `/api/v1/audit?objectId=${user.userId}&action=identity.set-staff-roles`,
  );
  expect(
    trail.body.items.map((e: { content: string }) => JSON.parse(e.content).after.staff),
  ).toEqual([['auditor', 'operator']]);
});

test('the administrator finds persons page by page; others find no such page', async () => {
  const admin = await person(hub, 'lister', { staffRole: 'admin' });
  for (const n of [1, 2, 3]) await person(hub, `page-${n}_x`);
  await person(hub, 'page-4-x');
  const found: string[] = [];
  let cursor = '';
  for (;;) {
    const page = await admin.get(`/api/v1/admin/users?q=_x&limit=2${cursor}`);
    expect(page.status).toBe(200);
    found.push(...page.body.items.map((u: { name: string }) => u.name));
    if (!page.body.next) break;
    cursor = `&cursor=${page.body.next}`;
  }
  expect(found).toEqual(['page-1_x', 'page-2_x', 'page-3_x']);
  const plain = await person(hub, 'plain');
  expect((await plain.get('/api/v1/admin/users')).status).toBe(404);
  expect((await plain.get('/api/v1/operator/organisations')).status).toBe(404);
  for (const bad of ['limit=0', 'limit=101', 'cursor=%F0', 'cursor=W10']) {
    const reply = await admin.get(`/api/v1/admin/users?${bad}`);
    expect([bad, reply.status, reply.body.code]).toEqual([bad, 400, 'hub.invalid']);
  }
  const nobody = await admin.post('/api/v1/admin/users/not-an-id/disable', {
    revision: 1,
    reason: 'x',
  });
  expect([nobody.status, nobody.body.errors[0].field]).toEqual([400, 'userId']);
});

test('the quota is set by an administrator, with a record of before and after', async () => {
  const admin = await person(hub, 'quota-admin', { staffRole: 'admin' });
  const owner = await person(hub, 'quota-owner');
  await organisation(hub, 'quota-org', owner.email);
  const path = '/api/v1/admin/organisations/quota-org/quota';
  expect((await owner.send('PUT', path, { revision: 1, quotaBytes: 1 })).status).toBe(404);
  const done = await admin.send('PUT', path, { revision: 1, quotaBytes: 123_456_789_012 });
  expect([done.status, done.body.private.quotaBytes]).toEqual([200, 123_456_789_012]);
  for (const quotaBytes of [-1, 1.5, 2 ** 51, '5'])
    expect((await admin.send('PUT', path, { revision: 2, quotaBytes })).status).toBe(400);
});

test('creating a user never changes one that exists', async () => {
  const user = await person(hub, 'kept');
  const again = createUser(hub.node.hub, {
    email: 'KEPT@example.cn',
    name: 'Other',
    password: 'some other password',
    staffRole: 'admin',
    verified: true,
  });
  await expect(again).rejects.toMatchObject({ spec: { code: 'hub.duplicate' } });
  await user.signIn(user.email, password);
  const me = (await user.get('/api/v1/me')).body;
  expect([me.name, me.staff]).toEqual(['kept', []]);
});
