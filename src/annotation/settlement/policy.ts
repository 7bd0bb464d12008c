import { hasScope, isStaff, membershipOf, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { settlementErrors } from './errors.ts';
import type { DisputeRow } from './queries.ts';
import type { Side } from './tables.ts';

interface Parties {
  readonly org_id: string;
  readonly vendor_org_id: string;
}

/** The signed-in person, or 401; a token without the scope is 403 before any object is looked up. */
export function person(actor: Actor, scope: string): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, scope)) throw new AppError(errors.forbidden);
  return actor;
}

const leads = (actor: UserActor, orgId: string): boolean => {
  const role = membershipOf(actor, orgId)?.role;
  return role === 'owner' || role === 'manager';
};

/** Money is read by managers and owners of the two sides and by operators and auditors. */
export function mayReadMoney<P extends Parties>(
  actor: UserActor,
  row: P | undefined,
): Authorized<P, 'readMoney'> {
  if (!row) throw new AppError(errors.notFound);
  if (isStaff(actor, 'operator', 'auditor')) return authorize(row, 'readMoney');
  const orgs = [row.org_id, row.vendor_org_id];
  if (!orgs.some((org) => membershipOf(actor, org))) throw new AppError(errors.notFound);
  if (!orgs.some((org) => leads(actor, org))) throw new AppError(errors.forbidden);
  return authorize(row, 'readMoney');
}

/** For which side the actor speaks; 404 to outsiders, 403 to members who do not lead. */
export function sideOf(actor: UserActor, row: Parties | undefined): Side {
  const seen = mayReadMoney(actor, row);
  if (leads(actor, seen.vendor_org_id)) return 'vendor';
  if (leads(actor, seen.org_id)) return 'demand';
  throw new AppError(errors.forbidden);
}

/** The opener accepts or withdraws; the other side answers. */
export function mayStep(
  actor: UserActor,
  dispute: DisputeRow | undefined,
  step: 'answer' | 'accept' | 'withdraw',
): Authorized<DisputeRow, 'step'> {
  const side = sideOf(actor, dispute);
  const seen = dispute as DisputeRow;
  if ((side === seen.opened_for) !== (step !== 'answer'))
    throw new AppError(settlementErrors.otherSide);
  return authorize(seen, 'step');
}

/** An operator who is of neither side decides. */
export function operator(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}

export function mayDecide(
  actor: UserActor,
  dispute: DisputeRow | undefined,
): Authorized<DisputeRow, 'step'> {
  if (!dispute) throw new AppError(errors.notFound);
  if (membershipOf(actor, dispute.org_id) || membershipOf(actor, dispute.vendor_org_id))
    throw new AppError(errors.forbidden);
  return authorize(dispute, 'step');
}
