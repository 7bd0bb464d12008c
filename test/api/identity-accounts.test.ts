import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { linkIn, mailFor, Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

const lin = { name: '林晓', email: 'Lin@Example.cn', password: 'correct horse battery' };

test('sign up, confirm the address, sign in, see oneself, sign out', async () => {
  const visitor = new Visitor(hub);
  const up = await visitor.post('/api/auth/sign-up/email', lin);
  expect([up.status, up.body]).toEqual([200, { status: true }]);
  await visitor.signIn(lin.email, lin.password);
  const before = await visitor.get('/api/v1/me');
  expect(before.body).toEqual({
    id: before.body.id,
    name: '林晓',
    email: 'lin@example.cn',
    emailVerified: false,
    twoFactor: false,
    language: 'en',
    staff: [],
    organisations: [],
    revision: 1,
  });
  const mail = await mailFor(hub, (m) => m.to === 'lin@example.cn');
  expect(mail.subject).toBe('Banyan: confirm your e-mail address');
  const verified = await visitor.get(linkIn(mail));
  expect([verified.status, verified.headers.get('location')]).toEqual([302, '/account']);
  expect((await visitor.get('/api/v1/me')).body.emailVerified).toBe(true);
  const old = visitor.cookieHeader;
  expect((await visitor.post('/api/auth/sign-out')).status).toBe(200);
  const after = await visitor.get('/api/v1/me', { cookie: old });
  expect([after.status, after.body.code]).toEqual([401, 'hub.unauthenticated']);
});
