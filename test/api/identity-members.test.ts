import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, password, person } from '#test/support/people.ts';
import { linkIn, mailFor, Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

const tokenOf = async (email: string) => {
  const mail = await mailFor(hub, (m) => m.to === email && m.text.includes('/invitations/'));
  return new URL(linkIn(mail)).pathname.split('/').at(-1) ?? '';
};

test('an invitation is accepted only by the invited, verified address, and once', async () => {
  const owner = await person(hub, 'host');
  await organisation(hub, 'hosts', owner.email);
  const path = '/api/v1/organisations/hosts/invitations';
  const invited = await owner.post(path, { email: 'Guest@example.cn', role: 'manager' });
  expect([invited.status, invited.body.email, invited.body.token]).toEqual([
    201,
    'guest@example.cn',
    undefined,
  ]);
  const days = (Date.parse(invited.body.expiresAt) - Date.parse(invited.body.createdAt)) / 86.4e6;
  expect(days).toBe(7);
  const token = await tokenOf('guest@example.cn');
  expect((await owner.get(path)).body.items).toEqual([invited.body]);

  const thief = await person(hub, 'thief');
  const stolen = await thief.post(`/api/v1/invitations/${token}/accept`);
  expect([stolen.status, stolen.body.code]).toEqual([403, 'identity.invitationForOther']);
  expect((await thief.get(`/api/v1/invitations/${token}`)).status).toBe(403);
  expect((await new Visitor(hub).get(`/api/v1/invitations/${token}`)).status).toBe(401);

  const guest = new Visitor(hub);
  const up = { name: 'Guest', email: 'guest@example.cn', password };
  await guest.post('/api/auth/sign-up/email', up);
  await guest.signIn(up.email, password);
  const early = await guest.post(`/api/v1/invitations/${token}/accept`);
  expect([early.status, early.body.code]).toEqual([403, 'identity.unverified']);
  const confirm = await mailFor(hub, (m) => m.to === up.email && m.subject.includes('confirm'));
  await guest.get(linkIn(confirm));
  const offer = await guest.get(`/api/v1/invitations/${token}`);
  expect([offer.status, offer.body.organisation.slug, offer.body.role]).toEqual([
    200,
    'hosts',
    'manager',
  ]);
  const key = { 'idempotency-key': 'accept-once-1' };
  const accepted = await guest.post(`/api/v1/invitations/${token}/accept`, {}, key);
  expect([accepted.status, accepted.body]).toEqual([200, { slug: 'hosts', role: 'manager' }]);
  const replayed = await guest.post(`/api/v1/invitations/${token}/accept`, {}, key);
  expect([replayed.status, replayed.body]).toEqual([200, accepted.body]);
  const again = await guest.post(`/api/v1/invitations/${token}/accept`);
  expect([again.status, again.body.code]).toEqual([410, 'identity.invitationOver']);
  const me = (await guest.get('/api/v1/me')).body;
  expect(me.organisations.map((o: object) => o)).toEqual([
    {
      id: me.organisations[0].id,
      slug: 'hosts',
      name: { zh: '机构 hosts', en: 'Organisation hosts' },
      role: 'manager',
      status: 'approved',
    },
  ]);
  const known = await owner.post(path, { email: 'guest@example.cn', role: 'member' });
  expect([known.status, known.body.code]).toEqual([409, 'identity.alreadyMember']);
});

test('an invitation can be withdrawn, is replaced by a newer one, and runs out', async () => {
  const owner = await person(hub, 'host2');
  await organisation(hub, 'hosts2', owner.email);
  const path = '/api/v1/organisations/hosts2/invitations';
  const guest = await person(hub, 'guest2');
  const first = await owner.post(path, { email: guest.email, role: 'member' });
  const firstToken = await tokenOf(guest.email);
  const second = await owner.post(path, { email: guest.email, role: 'member' });
  expect((await owner.get(path)).body.items.map((i: { id: string }) => i.id)).toEqual([
    second.body.id,
  ]);
  expect((await guest.post(`/api/v1/invitations/${firstToken}/accept`)).status).toBe(410);
  expect((await owner.send('DELETE', `${path}/${first.body.id}`)).status).toBe(404);
  expect((await guest.send('DELETE', `${path}/${second.body.id}`)).status).toBe(403);
  expect((await owner.send('DELETE', `${path}/${second.body.id}`)).status).toBe(204);
  expect((await owner.get(path)).body.items).toEqual([]);

  await owner.post(path, { email: guest.email, role: 'member' });
  await hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    await client.query(`set hub.role = 'system'`);
    await client.query(`update identity.invitation set expires_at = now() where state = 'open'`);
    client.release();
  });
  const mails = new Set([firstToken]);
  let late = firstToken;
  for (let i = 0; i < 100 && mails.has(late); i += 1) {
    late = await tokenOf(guest.email);
    await new Promise((r) => setTimeout(r, 20));
  }
  const expired = await guest.post(`/api/v1/invitations/${late}/accept`);
  expect([expired.status, expired.body.code]).toEqual([410, 'identity.invitationOver']);
  const unknown = await guest.post(`/api/v1/invitations/${'A'.repeat(43)}/accept`);
  expect([unknown.status, unknown.body.code]).toEqual([404, 'hub.notFound']);
  expect((await guest.post('/api/v1/invitations/short/accept')).status).toBe(400);
});

