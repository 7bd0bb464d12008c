import { isStaff, type Actor, type UserActor } from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { decisionErrors } from './errors.ts';
import type { DecisionRow } from './queries.ts';

/** Approvers approve decisions; 404 without any staff role, 403 with another. */
export function approver(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'approver')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}

/** An approver decides about what somebody else proposed. */
export function mayApprove(
  actor: Actor,
  decision: DecisionRow | undefined,
): Authorized<DecisionRow, 'approve'> {
  const { userId } = approver(actor);
  if (!decision) throw new AppError(errors.notFound);
  if (decision.proposed_by === userId) throw new AppError(decisionErrors.samePerson);
  return authorize(decision, 'approve');
}

/** Operators and approvers read a decision with what led to it. */
export function decider(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (isStaff(actor, 'operator', 'approver')) return actor;
  throw new AppError(actor.staff.length > 0 ? errors.forbidden : errors.notFound);
}
