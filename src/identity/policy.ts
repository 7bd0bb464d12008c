import {
  hasScope,
  isStaff,
  membershipOf,
  type Actor,
  type MemberRole,
  type StaffRole,
  type UserActor,
} from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { identityErrors as own } from './errors.ts';
import type { PersonRow } from './queries/person.ts';
import type { TokenScope } from './scopes.ts';
import type { OrganisationStatus } from './tables.ts';

interface OrganisationLike {
  readonly id: string;
  readonly status: OrganisationStatus;
}

/** The signed-in caller; 401 for anybody else, 403 for a token without `scope` where one is named. */
export function requireUser(actor: Actor, scope?: TokenScope): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (scope && !hasScope(actor, scope)) throw new AppError(own.scopeMissing);
  return actor;
}

/** The caller signed in in person, not by token. */
export function requireSession(actor: Actor): UserActor {
  const user = requireUser(actor, 'account');
  if (user.via !== 'session') throw new AppError(own.sessionNeeded);
  return user;
}

/**
 * The caller as holder of one of these staff roles. Without any staff role the page does not exist
 * (404); with another role it is 403.
 */
export function requireStaff(actor: Actor, ...roles: StaffRole[]): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, ...roles)) return actor;
  if (actor.staff.length > 0 && !hasScope(actor, 'staff')) throw new AppError(own.scopeMissing);
  if (!isStaff(actor, 'operator', 'approver', 'auditor', 'admin'))
    throw new AppError(errors.notFound);
  throw new AppError(errors.forbidden);
}

/** Approved and suspended organisations are public; others exist only for members and staff. */
export function canSee(actor: Actor, organisation: OrganisationLike): boolean {
  if (organisation.status === 'approved' || organisation.status === 'suspended') return true;
  return isInside(actor, organisation);
}

/** Members and staff see what is not public. */
export function isInside(actor: Actor, organisation: OrganisationLike): boolean {
  if (membershipOf(actor, organisation.id)) return true;
  return isStaff(actor, 'operator', 'approver', 'auditor', 'admin');
}

const rank: Record<MemberRole, number> = { member: 1, manager: 2, owner: 3 };

/** Whether `role` includes what `least` may do. */
const atLeast = (role: MemberRole, least: MemberRole): boolean => rank[role] >= rank[least];

export type OrganisationAction = 'readMembers' | 'update' | 'invite' | 'changeMembers' | 'transfer';

const leastRole: Record<OrganisationAction, MemberRole> = {
  readMembers: 'member',
  update: 'manager',
  invite: 'manager',
  changeMembers: 'manager',
  transfer: 'owner',
};

/** Grants one action on an organisation to its member; staff may read members. */
export function authorizeOrganisation<
  O extends OrganisationLike,
  const A extends OrganisationAction,
>(actor: Actor, organisation: O | undefined, action: A): Authorized<O, A> {
  const scope = action === 'readMembers' ? 'account' : 'org:manage';
  if (!organisation || !canSee(actor, organisation)) {
    if (actor.kind === 'anonymous') throw new AppError(errors.unauthenticated);
    throw new AppError(errors.notFound);
  }
  const user = requireUser(actor, scope);
  const role = membershipOf(user, organisation.id)?.role;
  const allowed = role !== undefined && atLeast(role, leastRole[action]);
  const reading = action === 'readMembers' && isInside(actor, organisation);
  if (!allowed && !reading) throw new AppError(errors.forbidden);
  return authorize(organisation, action);
}

/** Managers deal with plain members; owners with everybody. Anyone may leave. */
export function mayChangeMember(
  actorRole: MemberRole,
  target: { readonly self: boolean; readonly role: MemberRole },
  to: MemberRole | 'out',
): boolean {
  if (target.self && to === 'out') return true;
  if (actorRole === 'owner') return true;
  if (actorRole !== 'manager') return false;
  return target.role === 'member' && (to === 'out' || to === 'member');
}

/** An operator decides, but not about an organisation of their own. */
export function authorizeDecision<O extends OrganisationLike>(
  actor: Actor,
  organisation: O | undefined,
): Authorized<O, 'decide'> {
  requireStaff(actor, 'operator');
  if (!organisation) throw new AppError(errors.notFound);
  if (membershipOf(actor, organisation.id)) throw new AppError(own.ownOrganisation);
  return authorize(organisation, 'decide');
}

/** An administrator changes others, never themself. */
export function authorizeAdministration(
  actor: Actor,
  person: PersonRow | undefined,
): Authorized<PersonRow, 'administer'> {
  const admin = requireStaff(actor, 'admin');
  if (!person) throw new AppError(errors.notFound);
  if (admin.userId === person.user_id) throw new AppError(own.ownAccount);
  return authorize(person, 'administer');
}

/** Pairs of duties that one person cannot hold together (separation of the administrators). */
const apart: readonly (readonly [StaffRole, StaffRole])[] = [
  ['admin', 'auditor'],
  ['operator', 'approver'],
];

/** Throws identity.dutiesConflict when the roles contain a pair that is kept apart. */
export function assertDutiesApart(roles: readonly StaffRole[]): void {
  if (apart.some(([a, b]) => roles.includes(a) && roles.includes(b)))
    throw new AppError(own.dutiesConflict);
}
