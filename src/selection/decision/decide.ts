import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import { moveApplication, moveRound } from '../move.ts';
import { within, type OutcomeDeps, type Trx } from '../outcome-deps.ts';
import { applicationById } from '../queries/application.ts';
import { lockRound } from '../queries/round.ts';
import { tellLetter } from '../tell-outcome.ts';
import {
  checkProposal,
  linesOf,
  traceOf,
  type DecisionLine,
  type Proposal,
} from './check-proposal.ts';
import { mustBeFree, tableOf } from './deliberation.ts';
import { decisionErrors } from './errors.ts';
import { announce } from './announce.ts';
import {
  decisionById,
  decisionsOf,
  deliberationOf,
  insertDecision,
  insertDecisionItems,
  itemsOf,
  minutesOf,
  now,
  presentDecision,
  updateDecision,
  type DecisionItemRow,
  type DecisionRow,
} from './queries.ts';
import type { TraceStep } from './tables.ts';

/** Writes a proposed decision with its lines; the hash covers lines and trace. */
export async function writeDecision(
  trx: Trx,
  audit: Audit,
  round: { readonly id: string; readonly year: number },
  lines: readonly DecisionLine[],
  trace: readonly TraceStep[],
  by: string,
): Promise<DecisionRow> {
  const id = newId();
  const earlier = await decisionsOf(trx, round.id);
  const sha256 = await sha256Hex(canonicalJson({ round: round.id, lines, trace }));
  await insertDecision(trx, {
    id,
    round_id: round.id,
    year: round.year,
    number: earlier.length + 1,
    supersedes: earlier[0]?.id ?? null,
    supersede_reason: null,
    trace: JSON.stringify(trace),
    sha256,
    proposed_by: by,
    approved_by: null,
    approved_at: null,
    notice_id: null,
    effective_at: null,
    superseded_at: null,
  });
  await insertDecisionItems(
    trx,
    lines.map((line) => ({
      ...line,
      decision_id: id,
      round_id: round.id,
      by_criterion: JSON.stringify(line.by_criterion),
    })),
  );
  await audit({
    action: 'selection.propose-decision',
    objectType: 'selection-decision',
    objectId: id,
    after: { round: round.id, number: earlier.length + 1, sha256, lines },
  });
  const row = await decisionById(trx, id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

/** Takes a decision out of force: another will take its place. */
export async function supersede(
  trx: Trx,
  audit: Audit,
  decision: DecisionRow,
  reason: string,
): Promise<void> {
  const change = { state: 'superseded' as const, supersede_reason: reason, superseded_at: now() };
  if (!(await updateDecision(trx, decision.id, decision.revision, change)))
    throw new AppError(errors.conflict);
  await audit({
    action: 'selection.supersede-decision',
    objectType: 'selection-decision',
    objectId: decision.id,
    before: { state: decision.state },
    after: { state: 'superseded', reason },
  });
}

/**
 * Proposes what becomes of every application of a round. The proposer is tied to none of them and reviewed none;
 * a decision that was proposed or approved before is superseded by this one.
 */
export async function proposeDecision(
  trx: Trx,
  audit: Audit,
  actor: UserActor,
  roundId: string,
  proposal: Proposal,
): Promise<DecisionRow> {
  const round = await lockRound(within(trx), roundId);
  if (!round) throw new AppError(errors.notFound);
  if (round.state !== 'deliberating' && round.state !== 'noticing')
    throw new AppError(errors.wrongState, { extra: { state: round.state, command: 'decide' } });
  const table = await tableOf(trx, roundId, actor.userId);
  await mustBeFree(trx, table, actor);
  const sitting = await deliberationOf(trx, roundId);
  if (!sitting?.quorum) throw new AppError(decisionErrors.noQuorum);
  const reasons = new Map<string, string>();
  for (const row of await minutesOf(trx, roundId))
    if (row.reason) reasons.set(row.application_id, row.reason);
  for (const [id, reason] of Object.entries(proposal.reasons ?? {}))
    if (reason.trim()) reasons.set(id, reason);
  const lines = linesOf(table, proposal, reasons);
  checkProposal(table, proposal, lines);
  const present = await presentDecision(trx, roundId);
  if (present?.state === 'effective')
    throw new AppError(errors.wrongState, { extra: { state: present.state, command: 'propose' } });
  if (present) await supersede(trx, audit, present, '由新的决定取代');
  return writeDecision(trx, audit, round, lines, traceOf(table, proposal.selected), actor.userId);
}

/** Takes an application to what the decision says, from wherever an earlier decision left it. */
async function settle(
  trx: Trx,
  audit: Audit,
  item: DecisionItemRow,
  actor: string,
  reason: string,
): Promise<void> {
  const steps = {
    selected: {
      not_selected: ['reconsider', 'shortlist', 'notice'],
      under_review: ['shortlist', 'notice'],
      shortlisted: ['notice'],
    },
    not_selected: { under_review: ['decline'], shortlisted: ['decline'], noticed: ['decline'] },
  } as const;
  let application = await applicationById(within(trx), item.application_id);
  const path = steps[item.outcome] as Readonly<Record<string, readonly ('notice' | 'decline')[]>>;
  for (const command of path[application?.state ?? ''] ?? []) {
    if (!application) throw new AppError(errors.notFound);
    application = await moveApplication(within(trx), audit, application, command, {
      actor,
      reason: item.reason ?? reason,
      payload: { decision: item.decision_id, place: item.place },
    });
  }
}

/**
 * Approves a decision: in one transaction it becomes approved, its notice opens, the round and every
 * application move, so that a crash leaves either all of it or nothing. Somebody else than the proposer, tied to
 * none of the applications and reviewer of none.
 */
export async function approveDecision(
  trx: Trx,
  audit: Audit,
  deps: Pick<OutcomeDeps, 'jobs'>,
  actor: UserActor,
  before: Authorized<DecisionRow, 'approve'>,
  revision: number,
): Promise<DecisionRow> {
  const round = await lockRound(within(trx), before.round_id);
  if (!round || before.state !== 'proposed')
    throw new AppError(errors.wrongState, { extra: { state: before.state, command: 'approve' } });
  const table = await tableOf(trx, before.round_id, actor.userId);
  await mustBeFree(trx, table, actor);
  const items = await itemsOf(trx, before.id);
  if (items.filter((i) => i.outcome === 'selected').length > table.places)
    throw new AppError(decisionErrors.overCapacity);
  const notice = await announce(trx, audit, deps.jobs, before, table, items);
  const change = {
    state: 'approved' as const,
    approved_by: actor.userId,
    approved_at: now(),
    notice_id: notice,
  };
  if (!(await updateDecision(trx, before.id, revision, change)))
    throw new AppError(errors.conflict);
  for (const item of items) {
    await settle(trx, audit, item, actor.userId, `第 ${before.number} 号决定`);
    await tellLetter(trx, deps, item.application_id);
  }
  if (round.state === 'deliberating')
    await moveRound(within(trx), audit, round, 'notice', {
      actor: actor.userId,
      payload: { decision: before.id, notice },
    });
  await audit({
    action: 'selection.approve-decision',
    objectType: 'selection-decision',
    objectId: before.id,
    before: { state: before.state },
    after: { state: 'approved', notice },
  });
  const after = await decisionById(trx, before.id);
  if (!after) throw new AppError(errors.notFound);
  return after;
}
