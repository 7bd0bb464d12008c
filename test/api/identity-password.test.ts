import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { password, person } from '#test/support/people.ts';
import { totpOf } from '#test/support/totp.ts';
import { linkIn, mailFor, Visitor, type ReceivedMail } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

const tokenIn = (mail: ReceivedMail): string =>
  new URL(linkIn(mail)).searchParams.get('token') ?? '';

test('reset: the link works once, ends every session, and the new password signs in', async () => {
  const chen = await person(hub, 'chen');
  const visitor = new Visitor(hub);
  const asked = await visitor.post('/api/auth/request-password-reset', { email: chen.email });
  const unknown = await visitor.post('/api/auth/request-password-reset', {
    email: 'no@example.cn',
  });
  expect([asked.status, asked.body]).toEqual([200, { status: true }]);
  expect([unknown.status, unknown.body]).toEqual([asked.status, asked.body]);
  const mail = await mailFor(hub, (m) => m.to === chen.email);
  expect(mail.subject).toBe('Banyan: set a new password');
  const link = new URL(linkIn(mail));
  expect(link.pathname).toBe('/reset-password');
  const token = link.searchParams.get('token') ?? '';
  const stored = await hub.node.withOwner((pool) =>
    pool.query(`set hub.role = 'system'; select identifier, value from auth.verification`),
  );
  expect(JSON.stringify(stored)).not.toContain(token);

  const short = await visitor.post('/api/auth/reset-password', { token, newPassword: 'short' });
  expect([short.status, short.body.errors[0].field]).toEqual([400, 'newPassword']);
  const newPassword = 'another long password';
  expect((await visitor.post('/api/auth/reset-password', { token, newPassword })).status).toBe(200);
  expect((await chen.get('/api/v1/me')).status).toBe(401);
  const twice = await visitor.post('/api/auth/reset-password', { token, newPassword });
  expect([twice.status, twice.body.code]).toEqual([400, 'identity.linkInvalid']);
  const old = await visitor.post('/api/auth/sign-in/email', { email: chen.email, password });
  expect([old.status, old.body.code]).toEqual([401, 'identity.badCredentials']);
  await visitor.signIn(chen.email, newPassword);
  expect((await visitor.get('/api/v1/me')).status).toBe(200);
  expect((await mailFor(hub, (m) => m.subject.includes('changed'))).to).toBe(chen.email);
});

test('a new password ends other reset links and the trust in devices', async () => {
  const yu = await person(hub, 'yu');
  const visitor = new Visitor(hub);
  const ask = async (seen: string[]): Promise<string> => {
    await visitor.post('/api/auth/request-password-reset', { email: yu.email });
    const mail = await mailFor(
      hub,
      (m) => m.to === yu.email && m.text.includes('token=') && !seen.includes(tokenIn(m)),
    );
    return tokenIn(mail);
  };
  const first = await ask([]);
  const second = await ask([first]);
  const set = (token: string, newPassword: string) =>
    visitor.post('/api/auth/reset-password', { token, newPassword });
  expect((await set(second, 'the second link is used')).status).toBe(200);
  const late = await set(first, 'the first link is late');
  expect([late.status, late.body.code]).toEqual([400, 'identity.linkInvalid']);

  await visitor.signIn(yu.email, 'the second link is used');
  const { totpURI } = (
    await visitor.post('/api/auth/two-factor/enable', { password: 'the second link is used' })
  ).body;
  const code = totpOf(totpURI);
  await visitor.post('/api/auth/two-factor/verify-totp', { code });
  const signIn = async (word: string) =>
    (await visitor.post('/api/auth/sign-in/email', { email: yu.email, password: word })).body;
  await visitor.post('/api/auth/sign-out');
  expect(await signIn('the second link is used')).toEqual({ twoFactorRedirect: true });
  const next = { code: totpOf(totpURI, Date.now() + 30_000), trustDevice: true };
  await visitor.post('/api/auth/two-factor/verify-totp', next);
  expect(await signIn('the second link is used')).toEqual({});
  const changed = await visitor.post('/api/auth/change-password', {
    currentPassword: 'the second link is used',
    newPassword: 'and then a third one',
  });
  expect(changed.status).toBe(200);
  expect(await signIn('and then a third one')).toEqual({ twoFactorRedirect: true });
});

test('changing the password needs the present one and ends the other sessions', async () => {
  const desk = await person(hub, 'changer');
  const phone = await new Visitor(hub).signIn(desk.email, password);
  const wrong = await desk.post('/api/auth/change-password', {
    currentPassword: 'not this one',
    newPassword: 'another long password',
  });
  expect([wrong.status, wrong.body.code]).toEqual([401, 'identity.badCredentials']);
  const before = desk.cookies.get('banyan.session_token');
  const done = await desk.post('/api/auth/change-password', {
    currentPassword: password,
    newPassword: 'another long password',
  });
  expect(done.status).toBe(200);
  expect(desk.cookies.get('banyan.session_token')).not.toBe(before);
  expect([(await desk.get('/api/v1/me')).status, (await phone.get('/api/v1/me')).status]).toEqual([
    200, 401,
  ]);
});

