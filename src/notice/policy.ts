import { hasScope, isStaff, membershipOf, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { noticeErrors } from './errors.ts';

/** Operators handle notices; 404 without any staff role, 403 with another. */
export function operator(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}

export const mayKeepYear = (
  actor: Actor,
  year: number,
): Authorized<{ readonly year: number }, 'keep'> => {
  operator(actor);
  return authorize({ year }, 'keep');
};

/** Somebody signed in, as a person or with a token for the account. */
export function person(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, 'account')) throw new AppError(errors.forbidden);
  return actor;
}

export function mayHandle<N>(actor: Actor, notice: N | undefined): Authorized<N, 'handle'> {
  operator(actor);
  if (!notice) throw new AppError(errors.notFound);
  return authorize(notice, 'handle');
}

export interface Concerned {
  readonly org_ids: readonly string[];
  readonly filed_by: string;
  readonly answered_by: string | null;
}

/**
 * An operator handles an objection, except to a notice about an own organisation or one filed
 * by oneself; and who answered it does not decide it.
 */
export function maySettle<O extends Concerned>(
  actor: Actor,
  objection: O | undefined,
  command: 'admit' | 'answer' | 'uphold' | 'dismiss',
): Authorized<O, 'settle'> {
  const { userId } = operator(actor);
  if (!objection) throw new AppError(errors.notFound);
  if (objection.filed_by === userId || objection.org_ids.some((id) => membershipOf(actor, id)))
    throw new AppError(noticeErrors.concerned);
  const decides = command === 'uphold' || command === 'dismiss';
  if (decides && objection.answered_by === userId) throw new AppError(noticeErrors.samePerson);
  return authorize(objection, 'settle');
}
