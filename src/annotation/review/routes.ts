import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { annotationErrors } from '../errors.ts';
import type { AnnotationDeps } from '../deps.ts';
import { allowReview, person, readScope, visible, writeScope } from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { resultById } from '../queue/result-queries.ts';
import { mutationErrors, tag } from '../respond.ts';
import { adjudicationRoutes } from './adjudication-routes.ts';
import { listReview } from './list-review.ts';
import { lockResult, reviewsOf, revisionsOf } from './queries.ts';
import { reviewPlace, mayInspect } from './review-place.ts';
import { reviewResult } from './review-result.ts';
import { ReviewHistory, ReviewList, ReviewQuery, Reviewed, WriteReview } from './schema.ts';
import { reviewView, revisionView } from './view.ts';

/** Review of results by the vendor's inspectors and by the demand side. */
export function reviewRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/packages/:id/review-queue',
    route({
      summary: 'Results that wait to be reviewed',
      tag,
      access: 'manager',
      scope: readScope,
      replies: { 200: ReviewList },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', ReviewQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const list = await deps.store.read(actor, async (db) => {
        const place = await reviewPlace(db, actor, id);
        const { side, vendorOrgId } = place;
        return listReview(db, actor, { packageId: id, side, vendorOrgId }, c.req.valid('query'));
      });
      return c.json(list);
    },
  );
  app.post(
    '/api/v1/annotation/annotations/:id/review',
    route({
      summary: "Accept, fix or return somebody else's result",
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: Reviewed },
      errors: [
        ...mutationErrors,
        annotationErrors.ownWork,
        annotationErrors.inLot,
        annotationErrors.reasonMissing,
        annotationErrors.resultMissing,
        annotationErrors.badResult,
      ],
    }),
    valid('param', IdPath),
    valid('json', WriteReview),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = visible(await lockResult(trx, id));
        const inspects = await mayInspect(trx, actor, found.vendor_org_id);
        const { row, side } = allowReview(actor, found, inspects);
        const body = await reviewResult(trx, actor, row, side, c.req.valid('json'), audit);
        return { status: 200, body };
      });
    },
  );
  app.get(
    '/api/v1/annotation/annotations/:id/reviews',
    route({
      summary: 'Reviews of a result and its earlier revisions',
      tag,
      access: 'manager',
      scope: readScope,
      replies: { 200: ReviewHistory },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const history = await deps.store.read(actor, async (db): Promise<ReviewHistory> => {
        const row = visible(await resultById(db, id));
        allowReview(actor, row, await mayInspect(db, actor, row.vendor_org_id));
        return {
          reviews: (await reviewsOf(db, id)).map(reviewView),
          revisions: (await revisionsOf(db, id)).map(revisionView),
        };
      });
      return c.json(history);
    },
  );
  app.route('/', adjudicationRoutes(deps));
  return app;
}