test('signing up with a known address answers as with a new one; its owner is told', async () => {
  const owner = await person(hub, 'known');
  const visitor = new Visitor(hub);
  const body = { name: 'Thief', email: 'KNOWN@example.cn', password: 'a thief has a password' };
  const known = await visitor.post('/api/auth/sign-up/email', body);
  const fresh = await visitor.post('/api/auth/sign-up/email', { ...body, email: 'new@example.cn' });
  expect([known.status, known.body]).toEqual([fresh.status, fresh.body]);
  const names = (reply: { headers: Headers }) => [...reply.headers.keys()].toSorted();
  expect(names(known)).toEqual(names(fresh));
  const mail = await mailFor(hub, (m) => m.to === owner.email);
  expect(mail.subject).toBe('Banyan: you already have an account');
  const stolen = await visitor.post('/api/auth/sign-in/email', {
    email: owner.email,
    password: body.password,
  });
  expect(stolen.status).toBe(401);
  expect((await owner.get('/api/v1/me')).body.name).toBe('known');
});

test('two sign-ups of one address at once make one account and answer alike', async () => {
  const sign = (name: string) =>
    new Visitor(hub).post('/api/auth/sign-up/email', {
      name,
      email: 'race@example.cn',
      password: `the password of ${name}`,
    });
  const replies = await Promise.all(['a', 'b', 'c'].map(sign));
  expect(replies.map((r) => [r.status, r.body])).toEqual(
    Array.from({ length: 3 }, () => [200, { status: true }]),
  );
  const tried = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      new Visitor(hub).post('/api/auth/sign-in/email', {
        email: 'race@example.cn',
        password: `the password of ${name}`,
      }),
    ),
  );
  expect(tried.map((r) => r.status).toSorted()).toEqual([200, 401, 401]);
});

test('a password that guessing finds first is refused wherever one is set', async () => {
  const user = await person(hub, 'commoner');
  const up = { name: 'C', email: 'c@example.cn', password: 'Password123' };
  const replies = [
    await user.post('/api/auth/sign-up/email', up),
    await user.post('/api/auth/reset-password', { token: 'x', newPassword: 'qwertyuiop12' }),
    await user.post('/api/auth/change-password', {
      currentPassword: password,
      newPassword: '1234567890',
    }),
  ];
  expect(replies.map((r) => [r.status, r.body.code, r.body.errors[0].field])).toEqual([
    [400, 'identity.passwordCommon', 'password'],
    [400, 'identity.passwordCommon', 'newPassword'],
    [400, 'identity.passwordCommon', 'newPassword'],
  ]);
});

test('wrong passwords and unknown addresses cannot be told apart', async () => {
  await person(hub, 'exists');
  const visitor = new Visitor(hub);
  const guess = { password: 'a wrong password' };
  const known = await visitor.post('/api/auth/sign-in/email', {
    ...guess,
    email: 'exists@example.cn',
  });
  const unknown = await visitor.post('/api/auth/sign-in/email', {
    ...guess,
    email: 'nobody@example.cn',
  });
  const strip = (body: Record<string, unknown>) => ({ ...body, requestId: '' });
  expect([known.status, strip(known.body)]).toEqual([unknown.status, strip(unknown.body)]);
  expect(known.body.detail).toBe('The e-mail address or the password is not right.');
});

const good = { name: 'N', email: 'n@example.cn', password: 'a long enough password' };
test.each([
  ['a list', [], 'email'],
  ['no address', { name: 'N', password: good.password }, 'email'],
  ['not an address', { ...good, email: 'nobody' }, 'email'],
  ['an address better-auth refuses', { ...good, email: 'a..b@example.cn' }, 'email'],
  ['a short password', { ...good, password: 'too short' }, 'password'],
  ['a long password', { ...good, password: 'x'.repeat(129) }, 'password'],
  ['a number as name', { ...good, name: 7 }, 'name'],
  ['a blank name', { ...good, name: '   ' }, 'name'],
  ['a long name', { ...good, name: 'x'.repeat(81) }, 'name'],
  ['an extra field', { ...good, emailVerified: true }, 'emailVerified'],
  ['a user id', { ...good, userId: 'x' }, 'userId'],
])('sign-up refuses %s and echoes nothing', async (_, body, field) => {
  const visitor = new Visitor(hub);
  const reply = await visitor.post('/api/auth/sign-up/email', body);
  expect([reply.status, reply.body.code]).toEqual([400, 'hub.invalid']);
  expect(reply.body.errors.map((e: { field: string }) => e.field)).toContain(field);
  expect(JSON.stringify(reply.body)).not.toMatch(/too short|xxxx|nobody/);
});

test('parts of better-auth that are not offered are absent', async () => {
  const visitor = await person(hub, 'curious');
  const paths = [
    'update-user',
    'delete-user',
    'change-email',
    'link-social',
    'unlink-account',
    'revoke-sessions',
    'two-factor/send-otp',
    'sign-in/oauth2',
    'get-access-token',
    'update-session',
  ];
  for (const path of paths) {
    const reply = await visitor.post(`/api/auth/${path}`, {});
    expect([path, reply.status, reply.body.code]).toEqual([path, 404, 'hub.notFound']);
  }
  for (const path of ['get-session', 'list-sessions', 'list-accounts', 'error', 'ok', '']) {
    const reply = await visitor.get(`/api/auth/${path}`);
    expect([path, reply.status]).toEqual([path, 404]);
  }
});

test('a verification link that was changed is refused', async () => {
  const visitor = new Visitor(hub);
  const plain = await visitor.get('/api/auth/verify-email?token=a.b.c');
  expect([plain.status, plain.body.code]).toEqual([400, 'identity.linkInvalid']);
  const away = await visitor.get('/api/auth/verify-email?token=x&callbackURL=//evil.example');
  expect([away.status, away.body.errors[0].field]).toEqual([400, 'callbackURL']);
});
