import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '#src/identity/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { password, person } from '#test/support/people.ts';
import { totpOf } from '#test/support/totp.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ env: { STAFF_2FA: 'required' } });
});
afterAll(() => hub.stop());

const pages = {
  operator: '/api/v1/operator/reports',
  auditor: '/api/v1/audit',
  admin: '/api/v1/admin/users',
} as const;

test.each(Object.entries(pages))(
  'a person with the role %s uses it only with a second factor, and is told so',
  async (role, path) => {
    const staff = await person(hub, role, { staffRole: role as keyof typeof pages });
    const machine = new Visitor(hub);
    machine.token = await createToken(hub.node.hub, {
      email: staff.email,
      scopes: ['staff'],
      days: 1,
    });
    for (const who of [staff, machine]) {
      const refused = await who.get(path);
      expect([refused.status, refused.body.code]).toEqual([403, 'hub.secondFactorNeeded']);
      expect(refused.body.detail).toContain('account page');
    }
    expect((await staff.get('/api/v1/me')).body.staff).toEqual([role]);
    const { totpURI } = (await staff.post('/api/auth/two-factor/enable', { password })).body;
    expect((await staff.get(path)).status).toBe(403);
    await staff.post('/api/auth/two-factor/verify-totp', { code: totpOf(totpURI) });
    for (const who of [staff, machine]) expect((await who.get(path)).status).toBe(200);
    expect((await staff.post('/api/auth/two-factor/disable', { password })).status).toBe(200);
    expect((await staff.get(path)).body.code).toBe('hub.secondFactorNeeded');
  },
);

test('without the second factor staff see no more than anybody; others are not asked for one', async () => {
  const approver = await person(hub, 'approver', { staffRole: 'approver' });
  const plain = await person(hub, 'plain');
  expect((await plain.get(pages.operator)).body.code).toBe('hub.notFound');
  expect((await plain.get('/api/v1/me/tokens')).status).toBe(200);
  expect((await approver.get('/api/v1/me/tokens')).status).toBe(200);
  expect((await approver.get('/api/v1/home')).status).toBe(200);
});
