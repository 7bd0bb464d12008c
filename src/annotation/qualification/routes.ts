import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { packageById, type PackageRow } from '../packages/queries.ts';
import { person, readScope, testSide, testSides, visible, writeScope } from '../policy.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { personStanding } from '../vendors/standing.ts';
import type { VendorRole } from '../vendors/tables.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { AnswerQualification, QualificationView } from './schema.ts';
import { beginAttempt, drawItems, gradeAttempt, qualificationView } from './take-test.ts';

/** The organisation for which the actor takes the test: one in whose team it has a role. */
async function sideOf(db: Db, actor: UserActor, row: PackageRow): Promise<string> {
  const roles = new Map<string, VendorRole>();
  for (const id of testSides(actor, row)) {
    const standing = await personStanding(db, id, actor.userId);
    if (standing) roles.set(id, standing.role);
  }
  return testSide(actor, row, roles);
}

/** The test people take before they label in a package. */
export function qualificationRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const path = '/api/v1/annotation/packages/:id/qualification';
  app.get(
    path,
    route({
      summary: 'Where the caller stands with the test of a package',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: QualificationView },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const view = await deps.store.read(actor, async (db) =>
        qualificationView(db, actor, visible(await packageById(db, id))),
      );
      return c.json(view);
    },
  );
  app.post(
    path,
    route({
      summary: 'Begin the test of a package',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: QualificationView },
      errors: [
        ...mutationErrors,
        annotationErrors.noTest,
        annotationErrors.testPassed,
        annotationErrors.noAttempts,
      ],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const row = visible(await deps.store.read(actor, (db) => packageById(db, id)));
      const items = await drawItems(deps, row, actor.userId);
      return mutate(c, deps.store, async (trx, audit) => {
        await beginAttempt(trx, actor, row, await sideOf(trx, actor, row), items, audit);
        return { status: 200, body: await qualificationView(trx, actor, row) };
      });
    },
  );
  app.post(
    `${path}/answers`,
    route({
      summary: 'Hand in the answers of a test',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: QualificationView },
      errors: mutationErrors,
    }),
    valid('param', IdPath),
    valid('json', AnswerQualification),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = visible(await packageById(trx, id));
        await sideOf(trx, actor, row);
        await gradeAttempt(trx, actor, row, c.req.valid('json'), audit);
        return { status: 200, body: await qualificationView(trx, actor, row) };
      });
    },
  );
  return app;
}
