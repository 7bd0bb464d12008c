import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { clientAddress, takeRate } from '#src/identity/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { newId } from '#src/kernel/ids.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { GatedDeps } from '../access/deps.ts';
import { datasetAt } from '../access/queries.ts';
import { catalogErrors } from '../errors.ts';
import { DatasetPath } from '../schema.ts';
import { appealSuspension } from './appeal-suspension.ts';
import { moderationErrors } from './errors.ts';
import { operatorRoutes } from './operator-routes.ts';
import { orderReportMail } from './notify-reports.ts';
import { mayAppeal, mayReport } from './policy.ts';
import { appealById, insertReport, selectAppeals } from './queries/moderation.ts';
import { AppealList, AppealQuery, AppealSuspension, AppealView } from './schema.ts';
import { ReportDataset, ReportReceipt } from './schema.ts';
import { listPage } from './list-page.ts';
import { appealView } from './view.ts';

const tag = 'moderation';
/** Reports from one address or person in an hour. */
const reportsPerHour = 10;

/** Reports by anyone, appeals by providers, and the operators' side. */
export function moderationRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', operatorRoutes(deps));
  app.route('/', appealRoutes(deps));
  app.post(
    '/api/v1/datasets/:org/:name/reports',
    route({
      summary: 'Report a dataset to the operator; no sign-in needed',
      tag,
      access: 'public',
      replies: { 201: ReportReceipt },
      errors: [errors.invalid, errors.notFound, errors.tooMany, catalogErrors.suspended],
    }),
    valid('param', DatasetPath),
    valid('json', ReportDataset),
    async (c) => {
      const { actor } = c.var;
      const { org, name } = c.req.valid('param');
      const { kind, text, email } = c.req.valid('json');
      const from =
        actor.kind === 'user' ? actor.userId : clientAddress(c, deps.config.trustedProxies);
      await takeRate(deps.store, `report:${from}`, reportsPerHour, 3600);
      return mutate(c, deps.store, async (trx, audit) => {
        const dataset = mayReport(actor, await datasetAt(trx, org, name));
        const id = newId();
        const reporter_id = actor.kind === 'user' ? actor.userId : null;
        const row = { id, dataset_id: dataset.id, reporter_id, kind, text };
        await insertReport(trx, { ...row, reporter_email: email ?? null });
        // No organisation on this entry: its members must not learn who reported.
        await audit({
          action: 'catalog.report',
          objectType: 'report',
          objectId: id,
          after: { dataset: dataset.id, kind, text },
        });
        await orderReportMail(deps, trx, dataset.id);
        return { status: 201, body: { id, state: 'open' } };
      });
    },
  );
  return app;
}

function appealRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/datasets/:org/:name/appeals',
    route({
      summary: 'Appeal a suspension',
      tag,
      access: 'manager',
      scope: 'catalog:write',
      replies: { 201: AppealView },
      errors: [
        errors.invalid,
        errors.notFound,
        errors.forbidden,
        moderationErrors.notSuspended,
        moderationErrors.appealOpen,
        moderationErrors.tooManyAppeals,
      ],
    }),
    valid('param', DatasetPath),
    valid('json', AppealSuspension),
    (c) => {
      const { org, name } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const { actor } = c.var;
        const dataset = mayAppeal(actor, 'catalog:write', await datasetAt(trx, org, name));
        const userId = actor.kind === 'user' ? actor.userId : '';
        const id = await appealSuspension(trx, userId, dataset, c.req.valid('json').text, audit);
        const appeal = await appealById(trx, id);
        return { status: 201, ...(appeal ? { body: appealView(appeal) } : {}) };
      });
    },
  );
  app.get(
    '/api/v1/datasets/:org/:name/appeals',
    route({
      summary: 'Appeals of a dataset, newest first',
      tag,
      access: 'manager',
      scope: 'catalog:read',
      replies: { 200: AppealList },
      errors: [errors.invalid, errors.notFound, errors.forbidden],
    }),
    valid('param', DatasetPath),
    valid('query', AppealQuery),
    async (c) => {
      const { org, name } = c.req.valid('param');
      const { state, ...page } = c.req.valid('query');
      return c.json(
        await listPage(page, appealView, (limit, before) =>
          deps.store.read(c.var.actor, async (db) => {
            const dataset = mayAppeal(c.var.actor, 'catalog:read', await datasetAt(db, org, name));
            return selectAppeals(db, { datasetId: dataset.id, state, before }, limit);
          }),
        ),
      );
    },
  );
  return app;
}
