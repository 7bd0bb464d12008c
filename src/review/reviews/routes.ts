import { Hono } from 'hono';
import { mutate, type Audit, type MutationReply } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { Context } from 'hono';
import { hiddenItems, requireNoConflict } from '../conflicts/check-conflict.ts';
import type { ReviewDeps, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { mayReview, person } from '../policy.ts';
import { changeErrors, readScope, refusals, writeScope } from '../respond.ts';
import { assignmentById, listOwn } from './queries.ts';
import * as schema from './schema.ts';
import { assignmentSummary, assignmentView } from './view.ts';
import { comment, declare, holdOwn, saveDraft, stepAside, submitReview } from './write-review.ts';

const base = '/api/v1/review/assignments';
const tag = 'review';
const write = { tag, access: 'user', scope: writeScope } as const;

/** What an expert does with the items given to them. */
export function assignmentRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const change = (
    c: Context<AppEnv>,
    id: string,
    run: (
      trx: Trx,
      audit: Audit,
      row: Awaited<ReturnType<typeof holdOwn>>,
    ) => Promise<MutationReply>,
  ) => {
    const actor = person(c.var.actor, writeScope);
    return mutate(c, deps.store, async (trx, audit) =>
      run(trx, audit, await holdOwn(trx, actor, id)),
    );
  };
  app.get(
    base,
    route({
      summary: 'The reviews given to the caller, newest first',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: schema.AssignmentPage },
      errors: refusals,
    }),
    valid('query', schema.AssignmentQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { state, cursor, limit } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined;
      return c.json(
        await deps.store.read(actor, async (db) => {
          const rows = await listOwn(db, actor.userId, state, after, n + 1);
          const page = rows.slice(0, n);
          const last = page.at(-1);
          // A tie that came up since: the item is gone from the list, as it is everywhere.
          const itemIds = page.map((row) => row.item_id);
          const hidden = await hiddenItems(db, actor.userId, { itemIds });
          return {
            items: page.filter((row) => !hidden.has(row.item_id)).map(assignmentSummary),
            ...(rows.length > n && last ? { next: encodeCursor([last.id]) } : {}),
          };
        }),
      );
    },
  );
  app.get(
    `${base}/:id`,
    route({
      summary: 'One review; of the item no more than the title before the declaration',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: schema.AssignmentView },
      errors: [...refusals, reviewErrors.conflict],
    }),
    valid('param', schema.AssignmentPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      return c.json(
        await deps.store.read(actor, async (db) => {
          const row = mayReview(actor, await assignmentById(db, c.req.valid('param').id));
          await requireNoConflict(db, actor.userId, row.item_id);
          return assignmentView(db, row);
        }),
      );
    },
  );
  app.post(
    `${base}/:id/declare`,
    route({
      summary:
        'Declare whether anything ties the caller to the applicants; opens the item or recuses',
      ...write,
      replies: { 200: schema.AssignmentView },
      errors: [...changeErrors, reviewErrors.late],
    }),
    valid('param', schema.AssignmentPath),
    valid('json', schema.Declare),
    (c) =>
      change(c, c.req.valid('param').id, async (trx, audit, row) => {
        const after = await declare(trx, audit, row, c.req.valid('json'));
        return { status: 200, body: await assignmentView(trx, after) };
      }),
  );
  for (const command of ['decline', 'recuse'] as const)
    app.post(
      `${base}/:id/${command}`,
      route({
        summary:
          command === 'decline' ? 'Decline a review with a reason' : 'Recuse oneself with a reason',
        ...write,
        replies: { 200: schema.AssignmentSummary },
        errors: changeErrors,
      }),
      valid('param', schema.AssignmentPath),
      valid('json', schema.StepAside),
      (c) =>
        change(c, c.req.valid('param').id, async (trx, audit, row) => {
          const { revision, reason } = c.req.valid('json');
          const after = await stepAside(trx, audit, row, command, revision, reason);
          return { status: 200, body: assignmentSummary(after) };
        }),
    );
  app.put(
    `${base}/:id/draft`,
    route({
      summary: 'Save the draft over the revision last read',
      ...write,
      replies: { 200: schema.DraftSaved },
      errors: [...changeErrors, reviewErrors.late, reviewErrors.declareFirst, reviewErrors.scores],
    }),
    valid('param', schema.AssignmentPath),
    valid('json', schema.SaveDraft),
    (c) =>
      change(c, c.req.valid('param').id, async (trx, audit, row) => {
        const saved = await saveDraft(trx, audit, row, c.req.valid('json'));
        const { revision, saved_at } = saved.draft;
        const body = { revision, savedAt: saved_at.toISOString(), state: saved.row.state };
        return { status: 200, body };
      }),
  );
  app.post(
    `${base}/:id/submit`,
    route({
      summary: 'Submit the draft as the next version of the review',
      ...write,
      replies: { 200: schema.AssignmentView },
      errors: [...changeErrors, reviewErrors.late, reviewErrors.incomplete],
    }),
    valid('param', schema.AssignmentPath),
    valid('json', schema.SubmitReview),
    (c) =>
      change(c, c.req.valid('param').id, async (trx, audit, row) => {
        const after = await submitReview(trx, audit, row, c.req.valid('json').revision);
        return { status: 200, body: await assignmentView(trx, after) };
      }),
  );
  app.post(
    `${base}/:id/comments`,
    route({
      summary: 'Comment on the item, after one’s own review',
      ...write,
      replies: { 201: schema.CommentId },
      errors: [...refusals, errors.conflict, reviewErrors.conflict, reviewErrors.ownReviewFirst],
    }),
    valid('param', schema.AssignmentPath),
    valid('json', schema.PostComment),
    (c) =>
      change(c, c.req.valid('param').id, async (trx, audit, row) => {
        const id = await comment(trx, audit, row, c.req.valid('json').text);
        return { status: 201, body: { id } };
      }),
  );
  return app;
}
