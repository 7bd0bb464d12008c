import { hasScope, isStaff, membershipOf, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { selectionRefusals } from './errors.ts';
import type { ApplicationRow } from './queries/application.ts';

/** Somebody who is signed in; tokens need the scope of the catalogue. */
export function signedIn(actor: Actor, scope: 'catalog:read' | 'catalog:write'): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, scope)) throw new AppError(errors.forbidden);
  return actor;
}

/** A manager or owner applies for an approved organisation. */
export function mayApply<O extends { readonly id: string }>(
  actor: Actor,
  organisation: O | undefined,
): Authorized<O, 'apply'> {
  const user = signedIn(actor, 'catalog:write');
  const membership = organisation && membershipOf(user, organisation.id);
  if (!organisation || !membership) throw new AppError(errors.notFound);
  if (membership.role === 'member') throw new AppError(errors.forbidden);
  if (!membership.approved) throw new AppError(selectionRefusals.notApproved);
  return authorize(organisation, 'apply');
}

/** Members of the lead organisation read; its managers and owners change. */
export function mayEdit(
  actor: Actor,
  application: ApplicationRow | undefined,
): Authorized<ApplicationRow, 'edit'> {
  const user = signedIn(actor, 'catalog:write');
  if (!application) throw new AppError(errors.notFound);
  const membership = membershipOf(user, application.lead_org_id);
  if (!membership || membership.role === 'member') throw new AppError(errors.forbidden);
  return authorize(application, 'edit');
}

/** A manager or owner of a joint organisation answers for it. */
export function mayAnswer<O extends { readonly id: string }>(
  actor: Actor,
  organisation: O | undefined,
): Authorized<O, 'answer'> {
  const user = signedIn(actor, 'catalog:write');
  const role = organisation && membershipOf(user, organisation.id)?.role;
  if (!organisation || !role) throw new AppError(errors.notFound);
  if (role === 'member') throw new AppError(errors.forbidden);
  return authorize(organisation, 'answer');
}

/** Operators are the officers of a round; 404 without any staff role, 403 with another. */
export function officer(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}

/** Whether the actor reads as an officer, and not as one of the applying organisations. */
export const readsAsOfficer = (actor: Actor, orgIds: readonly string[]): boolean =>
  isStaff(actor, 'operator') && !orgIds.some((id) => membershipOf(actor, id));

/** An officer decides about applications of organisations other than their own. */
export function mayDecide(
  actor: UserActor,
  application: ApplicationRow | undefined,
  jointIds: readonly string[],
): Authorized<ApplicationRow, 'decide'> {
  if (!application || application.number === null) throw new AppError(errors.notFound);
  if ([application.lead_org_id, ...jointIds].some((id) => membershipOf(actor, id)))
    throw new AppError(selectionRefusals.ownOrganisation);
  return authorize(application, 'decide');
}
