import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { startOidcProvider, type OidcProvider } from '#test/support/oidc-provider.ts';
import { person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let provider: OidcProvider;
let hub: TestHub;
beforeAll(async () => {
  provider = await startOidcProvider();
  hub = await startHub({ env: provider.env });
});
afterAll(async () => {
  await hub.stop();
  await provider.stop();
});
beforeEach(() => {
  provider.broken = undefined;
});

/** Goes to the provider and comes back, as a browser would; returns the last answer of the hub. */
async function roundTrip(visitor: Visitor, change: (back: URL) => URL = (back) => back) {
  const start = await visitor.post('/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/account',
  });
  expect([start.status, new URL(start.body.url).origin]).toEqual([200, provider.url]);
  const consent = await fetch(start.body.url, { redirect: 'manual' });
  expect(consent.status).toBe(302);
  return visitor.get(change(new URL(consent.headers.get('location') ?? '')).href);
}

test('a new person signs in through the provider, and is the same person next time', async () => {
  provider.claims = { sub: 'u-1', email: 'Oidc@example.cn', email_verified: true, name: '欧一' };
  const visitor = new Visitor(hub);
  const back = await roundTrip(visitor);
  expect([back.status, back.headers.get('location')]).toEqual([302, '/account']);
  const me = (await visitor.get('/api/v1/me')).body;
  expect([me.email, me.emailVerified, me.name]).toEqual(['oidc@example.cn', true, '欧一']);
  expect(
    provider.exchanges.map((e) => [e['grant_type'], (e['code_verifier'] ?? '').length > 42]),
  ).toEqual([['authorization_code', true]]);
  const again = new Visitor(hub);
  await roundTrip(again);
  expect((await again.get('/api/v1/me')).body.id).toBe(me.id);
  provider.claims = { ...provider.claims, email: 'moved@example.cn' };
  const moved = new Visitor(hub);
  await roundTrip(moved);
  expect((await moved.get('/api/v1/me')).body.id).toBe(me.id);
});

test('an address the provider has not verified takes over no account', async () => {
  const owner = await person(hub, 'has-account');
  provider.claims = { sub: 'u-2', email: owner.email, email_verified: false, name: 'Thief' };
  const thief = new Visitor(hub);
  const back = await roundTrip(thief);
  expect(back.headers.get('location')).toBe(`${hub.url}/sign-in?error=identity.notLinked`);
  expect((await thief.get('/api/v1/me')).status).toBe(401);
  provider.claims = { ...provider.claims, email_verified: 'true' };
  expect((await roundTrip(new Visitor(hub))).headers.get('location')).toContain('error=identity.');
  provider.claims = { ...provider.claims, email_verified: true };
  const real = new Visitor(hub);
  await roundTrip(real);
  expect((await real.get('/api/v1/me')).body.id).toBe(owner.userId);
});

test('an account that was registered but never confirmed is not linked to', async () => {
  const squatter = await person(hub, 'pre-registered', { verified: false });
  provider.claims = { sub: 'u-3', email: squatter.email, email_verified: true, name: 'Real' };
  const real = new Visitor(hub);
  expect((await roundTrip(real)).headers.get('location')).toContain('error=identity.notLinked');
  expect((await real.get('/api/v1/me')).status).toBe(401);
});

test('a forged, foreign or repeated answer signs nobody in', async () => {
  provider.claims = { sub: 'u-4', email: 'forge@example.cn', email_verified: true, name: 'F' };
  const visitor = new Visitor(hub);
  const forgedState = await roundTrip(visitor, (back) => {
    back.searchParams.set('state', 'forged');
    return back;
  });
  expect(forgedState.headers.get('location')).toContain('error=identity.');
  const forgedCode = await roundTrip(visitor, (back) => {
    back.searchParams.set('code', 'forged');
    return back;
  });
  expect(forgedCode.headers.get('location')).toBe(
    `${hub.url}/sign-in?error=identity.providerRefused`,
  );
  let used: URL | undefined;
  const victim = new Visitor(hub);
  await roundTrip(new Visitor(hub), (back) => {
    used = new URL(back);
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'call this number');
    back.searchParams.delete('code');
    return back;
  });
  const foreign = await victim.get(used?.href ?? '');
  expect(foreign.headers.get('location')).toContain('error=identity.');
  for (const who of [visitor, victim]) expect((await who.get('/api/v1/me')).status).toBe(401);
});

test('a disabled person does not come in through the provider; a broken provider is said', async () => {
  const admin = await person(hub, 'admin', { staffRole: 'admin' });
  provider.claims = { sub: 'u-5', email: 'gone@example.cn', email_verified: true, name: 'Gone' };
  const visitor = new Visitor(hub);
  await roundTrip(visitor);
  const { id } = (await visitor.get('/api/v1/me')).body;
  await admin.post(`/api/v1/admin/users/${id}/disable`, { revision: 1, reason: 'gone' });
  const back = await roundTrip(visitor);
  expect([back.status, back.headers.get('location'), back.body]).toEqual([
    302,
    `${hub.url}/sign-in?error=identity.accountDisabled`,
    '',
  ]);
  expect((await visitor.get('/api/v1/me')).status).toBe(401);
  provider.broken = 500;
  const broken = await roundTrip(new Visitor(hub));
  expect([broken.status, broken.headers.get('location')]).toEqual([
    302,
    `${hub.url}/sign-in?error=identity.providerRefused`,
  ]);
});

test('another provider, another site to return to, and a hub without one are refused', async () => {
  const visitor = new Visitor(hub);
  expect((await visitor.get('/api/auth/providers')).body).toEqual({ providers: ['oidc'] });
  const other = await visitor.post('/api/auth/sign-in/social', { provider: 'github' });
  expect([other.status, other.body.errors[0].field]).toEqual([400, 'provider']);
  for (const callbackURL of ['https://evil.example/', '//evil.example', '/\\evil.example', 7]) {
    const reply = await visitor.post('/api/auth/sign-in/social', { provider: 'oidc', callbackURL });
    expect([callbackURL, reply.status]).toEqual([callbackURL, 400]);
  }
  const token = { provider: 'oidc', idToken: { token: 'eyJhbGciOiJub25lIn0.e30.' } };
  expect((await visitor.post('/api/auth/sign-in/social', token)).status).toBe(400);
  const plain = await startHub();
  try {
    const reply = await new Visitor(plain).post('/api/auth/sign-in/social', { provider: 'oidc' });
    expect([reply.status, reply.body.code]).toEqual([404, 'identity.providerUnknown']);
    expect((await new Visitor(plain).get('/api/auth/providers')).body).toEqual({ providers: [] });
  } finally {
    await plain.stop();
  }
});
