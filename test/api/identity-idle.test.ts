import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#src/kernel/actor.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

/** Lets the sessions of a person lie unused for so many minutes. */
const unused = (userId: string, minutes: number) =>
  hub.node.hub.store.write(systemActor('test'), (trx) =>
    trx
      .updateTable('auth.session')
      .set({ seenAt: new Date(Date.now() - minutes * 60_000) })
      .where('userId', '=', userId)
      .execute(),
  );

const seen = (userId: string): Promise<number> =>
  hub.node.hub.store.read(systemActor('test'), async (db) => {
    const row = await db
      .selectFrom('auth.session')
      .select('seenAt')
      .where('userId', '=', userId)
      .executeTakeFirstOrThrow();
    return Math.round((Date.now() - row.seenAt.getTime()) / 60_000);
  });

test.each([
  ['a person', undefined, 12 * 60],
  ['staff', 'operator', 2 * 60],
] as const)('a session of %s ends when unused, each use prolongs it', async (name, role, limit) => {
  const one = await person(hub, `idle-${name.replace(' ', '-')}`, role ? { staffRole: role } : {});
  await unused(one.userId, limit - 5);
  expect((await one.get('/api/v1/me')).status).toBe(200);
  expect(await seen(one.userId)).toBe(0);
  await unused(one.userId, limit + 1);
  expect((await one.get('/api/v1/me')).status).toBe(401);
});

test('the session ends 30 days after sign-in however much it is used', async () => {
  const one = await person(hub, 'tireless');
  const line = (
    await one.post('/api/auth/sign-in/email', {
      email: one.email,
      password: 'a long enough password',
    })
  ).headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('banyan.session_token='));
  expect(line).toContain(`Max-Age=${30 * 86_400}`);
  const { items } = (await one.get('/api/v1/me/sessions')).body;
  const lasts = items.map((s: { createdAt: string; expiresAt: string }) =>
    Math.round((Date.parse(s.expiresAt) - Date.parse(s.createdAt)) / 86_400_000),
  );
  expect(lasts).toEqual([30, 30]);
});
