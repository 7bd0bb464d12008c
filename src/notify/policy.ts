import { hasScope, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';

/** Notices are read and settled by the person they are for; a token needs the scope `account`. */
export function recipient(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, 'account')) throw new AppError(errors.forbidden);
  return actor;
}
