import { hasScope, isStaff, membershipOf, type Actor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';

interface OrganisationLike {
  readonly id: string;
}

/** An organisation's money is read by its managers and owners; a plain member knows that it exists. */
export function mayReadMoney<O extends OrganisationLike>(
  actor: Actor,
  organisation: O | undefined,
): Authorized<O, 'readMoney'> {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, 'org:manage')) throw new AppError(errors.forbidden);
  if (!organisation) throw new AppError(errors.notFound);
  const staff = isStaff(actor, 'operator', 'auditor');
  const role = membershipOf(actor, organisation.id)?.role;
  if (!role && !staff) throw new AppError(errors.notFound);
  if (role === 'member' && !staff) throw new AppError(errors.forbidden);
  return authorize(organisation, 'readMoney');
}

/** The whole ledger is for operators. */
export function requireOperator(actor: Actor): void {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator')) return;
  if (actor.staff.length > 0) throw new AppError(errors.forbidden);
  throw new AppError(errors.notFound);
}
