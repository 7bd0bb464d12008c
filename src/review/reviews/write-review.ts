import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { transition } from '#src/kernel/transition.ts';
import { holdNoConflict } from '../conflicts/check-conflict.ts';
import type { Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { mayReview } from '../policy.ts';
import { scoreFaults, totalOf } from '../scores/total-of.ts';
import { assignmentStates, writable, type AssignmentCommand } from '../transitions.ts';
import {
  assignmentById,
  draftOf,
  givePeerRight,
  insertComment,
  insertVersion,
  lockAssignment,
  now,
  putDraft,
  takePeerRight,
  updateAssignment,
  type AssignmentRow,
  type DraftRow,
} from './queries.ts';
import type { Declare, SaveDraft } from './schema.ts';

type Mine = Authorized<AssignmentRow, 'review'>;

/** The person's own assignment, held; hub.notFound for others. */
export async function holdOwn(trx: Trx, actor: UserActor, id: string): Promise<Mine> {
  return mayReview(actor, await lockAssignment(trx, id));
}

function requireOpen(row: AssignmentRow): void {
  if (row.board_state === 'closed' || row.item_state === 'withdrawn')
    throw new AppError(reviewErrors.boardClosed);
}

/** Before every write of a review: still open, and no tie to the applicants has come up. */
async function requireWritable(trx: Trx, row: AssignmentRow): Promise<void> {
  await holdNoConflict(trx, row.user_id, row.item_id);
  requireOpen(row);
  if (row.late) throw new AppError(reviewErrors.late);
}

async function move(
  trx: Trx,
  audit: Audit,
  row: AssignmentRow,
  command: AssignmentCommand,
  change: Parameters<typeof updateAssignment>[2] = {},
): Promise<AssignmentRow> {
  const state = transition(assignmentStates, row.state, command);
  await updateAssignment(trx, row.id, { ...change, state });
  await audit({
    action: `review.${command}`,
    objectType: 'review.assignment',
    objectId: row.id,
    before: { state: row.state },
    after: { state, ...(change.state_reason ? { reason: change.state_reason } : {}) },
  });
  return (await assignmentById(trx, row.id)) as AssignmentRow;
}

function requireRevision(row: AssignmentRow, revision: number): void {
  if (row.revision !== revision) throw new AppError(errors.conflict);
}

/** The declaration: without a tie the item opens, with one the person is recused. */
export async function declare(trx: Trx, audit: Audit, row: Mine, body: Declare) {
  requireOpen(row);
  requireRevision(row, body.revision);
  if (body.tie === 'tied') {
    if (row.state !== 'invited') transition(assignmentStates, row.state, 'accept');
    return stepAside(trx, audit, row, 'recuse', body.revision, body.reason ?? '');
  }
  await requireWritable(trx, row);
  return move(trx, audit, row, 'accept', { declared_at: now() });
}

/** Declining for want of time, or recusal for a tie; what was written no longer counts or shows. */
export async function stepAside(
  trx: Trx,
  audit: Audit,
  row: Mine,
  command: 'decline' | 'recuse',
  revision: number,
  reason: string,
): Promise<AssignmentRow> {
  requireOpen(row);
  requireRevision(row, revision);
  await takePeerRight(trx, row.item_id, row.user_id);
  return move(trx, audit, row, command, { state_reason: reason === '' ? null : reason });
}

function requireScores(row: AssignmentRow, draft: Pick<DraftRow, 'scores'>, partial: boolean) {
  const known = new Set(row.rubric.map((c) => c.key));
  const strange = Object.keys(draft.scores).some((key) => !known.has(key));
  const faults = scoreFaults(row.rubric, draft.scores, partial);
  if (faults.length > 0 || strange)
    throw new AppError(partial ? reviewErrors.scores : reviewErrors.incomplete, {
      errors: faults.map(({ key, min, max }) => ({
        field: `scores/${key}`,
        code: 'range',
        message: `must be a number from ${min} to ${max}`,
      })),
    });
}

/** Saves the draft over the revision last read; the first saving begins the review. */
export async function saveDraft(
  trx: Trx,
  audit: Audit,
  row: Mine,
  body: SaveDraft,
): Promise<{ readonly draft: DraftRow; readonly row: AssignmentRow }> {
  await requireWritable(trx, row);
  if (row.state === 'invited') throw new AppError(reviewErrors.declareFirst);
  if (!writable.includes(row.state))
    throw new AppError(errors.wrongState, {
      extra: { state: row.state, command: 'save', possibleIn: writable },
    });
  requireScores(row, body, true);
  const content = {
    assignment_id: row.id,
    user_id: row.user_id,
    scores: JSON.stringify(body.scores),
    opinion: body.opinion,
    note: body.note,
  };
  const draft = await putDraft(trx, content, body.revision);
  if (!draft) throw new AppError(errors.conflict);
  if (row.state === 'accepted') return { draft, row: await move(trx, audit, row, 'begin') };
  await audit({
    action: 'review.save-draft',
    objectType: 'review.assignment',
    objectId: row.id,
    after: { draft: draft.revision },
  });
  return { draft, row };
}

/** Submits the draft as the next version; every version is kept. */
export async function submitReview(
  trx: Trx,
  audit: Audit,
  row: Mine,
  revision: number,
): Promise<AssignmentRow> {
  await requireWritable(trx, row);
  transition(assignmentStates, row.state, 'submit');
  const draft = await draftOf(trx, row.id);
  if (!draft || draft.revision !== revision) throw new AppError(errors.conflict);
  requireScores(row, draft, false);
  await insertVersion(trx, {
    assignment_id: row.id,
    number: row.versions + 1,
    item_id: row.item_id,
    user_id: row.user_id,
    scores: JSON.stringify(draft.scores),
    total: totalOf(row.rubric, draft.scores),
    opinion: draft.opinion,
    note: draft.note,
  });
  const change = { versions: row.versions + 1, submitted_at: now(), state_reason: null };
  const after = await move(trx, audit, row, 'submit', change);
  await givePeerRight(trx, row.item_id, row.user_id);
  return after;
}

/** A word to the other reviewers, after one's own review. */
export async function comment(trx: Trx, audit: Audit, row: Mine, text: string): Promise<string> {
  await holdNoConflict(trx, row.user_id, row.item_id);
  requireOpen(row);
  if (row.state !== 'submitted') throw new AppError(reviewErrors.ownReviewFirst);
  const id = newId();
  const of = { item_id: row.item_id, assignment_id: row.id, user_id: row.user_id };
  await insertComment(trx, { id, ...of, text });
  await audit({ action: 'review.comment', objectType: 'review.comment', objectId: id, after: of });
  return id;
}
