import type { Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { organisationsById } from '../conflicts/queries.ts';
import type { Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import type { Blindness, Criterion, Words } from '../tables.ts';
import {
  boardById,
  boardBySubject,
  closeBoardRow,
  reopenBoardRow,
  insertBoard,
  insertItem,
  itemById,
  withdrawItemRow,
  type Subject,
} from './queries.ts';

export interface NewBoard {
  readonly subject: Subject;
  readonly title: Words;
  readonly rubric: readonly Criterion[];
  readonly blind: Blindness;
  readonly reviewsPerItem: number;
  readonly dueAt: Date;
  /** An affiliation binds until so many years after its end. */
  readonly conflictYears: number;
  readonly fields: readonly string[];
  /** How many items will be chosen; without it no selection is told to hang on one reviewer. */
  readonly places?: number;
}

/** A rubric that can be scored: at least one criterion, keys of their own, a range, a weight. */
function requireRubric(rubric: readonly Criterion[]): void {
  const keys = new Set(rubric.map((c) => c.key));
  const sound = rubric.every((c) => c.max > c.min && c.weight > 0 && c.key !== '');
  if (rubric.length === 0 || keys.size !== rubric.length || !sound)
    throw new RangeError('a rubric has criteria with keys of their own, max > min and weight > 0');
}

/** Opens the review of a subject; hub.duplicate when it has one. Returns the board's id. */
export async function makeBoard(trx: Trx, audit: Audit, of: NewBoard): Promise<string> {
  requireRubric(of.rubric);
  if (await boardBySubject(trx, of.subject)) throw new AppError(errors.duplicate);
  const id = newId();
  await insertBoard(trx, {
    id,
    subject_kind: of.subject.kind,
    subject_id: of.subject.id,
    title: JSON.stringify(of.title),
    rubric: JSON.stringify(of.rubric),
    blind: of.blind,
    reviews_per_item: of.reviewsPerItem,
    due_at: of.dueAt,
    conflict_years: of.conflictYears,
    fields: [...of.fields],
    places: of.places ?? null,
    closed_at: null,
  });
  await audit({
    action: 'review.open-board',
    objectType: 'review.board',
    objectId: id,
    after: { ...of, dueAt: of.dueAt.toISOString() },
  });
  return id;
}

export interface NewItem {
  readonly subject: Subject;
  readonly title: string;
  /** Lead and joint applicants. */
  readonly orgIds: readonly string[];
  /** Named persons and co-authors, by name or user id. */
  readonly people: readonly string[];
  readonly field: string;
  readonly href: string;
  /** What reviewers read, Markdown; already anonymous where the review is double blind. */
  readonly summary: string;
}

/** Puts an item under review; the applicants' codes and names are kept as they are now. */
export async function putItem(
  trx: Trx,
  audit: Audit,
  boardId: string,
  of: NewItem,
): Promise<string> {
  const board = await boardById(trx, boardId);
  if (!board) throw new AppError(errors.notFound);
  if (board.state === 'closed') throw new AppError(reviewErrors.boardClosed);
  const orgs = of.orgIds.length === 0 ? [] : await organisationsById(trx, of.orgIds);
  if (orgs.length !== new Set(of.orgIds).size) throw new AppError(errors.notFound);
  const id = newId();
  const kept = orgs.map((o) => ({ id: o.id, uscc: o.uscc, names: [o.name_zh, o.name_en] }));
  await insertItem(trx, {
    id,
    board_id: boardId,
    subject_kind: of.subject.kind,
    subject_id: of.subject.id,
    title: of.title,
    orgs: JSON.stringify(kept),
    people: [...of.people],
    field: of.field,
    href: of.href,
    summary: of.summary,
    state_reason: null,
  });
  await audit({
    action: 'review.add-item',
    objectType: 'review.item',
    objectId: id,
    after: { boardId, ...of },
  });
  return id;
}

/** Takes an item out of the review; its assignments can no longer be written. */
export async function takeItem(
  trx: Trx,
  audit: Audit,
  itemId: string,
  reason: string,
): Promise<void> {
  const item = await itemById(trx, itemId);
  if (!item || !(await withdrawItemRow(trx, itemId, reason))) throw new AppError(errors.notFound);
  await audit({
    action: 'review.withdraw-item',
    objectType: 'review.item',
    objectId: itemId,
    before: { state: 'open' },
    after: { state: 'withdrawn', reason },
  });
}

/** Ends the review; nothing of it is written afterwards. */
export async function endBoard(trx: Trx, audit: Audit, boardId: string): Promise<void> {
  const board = await boardById(trx, boardId);
  if (!board) throw new AppError(errors.notFound);
  if (board.state === 'closed') throw new AppError(reviewErrors.boardClosed);
  await closeBoardRow(trx, boardId);
  await audit({
    action: 'review.close-board',
    objectType: 'review.board',
    objectId: boardId,
    before: { state: 'open' },
    after: { state: 'closed' },
  });
}

/** Takes a review that ended up again. */
export async function resumeBoard(trx: Trx, audit: Audit, boardId: string): Promise<void> {
  const board = await boardById(trx, boardId);
  if (!board) throw new AppError(errors.notFound);
  if (board.state === 'open') return;
  await reopenBoardRow(trx, boardId);
  await audit({
    action: 'review.reopen-board',
    objectType: 'review.board',
    objectId: boardId,
    before: { state: 'closed' },
    after: { state: 'open' },
  });
}
