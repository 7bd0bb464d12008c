/** Staff roles are held by persons of the province; administration, security and audit are apart. */
export const staffRoles = ['operator', 'approver', 'auditor', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

export const memberRoles = ['owner', 'manager', 'member'] as const;
export type MemberRole = (typeof memberRoles)[number];

export interface Membership {
  readonly orgId: string;
  readonly slug: string;
  readonly role: MemberRole;
  /** Only an approved organisation may publish or claim. */
  readonly approved: boolean;
}

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly staff: readonly StaffRole[];
  /** The hub asks staff for a second factor and this person has none: the roles rest until then. */
  readonly secondFactorMissing?: boolean;
  readonly orgs: readonly Membership[];
  /** How the caller proved who it is; a token carries scopes, a session has them all. */
  readonly via: 'session' | 'token';
  readonly scopes: readonly string[] | 'all';
}

/** Work the hub does by itself: jobs, seeds, the command line. */
export interface SystemActor {
  readonly kind: 'system';
  readonly reason: string;
}

export type Actor = AnonymousActor | UserActor | SystemActor;

export const anonymous: AnonymousActor = { kind: 'anonymous' };
export const systemActor = (reason: string): SystemActor => ({ kind: 'system', reason });

/**
 * True when the actor holds one of these staff roles and may use it: a token must also carry the
 * `staff` scope, and no second factor may be missing.
 */
export function isStaff(actor: Actor, ...roles: StaffRole[]): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'user' || actor.secondFactorMissing) return false;
  if (actor.scopes !== 'all' && !actor.scopes.includes('staff')) return false;
  return roles.some((role) => actor.staff.includes(role));
}

export function membershipOf(actor: Actor, orgId: string): Membership | undefined {
  return actor.kind === 'user' ? actor.orgs.find((m) => m.orgId === orgId) : undefined;
}

/** A session has every scope; a token only those it was made with. */
export function hasScope(actor: Actor, scope: string): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'user' && (actor.scopes === 'all' || actor.scopes.includes(scope));
}
