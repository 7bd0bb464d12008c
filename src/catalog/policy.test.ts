import { expect, test } from 'vitest';
import {
  anonymous,
  systemActor,
  type Actor,
  type MemberRole,
  type UserActor,
} from '#src/kernel/actor.ts';
import type { AppError } from '#src/kernel/errors.ts';
import { allow, decideBytes, may, requireOperator, type DatasetAction } from './policy.ts';

const org = '11111111-1111-7111-8111-111111111111';
const row = { org_id: org };

const user = (more: Partial<UserActor> = {}): UserActor => ({
  kind: 'user',
  userId: 'u',
  email: 'u@example.cn',
  name: 'u',
  staff: [],
  orgs: [],
  via: 'session',
  scopes: 'all',
  ...more,
});
const member = (role: MemberRole, scopes: UserActor['scopes'] = 'all') =>
  user({ orgs: [{ orgId: org, slug: 'o', role, approved: true }], scopes });

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'allowed';
  } catch (error) {
    return (error as AppError).spec.code;
  }
};

test('who may do what', () => {
  const actions: DatasetAction[] = [
    'edit',
    'publish',
    'restore',
    'deprecate',
    'rename',
    'visibility',
    'transfer',
    'withdraw',
    'delete',
  ];
  const table = (actor: Actor) => actions.filter((action) => may(actor, row, action));
  expect(table(member('owner'))).toEqual(actions);
  expect(table(member('manager'))).toEqual(actions);
  expect(table(member('member'))).toEqual(['edit', 'publish', 'restore']);
  expect(table(member('owner', ['catalog:read']))).toEqual([]);
  expect(table(user({ staff: ['admin', 'operator'] }))).toEqual([]);
  expect(table(anonymous)).toEqual([]);
  expect(table(systemActor('test'))).toEqual(actions);
});

test('refusals', () => {
  expect(codeOf(() => allow(anonymous, row, 'edit'))).toBe('hub.unauthenticated');
  expect(codeOf(() => allow(user(), row, 'edit'))).toBe('hub.forbidden');
  expect(codeOf(() => allow(member('member'), row, 'withdraw'))).toBe('hub.forbidden');
  expect(codeOf(() => requireOperator(user({ staff: ['auditor'] })))).toBe('hub.notFound');
  expect(
    codeOf(() => requireOperator(user({ staff: ['operator'], scopes: ['catalog:write'] }))),
  ).toBe('hub.notFound');
});

test('the bytes: public, of the organisation, gated', () => {
  type Visibility = 'public' | 'organisation' | 'gated';
  const verdict = (actor: Actor, visibility: Visibility, state?: string) => {
    const grant = state === undefined ? undefined : { state };
    const decision = decideBytes(actor, { orgId: org, visibility }, grant);
    return decision.verdict === 'permit' ? decision.offload : decision.reason;
  };
  expect(verdict(anonymous, 'public')).toBe('public');
  expect(verdict(anonymous, 'organisation')).toBe('catalog.membersOnly');
  expect(verdict(member('member'), 'organisation')).toBe('short-lived');
  expect(verdict(member('member', []), 'organisation')).toBe('catalog.membersOnly');
  expect(verdict(user({ staff: ['auditor'] }), 'organisation')).toBe('short-lived');
  expect(verdict(anonymous, 'gated')).toBe('catalog.needsGrant');
  expect(verdict(user({ scopes: [] }), 'gated', 'approved')).toBe('catalog.needsGrant');
  const byState = ['pending', 'refused', 'revoked', 'expired', 'approved'].map((s) =>
    verdict(user(), 'gated', s),
  );
  expect(byState).toEqual([
    'catalog.grantPending',
    'catalog.grantRefused',
    'catalog.grantRefused',
    'catalog.grantExpired',
    'short-lived',
  ]);
});
