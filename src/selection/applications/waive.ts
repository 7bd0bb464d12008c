import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import type { ApplicationRow } from '../queries/application.ts';
import {
  decideWaiver,
  insertWaiver,
  latestChecks,
  type WaiverRow,
} from '../queries/eligibility.ts';
import { recordEvent } from '../record-event.ts';

type Decided = Authorized<ApplicationRow, 'decide'>;

async function recorded(
  trx: Trx,
  audit: Audit,
  application: Decided,
  what: {
    command: string;
    id: string;
    by: string;
    reason?: string;
    payload: Record<string, unknown>;
  },
): Promise<void> {
  await recordEvent(trx, {
    roundId: application.round_id,
    applicationId: application.id,
    actor: what.by,
    command: what.command,
    before: application.state,
    after: application.state,
    reason: what.reason,
    payload: what.payload,
    internal: what.command === 'proposeWaiver',
  });
  await audit({
    action: `selection.${what.command}`,
    objectType: 'selection-waiver',
    objectId: what.id,
    orgId: application.lead_org_id,
    after: what.payload,
  });
}

/** An officer proposes to waive a rule that failed or is unknown; a second person decides. */
export async function proposeWaiver(
  trx: Trx,
  audit: Audit,
  application: Decided,
  body: { rule: string; reason: string; by: string },
): Promise<void> {
  if (application.state !== 'submitted')
    throw new AppError(errors.wrongState, { extra: { state: application.state } });
  const check = (await latestChecks(trx, application.id)).find((c) => c.rule_key === body.rule);
  const id = newId();
  const fits = check && check.result !== 'pass';
  const row = {
    ...{ id, application_id: application.id, rule_key: body.rule },
    ...{ reason: body.reason, proposed_by: body.by },
  };
  if (!fits || !(await insertWaiver(trx, row)))
    throw new AppError(selectionRefusals.ruleNotWaivable);
  const { by, reason } = body;
  const payload = { rule: check.rule_key };
  await recorded(trx, audit, application, { command: 'proposeWaiver', id, by, reason, payload });
}

/** Approves or refuses a waiver; selection.samePerson for whoever proposed it. */
export async function settleWaiver(
  trx: Trx,
  audit: Audit,
  application: Decided,
  waiver: WaiverRow,
  body: { decision: 'approved' | 'refused'; by: string },
): Promise<void> {
  if (waiver.proposed_by === body.by) throw new AppError(selectionRefusals.samePerson);
  if (!(await decideWaiver(trx, waiver.id, body.decision, body.by)))
    throw new AppError(errors.wrongState, { extra: { state: waiver.state } });
  const command = body.decision === 'approved' ? 'approveWaiver' : 'refuseWaiver';
  const payload = { rule: waiver.rule_key };
  await recorded(trx, audit, application, { command, id: waiver.id, by: body.by, payload });
}
