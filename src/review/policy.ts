import { hasScope, isStaff, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { reviewErrors } from './errors.ts';

/** The signed-in person, or 401; a token without the scope is 403 before any object is looked up. */
export function person(actor: Actor, scope: string): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, scope)) throw new AppError(errors.forbidden);
  return actor;
}

/** 404 without any staff role, 403 with another than the operator's. */
export function operator(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}

/** Reading and writing a review: the expert it was given to; to others it does not exist. */
export function mayReview<T extends { readonly user_id: string }>(
  actor: UserActor,
  row: T | undefined,
): Authorized<T, 'review'> {
  if (!row || row.user_id !== actor.userId) throw new AppError(errors.notFound);
  return authorize(row, 'review');
}

/** An operator acts on what concerns no item they are tied to; what they are tied to does not exist. */
export function mayOversee<T extends { readonly item_id: string }>(
  row: T | undefined,
  hidden: ReadonlySet<string>,
): Authorized<T, 'oversee'> {
  if (!row || hidden.has(row.item_id)) throw new AppError(errors.notFound);
  return authorize(row, 'oversee');
}

/** Assigning a whole board: only by an operator who is tied to none of its items. */
export function mayAssign<T extends object>(
  board: T | undefined,
  hidden: ReadonlySet<string>,
): Authorized<T, 'assign'> {
  if (!board) throw new AppError(errors.notFound);
  if (hidden.size > 0) throw new AppError(reviewErrors.itemConflict);
  return authorize(board, 'assign');
}

/** Nobody decides about their own entry in the register. */
export function mayDecide<T extends { readonly user_id: string }>(
  actor: UserActor,
  expert: T | undefined,
): Authorized<T, 'decide'> {
  if (!expert) throw new AppError(errors.notFound);
  if (expert.user_id === actor.userId) throw new AppError(reviewErrors.ownEntry);
  return authorize(expert, 'decide');
}
