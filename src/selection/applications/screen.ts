import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { moveApplication } from '../move.ts';
import type { ApplicationRow } from '../queries/application.ts';
import { endOfDay, isFuture, type RoundRow } from '../queries/round.ts';
import { insertChecks } from '../queries/eligibility.ts';
import { jointOrgs } from '../queries/parts.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import { recordEvent } from '../record-event.ts';
import { evaluateRules } from '../rules/evaluate.ts';
import { recordedEligibility } from './eligibility.ts';
import { gatherFacts } from './gather-facts.ts';

type Decided = Authorized<ApplicationRow, 'decide'>;

function mustStand(round: RoundRow, ...states: RoundRow['state'][]): void {
  if (!states.includes(round.state))
    throw new AppError(errors.wrongState, { extra: { state: round.state, possibleIn: states } });
}

async function rulesOf(trx: Trx, round: RoundRow) {
  const ruleSet = await ruleSetById(trx, round.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  return ruleSet.rules;
}

/** Sends it back for correction by the end of a day; it keeps its number and what it said. */
export async function returnApplication(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  application: Decided,
  body: { revision: number; reason: string; dueOn: string; by: string },
): Promise<ApplicationRow> {
  mustStand(round, 'open', 'closed', 'screening');
  if (application.revision !== body.revision) throw new AppError(errors.conflict);
  const due = await endOfDay(trx, body.dueOn);
  if (!(await isFuture(trx, due))) throw new AppError(selectionRefusals.timetable);
  return moveApplication(trx, audit, application, 'return', {
    actor: body.by,
    reason: body.reason,
    payload: { due: due.toISOString() },
    change: { returned_due: due },
  });
}

/** Screens it in: every rule of the last check is passed or waived, else selection.notEligible. */
export async function screenApplication(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  application: Decided,
  body: { revision: number; by: string },
): Promise<ApplicationRow> {
  mustStand(round, 'screening');
  if (application.revision !== body.revision) throw new AppError(errors.conflict);
  const { eligible } = await recordedEligibility(trx, application, await rulesOf(trx, round), true);
  if (!eligible) throw new AppError(selectionRefusals.notEligible);
  return moveApplication(trx, audit, application, 'screen', { actor: body.by });
}

/** Screens it out, naming the rules; never against a check that it passed. */
export async function refuseApplication(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  application: Decided,
  body: { revision: number; reason: string; by: string },
): Promise<ApplicationRow> {
  mustStand(round, 'screening');
  if (application.revision !== body.revision) throw new AppError(errors.conflict);
  const found = await recordedEligibility(trx, application, await rulesOf(trx, round), true);
  if (found.eligible && application.state !== 'returned')
    throw new AppError(selectionRefusals.eligible);
  const rules = found.checks
    .filter((check) => check.result === 'fail' || check.result === 'unknown')
    .map((check) => check.rule);
  const { counterfactual } = found;
  return moveApplication(trx, audit, application, 'refuse', {
    actor: body.by,
    reason: body.reason,
    payload: { rules, ...(counterfactual ? { counterfactual } : {}) },
  });
}

/** Takes a screening back, with its reason. */
export async function rescreenApplication(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  application: Decided,
  body: { revision: number; reason: string; by: string },
): Promise<ApplicationRow> {
  mustStand(round, 'screening');
  if (application.revision !== body.revision) throw new AppError(errors.conflict);
  return moveApplication(trx, audit, application, 'rescreen', {
    actor: body.by,
    reason: body.reason,
  });
}

/** Checks the rules again on the facts of this moment; what was submitted stays as it is. */
export async function recheckApplication(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  application: Decided,
  by: string,
): Promise<void> {
  mustStand(round, 'open', 'closed', 'screening');
  if (application.state !== 'submitted')
    throw new AppError(errors.wrongState, { extra: { state: application.state } });
  const { facts } = await gatherFacts(trx, application, await jointOrgs(trx, application.id));
  const results = evaluateRules(await rulesOf(trx, round), facts);
  await insertChecks(
    trx,
    application.id,
    results.map(({ rule, result, evidence }) => ({ key: rule.key, result, evidence })),
  );
  await recordEvent(trx, {
    ...{ roundId: round.id, applicationId: application.id, actor: by, command: 'check' },
    ...{ before: application.state, after: application.state },
  });
  await audit({
    action: 'selection.check-application',
    objectType: 'selection-application',
    objectId: application.id,
    orgId: application.lead_org_id,
    after: Object.fromEntries(results.map(({ rule, result }) => [rule.key, result])),
  });
}
