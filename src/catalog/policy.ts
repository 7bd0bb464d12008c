import { hasScope, isStaff, membershipOf, type Actor, type MemberRole } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AccessDeny, AccessPermit, AccessSubject } from '#src/ports/access.ts';
import { catalogErrors } from './errors.ts';

/** What the policy needs to know of a dataset. */
export interface Governed {
  readonly org_id: string;
}

const anyMember: readonly MemberRole[] = ['owner', 'manager', 'member'];
const leaders: readonly MemberRole[] = ['owner', 'manager'];

/** Which members may do what to a dataset of their organisation. */
const rights = {
  edit: anyMember,
  publish: anyMember,
  restore: anyMember,
  deprecate: leaders,
  rename: leaders,
  visibility: leaders,
  transfer: leaders,
  withdraw: leaders,
  delete: leaders,
  manage: leaders,
} as const satisfies Record<string, readonly MemberRole[]>;
export type DatasetAction = keyof typeof rights;

/** A caller who is nobody is asked to sign in before anything is looked up. */
export function requireIdentity(actor: Actor, scope = 'catalog:write'): void {
  if (actor.kind === 'anonymous') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, scope)) throw new AppError(errors.forbidden, { extra: { scope } });
}

/** True when the actor may do `action` to the dataset. */
export function may(actor: Actor, row: Governed, action: DatasetAction): boolean {
  if (actor.kind === 'system') return true;
  const role = membershipOf(actor, row.org_id)?.role;
  return role !== undefined && rights[action].includes(role) && hasScope(actor, 'catalog:write');
}

/** The row, allowed for one action; hub.forbidden (403) otherwise, since the row could be seen. */
export function allow<T extends Governed, const A extends DatasetAction>(
  actor: Actor,
  row: T,
  action: A,
): Authorized<T, A> {
  requireIdentity(actor);
  if (!may(actor, row, action)) throw new AppError(errors.forbidden);
  return authorize(row, action);
}

/** An organisation in whose name the actor may make datasets: a member, and approved. */
export function allowCreate<T extends { readonly id: string; readonly status: string }>(
  actor: Actor,
  org: T,
): Authorized<T, 'create'> {
  requireIdentity(actor);
  if (actor.kind !== 'system' && !membershipOf(actor, org.id)) throw new AppError(errors.forbidden);
  if (org.status !== 'approved') throw new AppError(catalogErrors.orgNotApproved);
  return authorize(org, 'create');
}

/** The side that answers a transfer must lead the receiving organisation. */
export function allowAnswer<T extends { readonly to_org_id: string }>(
  actor: Actor,
  row: T,
): Authorized<T, 'answer'> {
  requireIdentity(actor);
  if (actor.kind !== 'system') {
    const role = membershipOf(actor, row.to_org_id)?.role;
    if (!role) throw new AppError(errors.notFound);
    if (!leaders.includes(role)) throw new AppError(errors.forbidden);
  }
  return authorize(row, 'answer');
}

/** Operators decide on versions that wait; to everybody else the queue does not exist. */
export function allowDecide<T extends object>(actor: Actor, row: T): Authorized<T, 'decide'> {
  requireOperator(actor);
  return authorize(row, 'decide');
}

export function requireOperator(actor: Actor): void {
  if (actor.kind === 'anonymous') throw new AppError(errors.unauthenticated);
  if (!isStaff(actor, 'operator')) throw new AppError(errors.notFound);
}

/** The organisation's own people and the staff: they read drafts and private data. */
export const isInside = (actor: Actor, row: Governed): boolean =>
  isStaff(actor, 'operator', 'approver', 'auditor', 'admin') || isMember(actor, row.org_id);

const isMember = (actor: Actor, orgId: string): boolean =>
  membershipOf(actor, orgId) !== undefined && hasScope(actor, 'catalog:read');

/** The caller's newest access request of a gated dataset, `expired` by the database's clock. */
export interface Grant {
  readonly state: string;
}

const deny = (code: { code: string }): AccessDeny => ({ verdict: 'deny', reason: code.code });
const permit = (offload: AccessPermit['offload']): AccessPermit => ({
  verdict: 'permit',
  columns: 'all',
  offload,
});

/**
 * The catalogue's own decision on the bytes of a dataset: public data are for everyone, those of the
 * organisation for its members and the staff, gated ones also for holders of an approved request that
 * has not expired.
 */
export function decideBytes(
  actor: Actor,
  subject: Pick<AccessSubject, 'orgId' | 'visibility'>,
  grant: Grant | undefined,
): AccessDeny | AccessPermit {
  if (subject.visibility === 'public') return permit('public');
  if (isInside(actor, { org_id: subject.orgId })) return permit('short-lived');
  if (subject.visibility === 'organisation') return deny(catalogErrors.membersOnly);
  if (!grant || !hasScope(actor, 'catalog:read')) return deny(catalogErrors.needsGrant);
  if (grant.state === 'pending') return deny(catalogErrors.grantPending);
  if (grant.state === 'expired') return deny(catalogErrors.grantExpired);
  if (grant.state !== 'approved') return deny(catalogErrors.grantRefused);
  return permit('short-lived');
}
