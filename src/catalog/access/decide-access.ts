import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import { transition, type Transitions } from '#src/kernel/transition.ts';
import { accessErrors } from './errors.ts';
import type { GatedDeps, Trx } from './deps.ts';
import { tellAccess } from './notify-access.ts';
import { decideRequest, liesAhead, type RequestRow } from './queries.ts';
import type { RequestState } from './schema.ts';

export type AccessCommand = 'approve' | 'refuse' | 'revoke';

/** The life of a request; `expired` is reached by time alone. */
const requestTransitions = {
  approve: { from: ['pending'], to: 'approved' },
  refuse: { from: ['pending'], to: 'refused' },
  revoke: { from: ['approved'], to: 'revoked' },
} as const satisfies Transitions<RequestState, AccessCommand>;

export interface AccessDecision {
  readonly command: AccessCommand;
  readonly reason?: string | undefined;
  /** End of an approval, ISO 8601 with a zone; without it the grant lasts until revoked. */
  readonly expiresAt?: string | undefined;
}

/** Approves, refuses or revokes; a revoked grant ends with this transaction. */
export async function decideAccess(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  actor: UserActor,
  request: Authorized<RequestRow, 'decide'>,
  decision: AccessDecision,
  audit: Audit,
): Promise<void> {
  const state = transition(requestTransitions, request.state, decision.command) as
    | 'approved'
    | 'refused'
    | 'revoked';
  const expiresAt = decision.expiresAt ?? null;
  if (expiresAt && !(await endsAhead(trx, expiresAt)))
    throw new AppError(accessErrors.expiryPast, {
      errors: [{ field: 'expiresAt', code: 'future', message: 'must lie in the future' }],
    });
  const reason = decision.reason ?? null;
  await decideRequest(trx, request.id, { state, reason, by: actor.userId, expiresAt });
  await audit({
    action: `access.${decision.command}`,
    objectType: 'access-request',
    objectId: request.id,
    orgId: request.org_id,
    before: { state: request.state, expiresAt: request.expires_at?.toISOString() ?? null },
    after: { state, reason, expiresAt },
  });
  await tellAccess(deps, trx, { requestId: request.id, event: state });
}

/** A day the calendar does not have is refused here, not by the database. */
const endsAhead = (trx: Trx, instant: string): Promise<boolean> | false => {
  const parsed = new Date(instant);
  return !Number.isNaN(parsed.getTime()) && liesAhead(trx, parsed.toISOString());
};
