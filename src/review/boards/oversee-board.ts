import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition } from '#src/kernel/transition.ts';
import { conflictPersons, hiddenItems, ruleToday } from '../conflicts/check-conflict.ts';
import type { Db, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import {
  assignmentById,
  commentsOf,
  submittedOf,
  takePeerRight,
  updateAssignment,
  type AssignmentRow,
} from '../reviews/queries.ts';
import { rankBoard } from '../scores/ranking.ts';
import { assignmentStates, live } from '../transitions.ts';
import { assignmentsOfBoard, itemsOfBoard, type BoardRow, type ItemRow } from './queries.ts';
import type { BoardSummary, BoardView, ItemReviews, ScoresView } from './schema.ts';

export const boardSummary = (row: BoardRow): BoardSummary => ({
  id: row.id,
  subject: { kind: row.subject_kind, id: row.subject_id },
  title: row.title,
  blind: row.blind,
  reviewsPerItem: row.reviews_per_item,
  places: row.places,
  dueAt: row.due_at.toISOString(),
  state: row.state,
  revision: row.revision,
});

/** The board as this operator may see it: what they are tied to is not there, nor counted. */
export async function boardView(db: Db, board: BoardRow, userId: string): Promise<BoardView> {
  const hidden = await hiddenItems(db, userId, { boardId: board.id });
  const items = (await itemsOfBoard(db, board.id)).filter((item) => !hidden.has(item.id));
  const assignments = (await assignmentsOfBoard(db, board.id)).filter(
    (a) => !hidden.has(a.item_id),
  );
  const persons = await conflictPersons(db, [...new Set(assignments.map((a) => a.user_id))]);
  const rule = await ruleToday(db, board.conflict_years);
  const ofItem = Map.groupBy(assignments, (a) => a.item_id);
  return {
    ...boardSummary(board),
    rubric: board.rubric.map((c) => ({ ...c })),
    mayAssign: hidden.size === 0,
    items: items.map((item) => {
      const prepared = rule.prepare(item);
      return {
        ...{ id: item.id, title: item.title, field: item.field },
        organisations: item.orgs.map(({ names: [zh = '', en = zh] }) => ({ zh, en })),
        reviews: (ofItem.get(item.id) ?? []).map((a) => {
          const person = persons.get(a.user_id);
          const tie = person && live.includes(a.state) ? rule.find(person, prepared) : undefined;
          return {
            id: a.id,
            expert: { id: a.expert_id, name: a.name },
            ...{ state: a.state, reason: a.state_reason, revision: a.revision },
            explanation: a.explanation,
            conflict: tie?.sentence ?? null,
          };
        }),
      };
    }),
  };
}

/** Scores as if the items the operator is tied to had never been. */
export async function scoresView(db: Db, board: BoardRow, userId: string): Promise<ScoresView> {
  const without = await hiddenItems(db, userId, { boardId: board.id });
  const ranking = await rankBoard(db, board.id, { without });
  const assignments = (await assignmentsOfBoard(db, board.id)).filter(
    (a) => !without.has(a.item_id),
  );
  const names = new Map(assignments.map((a) => [a.expert_id, a.name]));
  const titles = new Map((await itemsOfBoard(db, board.id)).map((i) => [i.id, i.title]));
  const nameOf = (id: string) => names.get(id) ?? '';
  return {
    board: boardSummary(board),
    rubric: board.rubric.map((c) => ({ ...c })),
    connected: ranking.connected,
    waiting: assignments.filter((a) => live.includes(a.state) && a.state !== 'submitted').length,
    items: ranking.items.map((item) => ({
      itemId: item.itemId,
      title: titles.get(item.itemId) ?? '',
      raw: { ...item.raw, byCriterion: { ...item.raw.byCriterion } },
      adjusted: item.adjusted,
      rank: item.rank,
      interval: item.interval && {
        leaveOneOut: [...item.interval.leaveOneOut] as [number, number],
        bootstrap: [...item.interval.bootstrap] as [number, number],
      },
      hangsOn: item.hangsOn === null ? null : { id: item.hangsOn, name: nameOf(item.hangsOn) },
    })),
    reviewers: ranking.reviewers.map((r) => ({
      ...{ id: r.expertId, name: nameOf(r.expertId), reviews: r.reviews, severity: r.severity },
    })),
  };
}

/** Reviews and comments of an item with names, for who decides about it. */
export async function itemReviews(
  db: Db,
  item: Authorized<ItemRow & { readonly item_id: string }, 'oversee'>,
): Promise<ItemReviews> {
  return {
    item: { id: item.id, title: item.title, summary: item.summary, href: item.href },
    reviews: (await submittedOf(db, item.id)).map((v) => ({
      expert: { id: v.expert_id, name: v.name },
      ...{ version: v.number, total: v.total, scores: { ...v.scores } },
      ...{ opinion: v.opinion, note: v.note, submittedAt: v.submitted_at.toISOString() },
    })),
    comments: (await commentsOf(db, item.id)).map((c) => ({
      ...{ by: c.name, text: c.text, at: c.created_at.toISOString() },
    })),
  };
}

/** Gives a submitted review back to its writer, or takes any out of the count, with a reason. */
export async function returnReview(
  trx: Trx,
  audit: Audit,
  row: Authorized<AssignmentRow, 'oversee'>,
  command: 'reopen' | 'invalidate',
  of: { readonly revision: number; readonly reason: string },
): Promise<AssignmentRow> {
  if (row.board_state === 'closed') throw new AppError(reviewErrors.boardClosed);
  if (row.revision !== of.revision) throw new AppError(errors.conflict);
  const state = transition(assignmentStates, row.state, command);
  if (command === 'invalidate') await takePeerRight(trx, row.item_id, row.user_id);
  await updateAssignment(trx, row.id, { state, state_reason: of.reason });
  await audit({
    action: `review.${command}`,
    objectType: 'review.assignment',
    objectId: row.id,
    before: { state: row.state },
    after: { state, reason: of.reason },
  });
  return (await assignmentById(trx, row.id)) as AssignmentRow;
}
