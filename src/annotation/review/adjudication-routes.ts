import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { lockPackage } from '../packages/queries.ts';
import { allow, person, readScope, visible, writeScope } from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { meanAgreement } from '../queue/compare-results.ts';
import { mutationErrors, tag } from '../respond.ts';
import { taskById } from '../tasks/queries.ts';
import { afterNumber } from '../tasks/routes.ts';
import { adjudicate, taskAnswers } from './adjudicate.ts';
import { answeredTasks, lastPackageOf } from './adjudication-queries.ts';
import { reviewPlace } from './review-place.ts';
import {
  Adjudicate,
  AnswersQuery,
  DisagreementList,
  DisagreementQuery,
  TaskAnswers,
  type DisagreementItem,
} from './schema.ts';

/** Tasks whose answers differ are compared in batches of this size. */
const batch = 500;

/** Disagreements, side by side, and the answer the demand side settles on. */
export function adjudicationRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/packages/:id/disagreements',
    route({
      summary: 'Tasks on which people disagree',
      tag,
      access: 'manager',
      scope: readScope,
      replies: { 200: DisagreementList },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', DisagreementQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const query = c.req.valid('query');
      const limit = Number(query.limit ?? 50);
      const rows = await deps.store.read(actor, async (db) => {
        await reviewPlace(db, actor, id);
        return answeredTasks(db, id, afterNumber(query.cursor), batch + 1);
      });
      const items: DisagreementItem[] = [];
      let last: (typeof rows)[number] | undefined;
      for (const row of rows.slice(0, batch)) {
        if (items.length === limit) break;
        last = row;
        const agreement = meanAgreement(row.results) ?? 1;
        if (agreement === 1) continue;
        items.push({
          taskId: row.task_id,
          taskNumber: Number(row.position),
          answers: row.results.length,
          vendors: Number(row.vendors),
          agreement,
          adjudicated: row.adjudicated,
        });
      }
      const more = last !== undefined && last !== rows.at(-1);
      const next = more && last ? { next: encodeCursor([Number(last.position)]) } : {};
      return c.json({ items, ...next });
    },
  );
  app.get(
    '/api/v1/annotation/tasks/:id/answers',
    route({
      summary: 'All answers to a task in a package, side by side',
      tag,
      access: 'manager',
      scope: readScope,
      replies: { 200: TaskAnswers },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', AnswersQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const answers = await deps.store.read(actor, async (db) => {
        const named = c.req.valid('query').package ?? (await lastPackageOf(db, id));
        const place = await reviewPlace(db, actor, visible(named));
        return taskAnswers(db, actor, place.package.id, id);
      });
      return c.json(answers);
    },
  );
  app.post(
    '/api/v1/annotation/tasks/:id/adjudication',
    route({
      summary: 'Settle on the answer to a task',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 201: TaskAnswers },
      errors: [
        ...mutationErrors,
        annotationErrors.ownWork,
        annotationErrors.noAnswers,
        annotationErrors.resultMissing,
        annotationErrors.badResult,
      ],
    }),
    valid('param', IdPath),
    valid('json', Adjudicate),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const body = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        allow(actor, visible(await taskById(trx, id)), 'govern');
        const named = body.packageId ?? (await lastPackageOf(trx, id));
        if (named === undefined) throw new AppError(annotationErrors.noAnswers);
        const row = allow(actor, await lockPackage(trx, named), 'distribute');
        await adjudicate(trx, actor, row, id, body, audit);
        return { status: 201, body: await taskAnswers(trx, actor, row.id, id) };
      });
    },
  );
  return app;
}
