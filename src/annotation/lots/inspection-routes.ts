import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import {
  allowDecide,
  allowInspect,
  party,
  person,
  readScope,
  visible,
  writeScope,
} from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { afterNumber } from '../tasks/routes.ts';
import { decideLot } from './decide-lot.ts';
import { inspectUnits } from './inspect-units.ts';
import { lockLot, lotById, sampleRows, seedOfLot } from './queries.ts';
import { DecideLot, Inspections, LotView, SampleQuery, SampleView } from './schema.ts';
import { vendorRole } from './vendor-role.ts';
import { lotView, sampleUnit } from './view.ts';

const hub = systemActor('acceptance');

/** The sample of a lot, what is found of it, and the decision. */
export function inspectionRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/lots/:id/sample',
    route({
      summary: 'The units drawn from a lot; for the vendor once it is decided',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: SampleView },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', SampleQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const query = c.req.valid('query');
      const limit = Number(query.limit ?? 50);
      const sample = await deps.store.read(actor, async (db): Promise<SampleView> => {
        const row = await lotById(db, c.req.valid('param').id);
        const lot = party(actor, row, await vendorRole(db, actor, row));
        const project = visible(await projectById(db, lot.project_id));
        const after = Number(afterNumber(query.cursor));
        const rows = await sampleRows(db, lot.id, after, limit + 1);
        const items = rows.slice(0, limit).map(sampleUnit(actor));
        const last = items.at(-1);
        const next = rows.length > limit && last ? { next: encodeCursor([last.position]) } : {};
        return { items, labelConfig: project.label_config, ...next };
      });
      return c.json(sample);
    },
  );
  app.post(
    '/api/v1/annotation/lots/:id/inspections',
    route({
      summary: 'Record what was found of units of the sample',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: LotView },
      errors: [
        ...mutationErrors,
        annotationErrors.lotDecided,
        annotationErrors.notSampled,
        annotationErrors.ownWork,
        annotationErrors.conflicted,
        annotationErrors.reasonMissing,
      ],
    }),
    valid('param', IdPath),
    valid('json', Inspections),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const lot = allowInspect(actor, await lockLot(trx, id));
        await inspectUnits(trx, actor, lot, c.req.valid('json'), audit);
        return { status: 200, body: lotView(actor, visible(await lotById(trx, id))) };
      });
    },
  );
  app.post(
    '/api/v1/annotation/lots/:id/decision',
    route({
      summary: 'Accept a lot or return it, as its plan says',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: LotView },
      errors: [
        ...mutationErrors,
        annotationErrors.lotDecided,
        annotationErrors.notInspected,
        annotationErrors.planSays,
        annotationErrors.conflicted,
        annotationErrors.reasonMissing,
      ],
    }),
    valid('param', IdPath),
    valid('json', DecideLot),
    async (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const secret = await deps.store.read(hub, async (db) => {
        const row = await lotById(db, id);
        return row && seedOfLot(db, row.award_id, row.sequence);
      });
      return mutate(c, deps.store, async (trx, audit) => {
        const lot = allowDecide(actor, await lockLot(trx, id));
        if (!secret) throw new AppError(errors.notFound);
        await decideLot(deps, trx, actor, lot, c.req.valid('json'), secret.seed, audit);
        return { status: 200, body: lotView(actor, visible(await lotById(trx, id))) };
      });
    },
  );
  return app;
}
