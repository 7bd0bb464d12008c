import {
  hasScope,
  isStaff,
  membershipOf,
  type Actor,
  type SystemActor,
  type UserActor,
} from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { registerRefusals } from './errors.ts';
import type { EntryRow } from './queries.ts';

/** A manager or owner proposes an entry about the own organisation. */
export function mayPropose<O extends { readonly id: string }>(
  actor: Actor,
  organisation: O | undefined,
): Authorized<O, 'propose'> {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, 'org:manage')) throw new AppError(errors.forbidden);
  const role = organisation && membershipOf(actor, organisation.id)?.role;
  if (!organisation || !role) throw new AppError(errors.notFound);
  if (role === 'member') throw new AppError(errors.forbidden);
  return authorize(organisation, 'propose');
}

/** Operators maintain the registers; 404 without any staff role, 403 with another. */
export function operator(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}

/** The hub itself lists what its seeds bring. */
export const maintainAsHub = (
  _hub: SystemActor,
  entry: EntryRow,
): Authorized<EntryRow, 'maintain'> => authorize(entry, 'maintain');

/** An operator decides about entries of organisations other than their own. */
export function mayMaintain(
  actor: UserActor,
  entry: EntryRow | undefined,
): Authorized<EntryRow, 'maintain'> {
  if (!entry) throw new AppError(errors.notFound);
  if (entry.org_id && membershipOf(actor, entry.org_id))
    throw new AppError(registerRefusals.ownOrganisation);
  return authorize(entry, 'maintain');
}