/** Puts a person into an organisation through the real invitation. */
async function join(owner: Visitor, slug: string, name: string, role: string) {
  const joined = await person(hub, name);
  await owner.post(`/api/v1/organisations/${slug}/invitations`, { email: joined.email, role });
  const token = await tokenOf(joined.email);
  await joined.post(`/api/v1/invitations/${token}/accept`);
  return joined;
}

test('roles, removal, leaving and transfer; there is always an owner', async () => {
  const owner = await person(hub, 'boss');
  await organisation(hub, 'firm', owner.email);
  const manager = await join(owner, 'firm', 'mgr', 'manager');
  const member = await join(owner, 'firm', 'mem', 'member');
  const at = (userId: string) => `/api/v1/organisations/firm/members/${userId}`;
  const put = (who: Visitor, userId: string, role: string) => who.send('PUT', at(userId), { role });
  const leave = (who: Visitor, userId: string) => who.send('DELETE', at(userId));

  const list = (await member.get('/api/v1/organisations/firm/members')).body.items;
  expect(list.map((m: { name: string; role: string }) => [m.name, m.role])).toEqual([
    ['boss', 'owner'],
    ['mgr', 'manager'],
    ['mem', 'member'],
  ]);
  expect((await put(member, manager.userId, 'member')).status).toBe(403);
  expect((await put(manager, member.userId, 'owner')).status).toBe(403);
  expect((await put(manager, owner.userId, 'member')).status).toBe(403);
  expect((await leave(manager, owner.userId)).status).toBe(403);
  const invite = { email: 'x@example.cn', role: 'owner' };
  expect((await manager.post('/api/v1/organisations/firm/invitations', invite)).status).toBe(403);
  const last = await leave(owner, owner.userId);
  expect([last.status, last.body.code]).toEqual([409, 'identity.lastOwner']);
  const down = await put(owner, owner.userId, 'member');
  expect([down.status, down.body.code]).toEqual([409, 'identity.lastOwner']);
  const nobody = await put(owner, '00000000-0000-7000-8000-000000000000', 'member');
  expect([nobody.status, nobody.body.code]).toEqual([404, 'hub.notFound']);

  const transfer = (who: Visitor, userId: string) =>
    who.post('/api/v1/organisations/firm/transfer', { userId });
  expect((await transfer(manager, manager.userId)).status).toBe(403);
  const given = await transfer(owner, manager.userId);
  expect(given.body.items.map((m: { name: string; role: string }) => [m.name, m.role])).toEqual([
    ['boss', 'manager'],
    ['mgr', 'owner'],
    ['mem', 'member'],
  ]);
  expect((await leave(owner, owner.userId)).status).toBe(204);
  expect((await owner.get('/api/v1/organisations/firm/members')).status).toBe(403);
  expect((await leave(manager, member.userId)).status).toBe(204);
  expect((await member.get('/api/v1/me')).body.organisations).toEqual([]);
});

test('of two last owners who leave at once, one stays', async () => {
  const one = await person(hub, 'one');
  await organisation(hub, 'pair', one.email);
  const two = await join(one, 'pair', 'two', 'owner');
  const leave = (who: Visitor & { userId: string }) =>
    who.send('DELETE', `/api/v1/organisations/pair/members/${who.userId}`);
  const answers = await Promise.all([leave(one), leave(two)]);
  expect(answers.map((a) => a.status).toSorted()).toEqual([204, 409]);
  const direct = hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`set hub.role = 'system'`);
      await client.query(
        `delete from identity.member m using identity.organisation o where o.id = m.org_id and o.slug = 'pair'`,
      );
    } finally {
      client.release();
    }
  });
  await expect(direct).rejects.toThrow('organisation without owner');
});
