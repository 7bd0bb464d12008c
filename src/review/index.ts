import { Hono } from 'hono';
import type { Kysely, Transaction } from 'kysely';
import type { Audit, AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import {
  endBoard,
  makeBoard,
  putItem,
  resumeBoard,
  takeItem,
  type NewBoard,
  type NewItem,
} from './boards/open-board.ts';
import { assignmentPlanRoutes } from './assignment/routes.ts';
import { boardRoutes } from './boards/routes.ts';
import {
  allReviewed,
  boardBySubject,
  reviewersOf,
  type BoardRow,
  type Subject,
} from './boards/queries.ts';
import { conflictOf } from './conflicts/check-conflict.ts';
import type { Db, ReviewDeps, Trx } from './deps.ts';
import { operatorExpertRoutes } from './experts/operator-routes.ts';
import { expertRoutes } from './experts/routes.ts';
import { tieRoutes } from './experts/tie-routes.ts';
import { makeDraw, makePanel, quorumReached, type NewPanel } from './panels/draw-panel.ts';
import { panelRoutes } from './panels/routes.ts';
import { membersOf, panelBySubject, type PanelRow } from './panels/queries.ts';
import { assignmentRoutes } from './reviews/routes.ts';
import { rankBoard, type BoardRanking, type RankingOptions } from './scores/ranking.ts';
import type { ReviewTables } from './tables.ts';

export type { BoardRanking, BoardRow, NewBoard, NewItem, NewPanel, PanelRow, ReviewTables };
export { oversightWorklist } from './oversight-worklist.ts';
export { reviewWorklist } from './worklist.ts';
export type { Blindness, Criterion } from './tables.ts';

type Tables = ReviewTables & IdentityTables & AuditTables;
const within = <T extends Tables>(trx: Transaction<T>): Trx => trx as unknown as Trx;
const reading = <T extends Tables>(db: Kysely<T>): Db => db as unknown as Db;

/** Opens the review of a subject, one a subject; the board's id. */
export const openBoard = <T extends Tables>(trx: Transaction<T>, audit: Audit, of: NewBoard) =>
  makeBoard(within(trx), audit, of);

/** Puts an item under review; its id. The applicants' codes and names are kept as they are now. */
export const addItem = <T extends Tables>(
  trx: Transaction<T>,
  audit: Audit,
  boardId: string,
  of: NewItem,
) => putItem(within(trx), audit, boardId, of);

/** Takes an item out of the review. */
export const withdrawItem = <T extends Tables>(
  trx: Transaction<T>,
  audit: Audit,
  itemId: string,
  reason: string,
) => takeItem(within(trx), audit, itemId, reason);

/** Ends the review; nothing of it is written afterwards. */
export const closeBoard = <T extends Tables>(trx: Transaction<T>, audit: Audit, boardId: string) =>
  endBoard(within(trx), audit, boardId);

/** Takes a review that ended up again; nothing where it never ended. */
export const reopenBoard = <T extends Tables>(trx: Transaction<T>, audit: Audit, boardId: string) =>
  resumeBoard(within(trx), audit, boardId);

/** Whether no review of the board is still to come, and every item has one. */
export const noneWaits = <T extends Tables>(db: Kysely<T>, boardId: string): Promise<boolean> =>
  allReviewed(reading(db), boardId);

/** The board of a subject, where the actor may see it. */
export const boardOf = <T extends Tables>(
  db: Kysely<T>,
  subject: Subject,
): Promise<BoardRow | undefined> => boardBySubject(reading(db), subject);

/**
 * Raw beside adjusted scores, best first. For a person who is tied to items pass these as `without`: the
 * answer is then that of a board that never had them.
 */
export const rankingOf = <T extends Tables>(
  db: Kysely<T>,
  boardId: string,
  options?: RankingOptions,
): Promise<BoardRanking> => rankBoard(reading(db), boardId, options);

/** Whether the person is tied to the item of this subject now; false where none is under review. */
export const isConflicted = <T extends Tables>(
  db: Kysely<T>,
  userId: string,
  itemSubject: Subject,
): Promise<boolean> => conflictOf(reading(db), userId, itemSubject);

/** User ids of all who ever submitted a review of the item. */
export async function reviewedBy<T extends Tables>(
  db: Kysely<T>,
  itemSubject: Subject,
): Promise<string[]> {
  return (await reviewersOf(reading(db), itemSubject)).map((row) => row.user_id);
}

/** Sets up a panel of a subject and publishes the hash of its seed; the panel's id. */
export const setUpPanel = <T extends Tables>(trx: Transaction<T>, audit: Audit, of: NewPanel) =>
  makePanel(within(trx), audit, of);

/** Draws the members once; `boardId` keeps out experts who are tied to one of its items. */
export const drawPanel = <T extends Tables>(
  trx: Transaction<T>,
  audit: Audit,
  store: ReviewDeps['store'],
  panelId: string,
  boardId?: string,
): Promise<PanelRow> => makeDraw(within(trx), audit, store, panelId, boardId);

/** The panel of a subject with its members in the order drawn. */
export async function panelOf<T extends Tables>(db: Kysely<T>, subject: Subject) {
  const panel = await panelBySubject(reading(db), subject);
  return panel && { panel, members: await membersOf(reading(db), panel.id) };
}

/** Whether enough members of the panel are present, within its term. */
export const hasQuorum = <T extends Tables>(
  db: Kysely<T>,
  panelId: string,
  presentUserIds: readonly string[],
): Promise<boolean> => quorumReached(reading(db), panelId, presentUserIds);

/** Review's part of the API. */
export function reviewRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  for (const routes of [
    expertRoutes,
    assignmentRoutes,
    operatorExpertRoutes,
    tieRoutes,
    boardRoutes,
    assignmentPlanRoutes,
    panelRoutes,
  ])
    app.route('/', routes(deps));
  return app;
}
