import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { notify } from '#src/notify/index.ts';
import { boardById, lockBoard } from '../boards/queries.ts';
import { BoardPath } from '../boards/schema.ts';
import { hiddenItems } from '../conflicts/check-conflict.ts';
import type { ReviewDeps } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { mayAssign, operator } from '../policy.ts';
import { refusals } from '../respond.ts';
import { commitAssignment, previewAssignment } from './assign-board.ts';
import * as schema from './schema.ts';

const at = '/api/v1/operator/review/boards/:id';
const staff = { tag: 'operator', access: 'staff', scope: 'staff' } as const;

/** Reviewers for a board: looked at first, then committed as looked at. */
export function assignmentPlanRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    `${at}/assignment-preview`,
    route({
      summary:
        'The assignment as it would be: pairs with reasons, and what to relax; writes nothing',
      ...staff,
      replies: { 200: schema.PlanView },
      errors: [...refusals, reviewErrors.itemConflict],
    }),
    valid('param', BoardPath),
    valid('json', schema.PreviewAssignment),
    async (c) => {
      const actor = operator(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json(
        await deps.store.read(actor, async (db) => {
          const hidden = await hiddenItems(db, actor.userId, { boardId: id });
          const board = mayAssign(await boardById(db, id), hidden);
          return previewAssignment(db, board, c.req.valid('json'));
        }),
      );
    },
  );
  app.post(
    `${at}/assignments`,
    route({
      summary: 'Commit the assignment of a preview; refused when facts changed since',
      ...staff,
      replies: { 200: schema.Committed },
      errors: [
        ...refusals,
        reviewErrors.itemConflict,
        reviewErrors.stalePreview,
        reviewErrors.shortfall,
        reviewErrors.boardClosed,
      ],
    }),
    valid('param', BoardPath),
    valid('json', schema.CommitAssignment),
    (c) => {
      const actor = operator(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await lockBoard(trx, id);
        const board = mayAssign(found, await hiddenItems(trx, actor.userId, { boardId: id }));
        const body = c.req.valid('json');
        const { done, invited } = await commitAssignment(trx, audit, board, actor.userId, body);
        await notify(trx, deps.jobs, {
          to: invited,
          kind: 'review.invited',
          title: {
            zh: `请您评审：${board.title.zh}`,
            en: `You are asked to review: ${board.title.en}`,
          },
          text: {
            zh: '有项目邀请您评审。请先声明与申报方是否存在利益关系，再阅读和打分。',
            en: 'Items wait for your review. Declare first whether anything ties you to the applicants, then read and score.',
          },
          href: '/review',
        });
        return { status: 200, body: done };
      });
    },
  );
  return app;
}
