import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { newId } from '#src/kernel/ids.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { commentSide, person, readScope, visible, writeScope } from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { taskById } from '../tasks/queries.ts';
import { commentById, insertComment, resolveComment, vendorsOfTask } from './comment-queries.ts';
import { commentsOf } from './queries.ts';
import { CommentList, CommentView, WriteComment } from './schema.ts';
import { commentView } from './view.ts';

/** Comments on a task or on one of its regions. */
export function commentRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/tasks/:id/comments',
    route({
      summary: 'Comments on a task',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: CommentList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const rows = await deps.store.read(actor, async (db) => {
        visible(await taskById(db, id));
        return commentsOf(db, id);
      });
      return c.json({ items: rows.map(commentView) });
    },
  );
  app.post(
    '/api/v1/annotation/tasks/:id/comments',
    route({
      summary: 'Comment on a task or a region',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 201: CommentView },
      errors: mutationErrors,
    }),
    valid('param', IdPath),
    valid('json', WriteComment),
    (c) => {
      const actor = person(c.var.actor);
      const body = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const task = visible(await taskById(trx, c.req.valid('param').id));
        const vendor_org_id = commentSide(actor, task, await vendorsOfTask(trx, task.id));
        const row = {
          id: newId(),
          task_id: task.id,
          org_id: task.org_id,
          vendor_org_id,
          region_id: body.regionId ?? null,
          author_id: actor.userId,
          content: body.text,
        };
        await insertComment(trx, row);
        const { id: objectId, ...after } = row;
        const orgId = vendor_org_id ?? task.org_id;
        const objectType = 'annotation-comment';
        await audit({ action: 'annotation.comment', objectType, objectId, orgId, after });
        const made = visible(await commentById(trx, objectId));
        return { status: 201, body: commentView(made) };
      });
    },
  );
  app.post(
    '/api/v1/annotation/comments/:id/resolve',
    route({
      summary: 'Mark a comment as settled',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: CommentView },
      errors: mutationErrors,
    }),
    valid('param', IdPath),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = visible(await commentById(trx, id));
        commentSide(actor, row, row.vendor_org_id === null ? [] : [row.vendor_org_id]);
        await resolveComment(trx, id, actor.userId);
        const orgId = row.vendor_org_id ?? row.org_id;
        const objectType = 'annotation-comment';
        await audit({ action: 'annotation.resolve-comment', objectType, objectId: id, orgId });
        return { status: 200, body: commentView(visible(await commentById(trx, id))) };
      });
    },
  );
  return app;
}
