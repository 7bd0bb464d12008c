import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import type { Actor, UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { readFen, type Fen } from '#src/kernel/money.ts';
import { transition, type Transitions } from '#src/kernel/transition.ts';
import { settlementErrors } from './errors.ts';
import {
  disputeById,
  insertDispute,
  now,
  updateDispute,
  type DisputeRow,
  type SettlementRow,
  type Trx,
} from './queries.ts';
import { postChange } from './settle-lot.ts';
import type { DisputeState, Side } from './tables.ts';

const states: Transitions<DisputeState, 'answer' | 'accept' | 'withdraw' | 'decide'> = {
  answer: { from: ['open', 'answered'], to: 'answered' },
  accept: { from: ['answered'], to: 'resolved' },
  withdraw: { from: ['open', 'answered'], to: 'withdrawn' },
  decide: { from: ['open', 'answered'], to: 'resolved' },
};

const recorded = (row: DisputeRow) => ({
  state: row.state,
  claim: row.claim_fen.toString(),
  offer: row.offer_fen?.toString() ?? null,
  adjustment: row.adjustment_fen?.toString() ?? null,
});

async function audited(
  trx: Trx,
  audit: Audit,
  command: string,
  id: string,
  before?: DisputeRow,
): Promise<DisputeRow> {
  const after = await disputeById(trx, id);
  if (!after) throw new AppError(errors.notFound);
  await audit({
    action: `annotation.${command}-dispute`,
    objectType: 'dispute',
    objectId: id,
    orgId: after.org_id,
    ...(before ? { before: recorded(before) } : {}),
    after: recorded(after),
  });
  return after;
}

/** One side claims that the vendor should receive more or less; one dispute a settlement at a time. */
export async function openDispute(
  trx: Trx,
  actor: UserActor,
  audit: Audit,
  settlement: SettlementRow,
  claim: { readonly side: Side; readonly claim: string; readonly reason: string },
): Promise<DisputeRow> {
  const claim_fen = readFen(claim.claim);
  if (claim_fen === 0n) throw new AppError(settlementErrors.amount);
  const id = newId();
  const nothingYet = {
    offer_fen: null,
    answer: null,
    adjustment_fen: null,
    decision: null,
    entry_id: null,
    answered_by: null,
    resolved_by: null,
    answered_at: null,
    resolved_at: null,
  };
  const opened = await insertDispute(trx, {
    id,
    settlement_id: settlement.id,
    org_id: settlement.org_id,
    vendor_org_id: settlement.vendor_org_id,
    opened_for: claim.side,
    claim_fen,
    reason: claim.reason,
    opened_by: actor.userId,
    ...nothingYet,
  });
  if (!opened) throw new AppError(settlementErrors.disputeOpen);
  return audited(trx, audit, 'open', id);
}

/** The other side says what change it would agree to, and why; it may better its offer. */
export async function answerDispute(
  trx: Trx,
  actor: UserActor,
  audit: Audit,
  dispute: Authorized<DisputeRow, 'step'>,
  { offer, answer }: { readonly offer: string; readonly answer: string },
): Promise<DisputeRow> {
  const state = transition(states, dispute.state, 'answer');
  await updateDispute(trx, dispute.id, {
    state,
    offer_fen: readFen(offer),
    answer,
    answered_by: actor.userId,
    answered_at: now(),
  });
  return audited(trx, audit, 'answer', dispute.id, dispute);
}

/** The opener takes the claim back; nothing is moved. */
export async function withdrawDispute(
  trx: Trx,
  actor: UserActor,
  audit: Audit,
  dispute: Authorized<DisputeRow, 'step'>,
): Promise<DisputeRow> {
  const state = transition(states, dispute.state, 'withdraw');
  await updateDispute(trx, dispute.id, { state, resolved_by: actor.userId, resolved_at: now() });
  return audited(trx, audit, 'withdraw', dispute.id, dispute);
}

/**
 * Ends a dispute with a change that is posted to the ledger in the same transaction: the opener accepts
 * what was offered, or an operator decides.
 */
export async function resolveDispute(
  trx: Trx,
  actor: Actor,
  audit: Audit,
  dispute: Authorized<DisputeRow, 'step'>,
  by:
    | { readonly command: 'accept' }
    | { readonly command: 'decide'; readonly adjustment: string; readonly decision: string },
): Promise<DisputeRow> {
  const state = transition(states, dispute.state, by.command);
  const adjustment: Fen =
    by.command === 'accept' ? (dispute.offer_fen ?? 0n) : readFen(by.adjustment);
  const entry_id = await postChange(trx, actor, {
    reference: `annotation.dispute:${dispute.id}`,
    orgId: dispute.org_id,
    vendorOrgId: dispute.vendor_org_id,
    amount: adjustment,
    description: { zh: '标注结算争议调整', en: 'Adjustment after a dispute of a settlement' },
  });
  await updateDispute(trx, dispute.id, {
    state,
    adjustment_fen: adjustment,
    decision: by.command === 'accept' ? null : by.decision,
    entry_id,
    resolved_by: actor.kind === 'user' ? actor.userId : null,
    resolved_at: now(),
  });
  return audited(trx, audit, by.command, dispute.id, dispute);
}
