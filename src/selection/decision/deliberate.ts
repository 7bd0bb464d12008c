import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { hasQuorum, panelOf } from '#src/review/index.ts';
import { moveApplication } from '../move.ts';
import { within, type Trx } from '../outcome-deps.ts';
import { applicationsOfRound, lockApplication } from '../queries/application.ts';
import { lockRound, type RoundRow } from '../queries/round.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import { applicationOnTable } from './deliberation.ts';
import { decisionErrors } from './errors.ts';
import { putDeliberation, putMinutes } from './queries.ts';
import type { RecordDeliberationBody, WriteMinutesBody } from './schema.ts';

async function deliberating(trx: Trx, roundId: string): Promise<RoundRow> {
  const round = await lockRound(within(trx), roundId);
  if (!round) throw new AppError(errors.notFound);
  if (round.state !== 'deliberating')
    throw new AppError(errors.wrongState, { extra: { state: round.state, command: 'deliberate' } });
  return round;
}

/** Records a sitting of the panel; whether it could decide follows from who was present. */
export async function recordDeliberation(
  trx: Trx,
  audit: Audit,
  actor: UserActor,
  roundId: string,
  body: RecordDeliberationBody,
): Promise<void> {
  await deliberating(trx, roundId);
  const found = await panelOf(trx, { kind: 'selection.round', id: roundId });
  if (!found) throw new AppError(decisionErrors.noPanel);
  const present = [...new Set(body.present)];
  const quorum = await hasQuorum(trx, found.panel.id, present);
  const row = { panel_id: found.panel.id, present, held_on: body.heldOn, minutes: body.minutes };
  const recorded = { ...row, round_id: roundId, quorum, recorded_by: actor.userId };
  if (!(await putDeliberation(trx, recorded, body.revision))) throw new AppError(errors.conflict);
  await audit({
    action: 'selection.record-deliberation',
    objectType: 'selection-round',
    objectId: roundId,
    after: { ...body, panel: found.panel.id, quorum },
  });
}

/** Writes what was said of an application, and why it is not selected should it not be. */
export async function writeMinutes(
  trx: Trx,
  audit: Audit,
  actor: UserActor,
  applicationId: string,
  body: WriteMinutesBody,
): Promise<string> {
  const locked = await lockApplication(within(trx), applicationId);
  const application = await applicationOnTable(trx, locked, actor.userId);
  await deliberating(trx, application.round_id);
  const row = {
    application_id: application.id,
    round_id: application.round_id,
    minutes: body.minutes,
    reason: body.reason ?? null,
    written_by: actor.userId,
  };
  if (!(await putMinutes(trx, row, body.revision))) throw new AppError(errors.conflict);
  await audit({
    action: 'selection.write-minutes',
    objectType: 'selection-application',
    objectId: application.id,
    after: body,
  });
  return application.round_id;
}

/** Puts an application on the shortlist, whose size the rule set gives, or takes it off with a reason. */
export async function changeShortlist(
  trx: Trx,
  audit: Audit,
  actor: UserActor,
  applicationId: string,
  body: { readonly revision: number; readonly shortlisted: boolean; readonly reason?: string },
): Promise<string> {
  const locked = await lockApplication(within(trx), applicationId);
  const application = await applicationOnTable(trx, locked, actor.userId);
  const round = await deliberating(trx, application.round_id);
  if (application.revision !== body.revision) throw new AppError(errors.conflict);
  if (body.shortlisted) {
    const ruleSet = await ruleSetById(within(trx), round.rule_set_id);
    const on = await applicationsOfRound(within(trx), round.id, 'shortlisted');
    if (ruleSet && on.length >= ruleSet.settings.shortlist)
      throw new AppError(decisionErrors.shortlistFull);
  }
  await moveApplication(
    within(trx),
    audit,
    application,
    body.shortlisted ? 'shortlist' : 'unshortlist',
    { actor: actor.userId, reason: body.reason },
  );
  return round.id;
}
