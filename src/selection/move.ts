import type { Updateable } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition } from '#src/kernel/transition.ts';
import type { Trx } from './deps.ts';
import { selectionRefusals } from './errors.ts';
import { applicationById, updateApplication, type ApplicationRow } from './queries/application.ts';
import { roundById, setRoundState, type RoundRow } from './queries/round.ts';
import { recordEvent } from './record-event.ts';
import type { ApplicationTable } from './tables.ts';
import {
  applicationNeedsReason,
  applicationTransitions,
  isInternal,
  roundNeedsReason,
  roundTransitions,
  type ApplicationCommand,
  type RoundCommand,
} from './transitions.ts';

export interface MoveOptions {
  /** The user, or what the hub does by itself. */
  readonly actor: string;
  readonly reason?: string | undefined;
  readonly payload?: Readonly<Record<string, unknown>>;
}

function reasonOf(needed: boolean, reason: string | undefined): string | null {
  if (needed && !reason?.trim()) throw new AppError(selectionRefusals.reasonMissing);
  return reason ?? null;
}

/**
 * Takes a round to its next state: event, state and audit row in one. hub.wrongState where the
 * command is not possible, selection.reasonMissing for a step back without a reason, hub.conflict
 * when the round changed since it was read.
 */
export async function moveRound(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  command: RoundCommand,
  options: MoveOptions,
): Promise<RoundRow> {
  const state = transition(roundTransitions, round.state, command);
  const reason = reasonOf(roundNeedsReason(command), options.reason);
  if (!(await setRoundState(trx, round.id, round.revision, state, reason)))
    throw new AppError(errors.conflict);
  await recordEvent(trx, {
    roundId: round.id,
    actor: options.actor,
    command,
    before: round.state,
    after: state,
    reason: options.reason,
    payload: options.payload,
  });
  await audit({
    action: `selection.${command}-round`,
    objectType: 'selection-round',
    objectId: round.id,
    before: { state: round.state },
    after: { state, reason },
  });
  const after = await roundById(trx, round.id);
  if (!after) throw new AppError(errors.notFound);
  return after;
}

/** The same for an application; `change` is what else the step writes to its row. */
export async function moveApplication(
  trx: Trx,
  audit: Audit,
  application: ApplicationRow,
  command: ApplicationCommand,
  options: MoveOptions & { readonly change?: Partial<ApplicationChange> },
): Promise<ApplicationRow> {
  const state = transition(applicationTransitions, application.state, command);
  const reason = reasonOf(applicationNeedsReason(command), options.reason);
  const change = {
    ...options.change,
    ...{ state, state_reason: reason },
    ...(isInternal(command) ? { hidden_steps: application.hidden_steps + 1 } : {}),
  };
  if (!(await updateApplication(trx, application.id, application.revision, change)))
    throw new AppError(errors.conflict);
  await recordEvent(trx, {
    roundId: application.round_id,
    applicationId: application.id,
    actor: options.actor,
    command,
    before: application.state,
    after: state,
    reason: options.reason,
    payload: options.payload,
    internal: isInternal(command),
  });
  await audit({
    action: `selection.${command}-application`,
    objectType: 'selection-application',
    objectId: application.id,
    orgId: application.lead_org_id,
    before: { state: application.state },
    after: { state, reason },
  });
  const after = await applicationById(trx, application.id);
  if (!after) throw new AppError(errors.notFound);
  return after;
}

type ApplicationChange = Pick<
  Updateable<ApplicationTable>,
  | 'item_id'
  | 'number'
  | 'snapshot'
  | 'snapshot_sha256'
  | 'snapshot_version'
  | 'submitted_at'
  | 'returned_due'
>;
