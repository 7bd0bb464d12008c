import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allowLabour, person, readable, readScope, visible, writeScope } from '../policy.ts';
import { mayInspect } from '../review/review-place.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { afterNumber } from '../tasks/routes.ts';
import { correctOwnResult } from './correct-result.ts';
import { resultById, resultsOf } from './result-queries.ts';
import { AnnotationList, AnnotationView, CorrectAnnotation, MineQuery } from './schema.ts';
import { annotationSummary, annotationView } from './view.ts';
import { workplace } from './workplace.ts';

/** Results: a person's own, for previous and next, and single ones. */
export function resultRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/packages/:id/mine',
    route({
      summary: "The caller's submissions in a package, newest first",
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: AnnotationList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound, annotationErrors.noAward],
    }),
    valid('param', IdPath),
    valid('query', MineQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const query = c.req.valid('query');
      const limit = Number(query.limit ?? 50);
      const before = query.cursor === undefined ? {} : { before: afterNumber(query.cursor) };
      const rows = await deps.store.read(actor, async (db) => {
        await workplace(db, actor, id);
        return resultsOf(db, { packageId: id, personId: actor.userId, ...before }, limit + 1);
      });
      const items = rows.slice(0, limit).map(annotationSummary);
      const last = items.at(-1);
      const next = rows.length > limit && last ? { next: encodeCursor([last.number]) } : {};
      return c.json({ items, ...next });
    },
  );
  app.get(
    '/api/v1/annotation/annotations/:id',
    route({
      summary: 'A result',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: AnnotationView },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const row = await deps.store.read(actor, async (db) => {
        const found = visible(await resultById(db, c.req.valid('param').id));
        return readable(actor, found, await mayInspect(db, actor, found.vendor_org_id));
      });
      return c.json(annotationView(row));
    },
  );
  app.put(
    '/api/v1/annotation/annotations/:id',
    route({
      summary: "Correct one's own result while nobody has reviewed it",
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: AnnotationView },
      errors: [...mutationErrors, annotationErrors.reviewed],
    }),
    valid('param', IdPath),
    valid('json', CorrectAnnotation),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = allowLabour(actor, await resultById(trx, id));
        await correctOwnResult(trx, row, c.req.valid('json'), audit);
        const after = await resultById(trx, id);
        return { status: 200, ...(after ? { body: annotationView(after) } : {}) };
      });
    },
  );
  return app;
}
