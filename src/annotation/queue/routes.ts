import { Hono } from 'hono';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { person, readScope, visible, writeScope } from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import { IdPath } from '../projects/schema.ts';
import { tag } from '../respond.ts';
import { queueCounts } from './claim-queries.ts';
import { explainQueue } from './explain-queue.ts';
import { giveBack, prolong, saveDraft } from './hold-lease.ts';
import { leaseSlots } from './lease-slots.ts';
import { workerOf } from './queries.ts';
import { requireKey } from './require-key.ts';
import { labourRole } from './require-labour.ts';
import {
  DraftSaved,
  Heartbeat,
  LeaseList,
  LeaseRequest,
  Receipt,
  SaveDraft,
  Submission,
  Workbench,
} from './schema.ts';
import { submitLease } from './submit-lease.ts';
import { workplace } from './workplace.ts';

const workErrors = [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound];

/** What an annotator's workbench asks: leases, drafts, submissions. */
export function queueRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/packages/:id/workbench',
    route({
      summary: 'What a workbench needs to begin',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: Workbench },
      errors: [...workErrors, annotationErrors.noAward, annotationErrors.noTeamRole],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const bench = await deps.store.read(actor, async (db): Promise<Workbench> => {
        const place = await workplace(db, actor, id);
        const project = visible(await projectById(db, place.package.project_id));
        const counts = await queueCounts(db, place.award.id, actor.userId);
        const mine = await workerOf(db, place.award.id, actor.userId);
        const role = await labourRole(db, actor, place);
        return {
          package: {
            id,
            title: place.package.title,
            deadline: place.package.deadline?.toISOString() ?? null,
            state: place.package.state,
          },
          project: {
            id: project.id,
            title: project.title,
            instructions: project.instructions,
            labelConfig: project.label_config,
            maySkip: project.settings['maySkip'] !== false,
          },
          me: { role },
          queue: explainQueue(counts, new Date()),
          counts: {
            mine: {
              submitted: Number(mine?.submitted ?? 0),
              accepted: Number(mine?.accepted ?? 0),
              returned: Number(mine?.returned ?? 0),
              skipped: Number(mine?.skipped ?? 0),
              orphaned: Number(mine?.orphaned ?? 0),
            },
          },
        };
      });
      return c.json(bench);
    },
  );
  app.post(
    '/api/v1/annotation/packages/:id/leases',
    route({
      summary: 'Lease the next items',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: LeaseList },
      errors: [
        ...workErrors,
        annotationErrors.noAward,
        annotationErrors.packageOver,
        annotationErrors.noTeamRole,
        annotationErrors.inspectorLabels,
        annotationErrors.skillsMissing,
        annotationErrors.notQualified,
      ],
    }),
    valid('param', IdPath),
    valid('json', LeaseRequest),
    async (c) => {
      const key = requireKey(c);
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json(await leaseSlots(deps, actor, id, { ...c.req.valid('json'), key }));
    },
  );
  app.route('/', leaseRoutes(deps));
  return app;
}

function leaseRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/annotation/leases/:id/heartbeat',
    route({
      summary: 'Prolong a lease',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: Heartbeat },
      errors: [...workErrors, annotationErrors.leaseGone],
    }),
    valid('param', IdPath),
    async (c) => {
      requireKey(c);
      const actor = person(c.var.actor);
      const until = await prolong(deps, actor, c.req.valid('param').id);
      return c.json({ expiresAt: until.toISOString() });
    },
  );
  app.delete(
    '/api/v1/annotation/leases/:id',
    route({
      summary: 'Give a lease back',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 204: undefined },
      errors: workErrors,
    }),
    valid('param', IdPath),
    async (c) => {
      requireKey(c);
      const actor = person(c.var.actor);
      await giveBack(deps, actor, c.req.valid('param').id);
      return c.body(null, 204);
    },
  );
  app.put(
    '/api/v1/annotation/leases/:id/draft',
    route({
      summary: 'Save a draft',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: DraftSaved },
      errors: [...workErrors, annotationErrors.draftStale],
    }),
    valid('param', IdPath),
    valid('json', SaveDraft),
    async (c) => {
      requireKey(c);
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json({ revision: await saveDraft(deps, actor, id, c.req.valid('json')) });
    },
  );
  app.post(
    '/api/v1/annotation/leases/:id/submission',
    route({
      summary: 'Submit a result; the same submission again gets the same receipt',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: Receipt, 201: Receipt },
      errors: [
        ...workErrors,
        annotationErrors.submissionReused,
        annotationErrors.badResult,
        annotationErrors.noSkip,
      ],
    }),
    valid('param', IdPath),
    valid('json', Submission),
    async (c) => {
      requireKey(c);
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const { receipt, fresh } = await submitLease(deps, actor, id, c.req.valid('json'));
      return c.json(receipt, fresh ? 201 : 200);
    },
  );
  return app;
}
