import { hasScope, isStaff, membershipOf, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { vendorErrors } from './errors.ts';
import type { VendorOrganisation } from './queries.ts';
import type { VendorRole } from './tables.ts';

/** The signed-in person, or 401; a token without the scope is 403 before any object is looked up. */
export function person(actor: Actor, scope: string): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, scope)) throw new AppError(errors.forbidden);
  return actor;
}

const staff = (actor: Actor): boolean => isStaff(actor, 'operator', 'approver', 'auditor', 'admin');

/** Members and staff read a vendor's inner affairs; to others these do not exist. */
export function mayLookInside(
  actor: Actor,
  org: VendorOrganisation | undefined,
): Authorized<VendorOrganisation, 'lookInside'> {
  if (!org || !(membershipOf(actor, org.id) || staff(actor))) throw new AppError(errors.notFound);
  return authorize(org, 'lookInside');
}

/** Changing profile, certificates and team: who manages the vendor's annotation. */
export function mayManage(
  actor: Actor,
  org: VendorOrganisation | undefined,
  role: VendorRole | undefined,
): Authorized<VendorOrganisation, 'manage'> {
  const seen = mayLookInside(actor, org);
  if (role !== 'manager') throw new AppError(errors.forbidden);
  if (seen.kind !== 'annotation-vendor' || seen.status !== 'approved')
    throw new AppError(vendorErrors.otherKind);
  return authorize(seen, 'manage');
}

/** Operators see every profile; 404 without any staff role, 403 with another. */
export function operator(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}

/** An operator decides about a vendor that is not their own. */
export function mayDecide(
  actor: UserActor,
  org: VendorOrganisation | undefined,
): Authorized<VendorOrganisation, 'decide'> {
  if (!org || org.state === null) throw new AppError(errors.notFound);
  if (membershipOf(actor, org.id)) throw new AppError(vendorErrors.ownOrganisation);
  return authorize(org, 'decide');
}
