import { hasScope, isStaff, membershipOf, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { catalogErrors } from '../errors.ts';
import { accessErrors } from './errors.ts';
import type { GatedDataset, RequestRow } from './queries.ts';

/** The signed-in person, or 401; a token without the scope is 403 before any object is looked up. */
export function person(actor: Actor, scope: string): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, scope)) throw new AppError(errors.forbidden);
  return actor;
}

const manages = (actor: Actor, orgId: string): boolean => {
  const role = membershipOf(actor, orgId)?.role;
  return role === 'owner' || role === 'manager';
};

const staff = (actor: Actor): boolean => isStaff(actor, 'operator', 'approver', 'auditor', 'admin');

/** Whether the description may be read: members and staff always, others once it is published. */
export function visible(actor: Actor, dataset: GatedDataset | undefined): GatedDataset {
  if (!dataset) throw new AppError(errors.notFound);
  if (membershipOf(actor, dataset.org_id) || staff(actor)) return dataset;
  if (dataset.visibility === 'organisation' || !dataset.first_published_at)
    throw new AppError(errors.notFound);
  if (dataset.state === 'suspended') throw new AppError(catalogErrors.suspended);
  return dataset;
}

/** Asking: for a published gated dataset of another organisation. */
export function mayAsk(
  actor: UserActor,
  dataset: GatedDataset | undefined,
): Authorized<GatedDataset, 'ask'> {
  const found = visible(actor, dataset);
  if (found.state === 'suspended') throw new AppError(catalogErrors.suspended);
  if (found.state === 'withdrawn') throw new AppError(catalogErrors.withdrawn);
  if (found.visibility !== 'gated' || found.state !== 'published')
    throw new AppError(accessErrors.notGated);
  if (membershipOf(actor, found.org_id)) throw new AppError(accessErrors.alreadyAllowed);
  return authorize(found, 'ask');
}

/** Terms and requests of a dataset belong to the managers of its organisation. */
export function mayGovern(
  actor: UserActor,
  dataset: GatedDataset | undefined,
): Authorized<GatedDataset, 'govern'> {
  const found = visible(actor, dataset);
  if (!manages(actor, found.org_id)) throw new AppError(errors.forbidden);
  return authorize(found, 'govern');
}

/** The requests of an organisation's datasets; who is not of it learns nothing of them. */
export function mayListFor(actor: UserActor, org: { id: string } | undefined): string {
  if (!org || !membershipOf(actor, org.id)) throw new AppError(errors.notFound);
  if (!manages(actor, org.id)) throw new AppError(errors.forbidden);
  return org.id;
}

/** Deciding: a manager of the providing organisation, and never about the own request. */
export function mayDecide(
  actor: UserActor,
  request: RequestRow | undefined,
): Authorized<RequestRow, 'decide'> {
  if (!request) throw new AppError(errors.notFound);
  const own = request.user_id === actor.userId;
  if (!own && !membershipOf(actor, request.org_id)) throw new AppError(errors.notFound);
  if (!manages(actor, request.org_id)) throw new AppError(errors.forbidden);
  if (own) throw new AppError(accessErrors.ownRequest);
  return authorize(request, 'decide');
}
