import type { Audit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { recordAudit } from '#src/audit/index.ts';
import type { SelectionDeps, Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { moveApplication, moveRound } from '../move.ts';
import { applicationsOfRound } from '../queries/application.ts';
import {
  countStates,
  isFuture,
  lockRound,
  overdueRounds,
  roundById,
  type RoundRow,
} from '../queries/round.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import type { RoundCommand } from '../transitions.ts';
import { enterDeliberation, leaveDeliberation, leaveNotice } from './enter-deliberation.ts';
import { enterReview } from './enter-review.ts';
import { mustBeWorkingDay } from './working-day.ts';

interface CommandInput {
  readonly actor: string;
  readonly reason?: string | undefined;
}

/** Opening announces the round: its deadline lies ahead on a working day, its rules are in force. */
async function mayOpen(trx: Trx, round: RoundRow): Promise<void> {
  const ruleSet = await ruleSetById(trx, round.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  const { effective_from: from, effective_to: to } = ruleSet;
  if (round.opens_on < from || (to !== null && round.opens_on > to))
    throw new AppError(selectionRefusals.ruleSetOutOfForce);
  if (!(await isFuture(trx, round.closes_at))) throw new AppError(selectionRefusals.timetable);
  await mustBeWorkingDay(trx, round.closes_on);
}

async function mayReview(trx: Trx, round: RoundRow): Promise<void> {
  const counts = await countStates(trx, round.id);
  if (counts['submitted'] || counts['returned'])
    throw new AppError(selectionRefusals.undecided, {
      extra: { submitted: counts['submitted'] ?? 0, returned: counts['returned'] ?? 0 },
    });
  if (!counts['screened']) throw new AppError(selectionRefusals.nothingToReview);
}

/** Applications under review go back with the round; their items wait in the board. */
async function leaveAll(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  input: CommandInput,
): Promise<void> {
  for (const application of await applicationsOfRound(trx, round.id, 'under_review'))
    await moveApplication(trx, audit, application, 'unreview', input);
}

/**
 * Runs a command of the officers on a round with what belongs to the step. The caller has locked the
 * round. Closing before the deadline needs a reason; so does every step back.
 */
export async function commandRound(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  command: RoundCommand,
  input: CommandInput,
): Promise<RoundRow> {
  if (command === 'open') await mayOpen(trx, round);
  const early = command === 'close' && (await isFuture(trx, round.closes_at));
  if (early && !input.reason) throw new AppError(selectionRefusals.reasonMissing);
  if (command === 'review' && round.state === 'screening') await mayReview(trx, round);
  const after = await moveRound(trx, audit, round, command, input);
  if (command === 'review') await enterReview(trx, audit, after, input);
  if (command === 'backToScreening') await leaveAll(trx, audit, after, input);
  if (command === 'deliberate') await enterDeliberation(trx, audit, after);
  if (command === 'backToReviewing') await leaveDeliberation(trx, audit, after, input);
  if (command === 'backToDeliberating') await leaveNotice(trx, audit, after, input);
  return (await roundById(trx, round.id)) ?? after;
}

/** Closes every open round whose deadline has passed. Submissions are refused from it on in any case. */
export async function closeOverdueRounds(deps: Pick<SelectionDeps, 'store'>): Promise<void> {
  const actor = systemActor('selection deadline');
  const due = await deps.store.read(actor, overdueRounds);
  for (const { id } of due)
    await deps.store.write(actor, async (trx) => {
      const round = await lockRound(trx, id);
      if (round?.state !== 'open' || (await isFuture(trx, round.closes_at))) return;
      const audit: Audit = (record) => recordAudit(trx, actor, record);
      await moveRound(trx, audit, round, 'close', { actor: actor.reason });
    });
}
