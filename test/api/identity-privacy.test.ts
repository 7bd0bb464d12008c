import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { organisation, person } from '#test/support/people.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

const asUser = (userId: string, orgs: UserActor['orgs'] = [], staff: UserActor['staff'] = []) =>
  ({
    kind: 'user',
    userId,
    email: '',
    name: '',
    staff,
    orgs,
    via: 'session',
    scopes: 'all',
  }) satisfies UserActor;

const tables = [
  'auth.user',
  'auth.session',
  'auth.account',
  'auth.verification',
  'auth."twoFactor"',
  'identity.token',
  'identity.member',
  'identity.invitation',
  'identity.organisation',
];

/** How many rows of each private table this actor can read at all, whatever query asks. */
async function counts(actor: Actor): Promise<Record<string, number>> {
  return hub.node.hub.store.read(actor, async (db: Kysely<any>) => {
    const found: [string, number][] = [];
    for (const table of tables) {
      const name = table === 'auth.user' ? 'auth."user"' : table;
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int as n from ${sql.raw(name)}`.execute(db);
      found.push([table, rows[0]?.n ?? -1]);
    }
    return Object.fromEntries(found);
  });
}

test('the database itself shows each actor only rows of their own', async () => {
  const ann = await person(hub, 'ann');
  const bob = await person(hub, 'bob');
  const { orgId } = await organisation(hub, 'anns', ann.email, false);
  await ann.post('/api/v1/me/tokens', { name: 't', scopes: ['account'], days: 1 });
  await ann.post('/api/auth/two-factor/enable', { password: 'a long enough password' });
  await ann.post('/api/auth/request-password-reset', { email: ann.email });
  await ann.post('/api/v1/organisations/anns/invitations', { email: bob.email, role: 'member' });
  const all = {
    'auth.user': 2,
    'auth.session': 2,
    'auth.account': 2,
    'auth.verification': 1,
    'auth."twoFactor"': 1,
    'identity.token': 1,
    'identity.member': 1,
    'identity.invitation': 1,
    'identity.organisation': 1,
  };
  expect(await counts({ kind: 'system', reason: 'test' })).toEqual(all);
  const none = Object.fromEntries(tables.map((table) => [table, 0]));
  expect(await counts(anonymous)).toEqual(none);
  expect(await counts(asUser(bob.userId))).toEqual({
    ...none,
    'auth.user': 1,
    'auth.session': 1,
    'auth.account': 1,
    'identity.invitation': 1,
  });
  const membership = { orgId, slug: 'anns', role: 'owner', approved: false } as const;
  expect(await counts(asUser(ann.userId, [membership]))).toEqual({
    ...all,
    'auth.user': 1,
    'auth.session': 1,
    'auth.account': 1,
    'auth.verification': 0,
  });
  expect(await counts(asUser(bob.userId, [], ['operator']))).toEqual({
    ...all,
    'auth.account': 1,
    'auth.verification': 0,
    'auth."twoFactor"': 0,
  });
});

test('nobody writes rows of another, not even by a query that forgets to ask', async () => {
  const eve = await person(hub, 'eve');
  const mal = await person(hub, 'mal');
  const { orgId } = await organisation(hub, 'eves', eve.email);
  const { store } = hub.node.hub;
  const as = (userId: string) => asUser(userId);
  const changed = await store.write(as(mal.userId), async (trx: Kysely<any>) => [
    (await sql`delete from auth.session where "userId" = ${eve.userId}`.execute(trx))
      .numAffectedRows,
    (await sql`update identity.member set role = 'member'`.execute(trx)).numAffectedRows,
    (await sql`update identity.token set revoked_at = now()`.execute(trx)).numAffectedRows,
  ]);
  expect(changed).toEqual([0n, 0n, 0n]);
  const join = store.write(as(mal.userId), (trx: Kysely<any>) =>
    sql`insert into identity.member (org_id, user_id, role) values (${orgId}, ${eve.userId}, 'owner')`.execute(
      trx,
    ),
  );
  await expect(join).rejects.toThrow('row-level security');
});

test('each change leaves its record, in the name of who made it, without secrets', async () => {
  const user = await person(hub, 'recorded');
  const auditor = await person(hub, 'auditor', { staffRole: 'auditor' });
  const made = await user.post('/api/v1/me/tokens', { name: 't', scopes: ['account'], days: 1 });
  await user.send('PATCH', '/api/v1/me', { revision: 1, name: 'Renamed' });
  await user.post('/api/auth/sign-in/email', { email: user.email, password: 'a wrong password' });
  await user.post('/api/auth/sign-out');
  const trail = (await auditor.get(`/api/v1/audit?actorId=${user.userId}`)).body.items;
  expect(trail.map((e: { action: string }) => e.action)).toEqual([
    'identity.sign-out',
    'identity.update-profile',
    'identity.create-token',
    'identity.sign-in',
  ]);
  expect(JSON.parse(trail[1].content)).toEqual({
    before: { name: 'recorded', language: 'en' },
    after: { name: 'Renamed', language: 'en' },
  });
  expect(JSON.stringify(trail)).not.toContain(made.body.token.slice(11));
  const refused = (await auditor.get('/api/v1/audit?action=identity.sign-in-refused')).body.items;
  expect(
    refused.map((e: { actorKind: string; objectType: string }) => [e.actorKind, e.objectType]),
  ).toEqual([['anonymous', 'address']]);
  expect(JSON.stringify(refused)).not.toContain('recorded');
});
