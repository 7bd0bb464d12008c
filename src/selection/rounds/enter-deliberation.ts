import type { Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { closeBoard, noneWaits, reopenBoard } from '#src/review/index.ts';
import { supersede } from '../decision/decide.ts';
import { presentDecision } from '../decision/queries.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { moveApplication } from '../move.ts';
import type * as outcome from '../outcome-deps.ts';
import { applicationsOfRound } from '../queries/application.ts';
import type { RoundRow } from '../queries/round.ts';

interface Input {
  readonly actor: string;
  readonly reason?: string | undefined;
}

/** The review ends with the deliberation: scores on the table do not change under the panel's eyes. */
export async function enterDeliberation(trx: Trx, audit: Audit, round: RoundRow): Promise<void> {
  if (round.board_id === null) throw new AppError(errors.notFound);
  if (!(await noneWaits(trx, round.board_id))) throw new AppError(selectionRefusals.reviewsWaiting);
  await closeBoard(trx, audit, round.board_id);
}

/** Back to the review: what was proposed falls, the shortlist is empty again. */
export async function leaveDeliberation(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  input: Input,
): Promise<void> {
  const whole = trx as unknown as outcome.Trx;
  const decision = await presentDecision(whole, round.id);
  if (decision) await supersede(whole, audit, decision, input.reason ?? '');
  for (const application of await applicationsOfRound(trx, round.id, 'shortlisted'))
    await moveApplication(trx, audit, application, 'unshortlist', input);
  if (round.board_id !== null) await reopenBoard(trx, audit, round.board_id);
}

/**
 * Back to the deliberation: the decision falls unless it is in effect, and every application may be chosen again.
 * Its notice stays public, and says of itself that it was superseded.
 */
export async function leaveNotice(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  input: Input,
): Promise<void> {
  const whole = trx as unknown as outcome.Trx;
  const decision = await presentDecision(whole, round.id);
  if (decision?.state === 'effective')
    throw new AppError(errors.wrongState, {
      extra: { state: decision.state, command: 'backToDeliberating' },
    });
  if (decision) await supersede(whole, audit, decision, input.reason ?? '');
  for (const application of await applicationsOfRound(trx, round.id, 'noticed'))
    await moveApplication(trx, audit, application, 'unnotice', input);
  for (const application of await applicationsOfRound(trx, round.id, 'not_selected'))
    await moveApplication(trx, audit, application, 'reconsider', input);
}
