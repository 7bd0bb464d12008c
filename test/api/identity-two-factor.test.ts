import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { password, person } from '#test/support/people.ts';
import { totpOf } from '#test/support/totp.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

test('the second factor: turn on, second step, backup codes, turn off', async () => {
  const wei = await person(hub, 'wei');
  const refused = await wei.post('/api/auth/two-factor/enable', { password: 'not the password' });
  expect([refused.status, refused.body.code]).toEqual([401, 'identity.badCredentials']);
  const prepared = await wei.post('/api/auth/two-factor/enable', { password });
  expect(prepared.status).toBe(200);
  const { totpURI, backupCodes } = prepared.body;
  expect(backupCodes).toHaveLength(10);
  expect((await wei.get('/api/v1/me')).body.twoFactor).toBe(false);
  const early = wei.cookieHeader;
  const elsewhere = await new Visitor(hub).signIn(wei.email, password);
  const shown = totpOf(totpURI);
  const on = await wei.post('/api/auth/two-factor/verify-totp', { code: shown });
  expect([on.status, on.body]).toEqual([200, { status: true }]);
  expect((await wei.get('/api/v1/me')).body.twoFactor).toBe(true);
  expect((await wei.get('/api/v1/me', { cookie: early })).status).toBe(401);
  expect((await elsewhere.get('/api/v1/me')).status).toBe(401);

  const other = new Visitor(hub);
  const asked = await other.post('/api/auth/sign-in/email', { email: wei.email, password });
  expect([asked.status, asked.body]).toEqual([200, { twoFactorRedirect: true }]);
  expect([...other.cookies.keys()]).toEqual(['banyan.two_factor']);
  expect((await other.get('/api/v1/me')).status).toBe(401);
  const wrong = await other.post('/api/auth/two-factor/verify-totp', { code: '000000' });
  expect([wrong.status, wrong.body.code]).toEqual([401, 'identity.badCode']);
  const replayed = await other.post('/api/auth/two-factor/verify-totp', { code: shown });
  expect([replayed.status, replayed.body.code]).toEqual([401, 'identity.badCode']);
  const next = { code: totpOf(totpURI, Date.now() + 30_000) };
  const right = await other.post('/api/auth/two-factor/verify-totp', next);
  expect(right.status).toBe(200);
  expect((await other.get('/api/v1/me')).body.email).toBe(wei.email);

  const third = new Visitor(hub);
  await third.post('/api/auth/sign-in/email', { email: wei.email, password });
  const code = backupCodes[0];
  expect((await third.post('/api/auth/two-factor/verify-backup-code', { code })).status).toBe(200);
  expect((await third.get('/api/v1/me')).status).toBe(200);
  const again = new Visitor(hub);
  await again.post('/api/auth/sign-in/email', { email: wei.email, password });
  const used = await again.post('/api/auth/two-factor/verify-backup-code', { code });
  expect([used.status, used.body.code]).toEqual([401, 'identity.badCode']);

  expect((await third.post('/api/auth/two-factor/disable', { password })).status).toBe(200);
  const plain = await new Visitor(hub).signIn(wei.email, password);
  expect((await plain.get('/api/v1/me')).body.twoFactor).toBe(false);
});

test('a trusted device skips the second step, elsewhere it is still asked', async () => {
  const mei = await person(hub, 'mei');
  const { totpURI } = (await mei.post('/api/auth/two-factor/enable', { password })).body;
  await mei.post('/api/auth/two-factor/verify-totp', { code: totpOf(totpURI) });
  const signIn = async (who: Visitor) =>
    (await who.post('/api/auth/sign-in/email', { email: mei.email, password })).body;
  const laptop = new Visitor(hub);
  expect(await signIn(laptop)).toEqual({ twoFactorRedirect: true });
  const step = { code: totpOf(totpURI, Date.now() + 30_000), trustDevice: true };
  expect((await laptop.post('/api/auth/two-factor/verify-totp', step)).status).toBe(200);
  await laptop.post('/api/auth/sign-out');
  expect(await signIn(laptop)).toEqual({});
  expect((await laptop.get('/api/v1/me')).body.email).toBe(mei.email);
  expect(await signIn(new Visitor(hub))).toEqual({ twoFactorRedirect: true });
});

test('without "remember me" the cookie ends with the browser', async () => {
  const ling = await person(hub, 'ling');
  const reply = await new Visitor(hub).post('/api/auth/sign-in/email', {
    email: ling.email,
    password,
    rememberMe: false,
  });
  const line = reply.headers.getSetCookie().find((l) => l.startsWith('banyan.session_token='));
  expect(line?.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
});

test('five wrong codes end the second step', async () => {
  const fang = await person(hub, 'fang');
  const { totpURI } = (await fang.post('/api/auth/two-factor/enable', { password })).body;
  await fang.post('/api/auth/two-factor/verify-totp', { code: totpOf(totpURI) });
  const thief = new Visitor(hub);
  await thief.post('/api/auth/sign-in/email', { email: fang.email, password });
  const wrong = totpOf(totpURI, 0);
  const answers: string[] = [];
  for (let i = 0; i < 6; i += 1)
    answers.push((await thief.post('/api/auth/two-factor/verify-totp', { code: wrong })).body.code);
  expect(answers).toEqual([
    ...Array.from({ length: 5 }, () => 'identity.badCode'),
    'identity.secondFactorExpired',
  ]);
  const late = await thief.post('/api/auth/two-factor/verify-totp', { code: totpOf(totpURI) });
  expect([late.status, late.body.code]).toEqual([401, 'identity.secondFactorExpired']);
});

test('the second step without a first one, and codes of another form', async () => {
  const visitor = new Visitor(hub);
  const none = await visitor.post('/api/auth/two-factor/verify-totp', { code: '123456' });
  expect([none.status, none.body.code]).toEqual([401, 'identity.secondFactorExpired']);
  for (const body of [{}, { code: 123456 }, { code: '12345' }, { code: '123456', extra: 1 }]) {
    const reply = await visitor.post('/api/auth/two-factor/verify-totp', body);
    expect([reply.status, reply.body.code]).toEqual([400, 'hub.invalid']);
  }
  const unsigned = await visitor.post('/api/auth/two-factor/enable', { password });
  expect([unsigned.status, unsigned.body.code]).toEqual([401, 'hub.unauthenticated']);
});
