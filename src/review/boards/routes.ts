import { Hono, type Context } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { hiddenItems } from '../conflicts/check-conflict.ts';
import type { Db, ReviewDeps } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { mayOversee, operator } from '../policy.ts';
import { refusals } from '../respond.ts';
import { lockAssignment } from '../reviews/queries.ts';
import { AssignmentSummary } from '../reviews/schema.ts';
import { assignmentSummary } from '../reviews/view.ts';
import { boardSummary, boardView, itemReviews, returnReview, scoresView } from './oversee-board.ts';
import { boardById, itemById, listBoards, moveDue, type BoardRow } from './queries.ts';
import * as schema from './schema.ts';

const base = '/api/v1/operator/review';
const staff = { tag: 'operator', access: 'staff', scope: 'staff' } as const;

/** Boards as operators oversee them; whatever an operator is tied to is not there for them. */
export function boardRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const ofBoard = async <R>(
    c: Context<AppEnv>,
    id: string,
    run: (db: Db, board: BoardRow, userId: string) => Promise<R>,
  ): Promise<R> => {
    const actor = operator(c.var.actor);
    return deps.store.read(actor, async (db) => {
      const board = await boardById(db, id);
      if (!board) throw new AppError(errors.notFound);
      return run(db, board, actor.userId);
    });
  };
  app.get(
    `${base}/boards`,
    route({
      summary: 'Reviews under way and closed, newest first',
      ...staff,
      replies: { 200: schema.BoardPage },
      errors: refusals,
    }),
    valid('query', schema.BoardQuery),
    async (c) => {
      const actor = operator(c.var.actor);
      const { cursor, limit } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      const rows = await deps.store.read(actor, (db) => listBoards(db, after, n + 1));
      const page = rows.slice(0, n);
      const last = page.at(-1);
      return c.json({
        items: page.map(boardSummary),
        ...(rows.length > n && last ? { next: encodeCursor([last.id]) } : {}),
      });
    },
  );
  app.get(
    `${base}/boards/:id`,
    route({
      summary: 'A board with its items and who reviews them',
      ...staff,
      replies: { 200: schema.BoardView },
      errors: refusals,
    }),
    valid('param', schema.BoardPath),
    async (c) => c.json(await ofBoard(c, c.req.valid('param').id, boardView)),
  );
  app.get(
    `${base}/boards/:id/scores`,
    route({
      summary: 'Raw beside adjusted scores, rank intervals, severity of reviewers',
      ...staff,
      replies: { 200: schema.ScoresView },
      errors: refusals,
    }),
    valid('param', schema.BoardPath),
    async (c) => c.json(await ofBoard(c, c.req.valid('param').id, scoresView)),
  );
  app.post(
    `${base}/boards/:id/extend`,
    route({
      summary: 'Move the due time of a board',
      ...staff,
      replies: { 200: schema.BoardSummary },
      errors: [...refusals, errors.conflict, reviewErrors.boardClosed],
    }),
    valid('param', schema.BoardPath),
    valid('json', schema.ExtendBoard),
    (c) => {
      operator(c.var.actor);
      const { revision, dueAt } = c.req.valid('json');
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const board = await boardById(trx, id);
        if (!board) throw new AppError(errors.notFound);
        if (board.state === 'closed') throw new AppError(reviewErrors.boardClosed);
        if (!(await moveDue(trx, id, revision, new Date(dueAt))))
          throw new AppError(errors.conflict);
        await audit({
          action: 'review.extend-board',
          objectType: 'review.board',
          objectId: id,
          before: { dueAt: board.due_at },
          after: { dueAt },
        });
        return { status: 200, body: boardSummary((await boardById(trx, id)) as BoardRow) };
      });
    },
  );
  app.get(
    `${base}/items/:id/reviews`,
    route({
      summary: 'What the reviewers of an item wrote',
      ...staff,
      replies: { 200: schema.ItemReviews },
      errors: refusals,
    }),
    valid('param', schema.BoardPath),
    async (c) => {
      const actor = operator(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json(
        await deps.store.read(actor, async (db) => {
          const item = await itemById(db, id);
          const hidden = await hiddenItems(db, actor.userId, { itemIds: [id] });
          return itemReviews(db, mayOversee(item && { ...item, item_id: item.id }, hidden));
        }),
      );
    },
  );
  for (const command of ['reopen', 'invalidate'] as const)
    app.post(
      `${base}/assignments/:id/${command}`,
      route({
        summary:
          command === 'reopen'
            ? 'Give a submitted review back to its writer'
            : 'Take a review out of the count',
        ...staff,
        replies: { 200: AssignmentSummary },
        errors: [...refusals, errors.conflict, errors.wrongState, reviewErrors.boardClosed],
      }),
      valid('param', schema.AssignmentPath),
      valid('json', schema.ReturnReview),
      (c) => {
        const actor = operator(c.var.actor);
        return mutate(c, deps.store, async (trx, audit) => {
          const row = await lockAssignment(trx, c.req.valid('param').id);
          const itemIds = row ? [row.item_id] : [];
          const hidden = await hiddenItems(trx, actor.userId, { itemIds });
          const seen = mayOversee(row, hidden);
          const after = await returnReview(trx, audit, seen, command, c.req.valid('json'));
          return { status: 200, body: assignmentSummary(after) };
        });
      },
    );
  return app;
}
