import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityJobs, takeRate } from '#src/identity/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { password, person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ env: { TRUSTED_PROXIES: '1' } });
});
afterAll(() => hub.stop());

/** A visitor whose address the proxy reports. */
function from(address: string): Visitor {
  const visitor = new Visitor(hub);
  visitor.address = address;
  return visitor;
}

test('an account is closed to guesses from everywhere alike, known or not', async () => {
  const user = await person(hub, 'guarded');
  const attempt = async (email: string, n: number) => {
    const wrong = { email, password: 'a wrong password' };
    const reply = await from(`192.0.2.${n}`).post('/api/auth/sign-in/email', wrong);
    return [reply.status, reply.body.code, reply.headers.has('retry-after')];
  };
  for (const email of [user.email, 'nobody@example.cn']) {
    // signing in above was the first of the known account's ten
    const left = email === user.email ? 9 : 10;
    for (let n = 0; n < left; n += 1)
      expect(await attempt(email, n)).toEqual([401, 'identity.badCredentials', false]);
    expect(await attempt(email.toUpperCase(), 99)).toEqual([429, 'hub.tooMany', true]);
  }
  const right = await from('198.51.100.1').post('/api/auth/sign-in/email', {
    email: user.email,
    password,
  });
  expect(right.status).toBe(429);
  const seconds = Number(right.headers.get('retry-after'));
  expect(seconds > 800 && seconds <= 900 && right.body.retryAfter === seconds).toBe(true);
  expect((await user.get('/api/v1/me')).status).toBe(200);
});

test('an address is limited whatever it tries and however it is spelled', async () => {
  const spellings = ['203.0.113.5', '::ffff:203.0.113.5', '::ffff:cb00:7105'];
  const answers: number[] = [];
  for (let n = 0; n < 101; n += 1) {
    const visitor = from(`10.9.8.7, ${spellings[n % 3]}`);
    answers.push((await visitor.get('/api/auth/verify-email?token=x')).status);
  }
  expect(answers.slice(0, 100).every((status) => status === 400)).toBe(true);
  expect(answers.at(-1)).toBe(429);
  expect((await from('203.0.113.6').get('/api/auth/verify-email?token=x')).status).toBe(400);
});

test('mail to one mailbox is limited, with the same answer for an unknown one', async () => {
  await person(hub, 'flooded');
  for (const email of ['flooded@example.cn', 'unknown@example.cn']) {
    const answers: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const reply = await from(`192.0.2.${n}`).post('/api/auth/request-password-reset', { email });
      answers.push(reply.status);
    }
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
  }
});

test('of concurrent uses exactly the limit passes, and a new window opens', async () => {
  const { store } = hub.node.hub;
  const take = () =>
    takeRate(store, 'test:many', 7, 1).then(
      () => true,
      () => false,
    );
  const taken = await Promise.all(Array.from({ length: 40 }, take));
  expect(taken.filter(Boolean)).toHaveLength(7);
  await new Promise((r) => setTimeout(r, 1_050));
  expect(await take()).toBe(true);
});

test('what has run out is purged, what has not stays', async () => {
  const user = await person(hub, 'purged');
  const { store } = hub.node.hub;
  await takeRate(store, 'test:purge', 1, 1);
  await new Promise((r) => setTimeout(r, 1_050));
  await hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    await client.query(`set hub.role = 'system'`);
    await client.query(
      `insert into auth.session ("id", "expiresAt", "token", "updatedAt", "userId")
       values ('old', now() - interval '1 minute', 'old', now(), $1)`,
      [user.userId],
    );
    client.release();
  });
  const context = { signal: new AbortController().signal, attempt: 1, maxAttempts: 1 };
  await identityJobs(hub.node.hub)['identity.purge']?.({}, context);
  const left = await hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    await client.query(`set hub.role = 'system'`);
    const { rows } = await client.query(
      `select (select count(*)::int from auth.session where "userId" = $1) as sessions,
        (select count(*)::int from identity.rate_window where key = 'test:purge') as windows`,
      [user.userId],
    );
    client.release();
    return rows[0];
  });
  expect(left).toEqual({ sessions: 1, windows: 0 });
  expect((await user.get('/api/v1/me')).status).toBe(200);
});

test('a body over 16 KiB and a body that is no JSON are refused', async () => {
  const visitor = from('192.0.2.200');
  const large = await visitor.post('/api/auth/sign-in/email', {
    email: 'a@example.cn',
    password: 'x'.repeat(20_000),
  });
  expect([large.status, large.body.code]).toEqual([413, 'hub.tooLarge']);
  const send = (body: string, type: string) =>
    fetch(`${hub.url}/api/auth/sign-in/email`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'accept-language': 'en' },
    });
  expect((await send('{"email":', 'application/json')).status).toBe(400);
  expect(
    (await send('email=a%40b.cn&password=x', 'application/x-www-form-urlencoded')).status,
  ).toBe(400);
});
