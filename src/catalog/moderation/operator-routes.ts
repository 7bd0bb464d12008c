import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors, type ErrorCode } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { GatedDeps } from '../access/deps.ts';
import { datasetAt } from '../access/queries.ts';
import { DatasetPath, Reason } from '../schema.ts';
import { decideAppeal } from './decide-appeal.ts';
import { decideReport } from './decide-report.ts';
import { moderationErrors } from './errors.ts';
import { listPage } from './list-page.ts';
import { mayDecideAppeal, mayDecideReport, mayModerate, operator } from './policy.ts';
import {
  appealById,
  otherOperator,
  reportById,
  selectAppeals,
  selectReports,
  selectSuspensions,
  suspensionById,
} from './queries/moderation.ts';
import * as schema from './schema.ts';
import { restoreDataset, suspendDataset } from './suspend-dataset.ts';
import { appealView, reportView, suspensionView } from './view.ts';

type Reply = Parameters<typeof route>[0]['replies'];

const described = (summary: string, replies: Reply, more: readonly ErrorCode[] = []) =>
  route({
    summary,
    tag: 'operator',
    access: 'staff',
    scope: 'staff',
    replies,
    errors: [errors.invalid, errors.unauthenticated, errors.notFound, ...more],
  });
const refusals = [moderationErrors.ownOrganisation, errors.wrongState, errors.conflict];

/** The operators' side: reports, suspensions, appeals. */
export function operatorRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', reportRoutes(deps));
  app.route('/', suspensionRoutes(deps));
  app.route('/', appealRoutes(deps));
  return app;
}

function reportRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/reports',
    described('Reports, newest first', { 200: schema.ReportList }),
    valid('query', schema.ReportQuery),
    async (c) => {
      const actor = operator(c.var.actor);
      const { state, ...page } = c.req.valid('query');
      return c.json(
        await listPage(page, reportView, (limit, before) =>
          deps.store.read(actor, (db) => selectReports(db, { state, before }, limit)),
        ),
      );
    },
  );
  app.post(
    '/api/v1/operator/reports/:id/decide',
    described(
      'Decide a report, suspend what it is about if told to, and tell its author',
      { 200: schema.ReportView },
      refusals,
    ),
    valid('param', schema.ModerationPath),
    valid('json', schema.DecideReport),
    (c) => {
      const actor = operator(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const report = mayDecideReport(actor, await reportById(trx, id));
        await decideReport(deps, trx, actor, report, c.req.valid('json'), audit);
        const after = await reportById(trx, id);
        return { status: 200, ...(after ? { body: reportView(after) } : {}) };
      });
    },
  );
  return app;
}

function suspensionRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/suspensions',
    described('Suspensions in force, or lifted ones, newest first', { 200: schema.SuspensionList }),
    valid('query', schema.SuspensionQuery),
    async (c) => {
      const actor = operator(c.var.actor);
      const { state, ...page } = c.req.valid('query');
      return c.json(
        await listPage(page, suspensionView, (limit, before) =>
          deps.store.read(actor, (db) => selectSuspensions(db, { state, before }, limit)),
        ),
      );
    },
  );
  const commands = { suspend: suspendDataset, restore: restoreDataset };
  for (const command of ['suspend', 'restore'] as const)
    app.post(
      `/api/v1/operator/datasets/:org/:name/${command}`,
      described(
        command === 'suspend' ? 'Suspend a published dataset' : 'Lift a suspension',
        { 200: schema.SuspensionView },
        command === 'suspend' ? refusals : [...refusals, moderationErrors.notSuspended],
      ),
      valid('param', DatasetPath),
      valid('json', Reason),
      (c) => {
        const actor = operator(c.var.actor);
        const { org, name } = c.req.valid('param');
        return mutate(c, deps.store, async (trx, audit) => {
          const dataset = mayModerate(actor, await datasetAt(trx, org, name));
          const order = c.req.valid('json');
          const id = await commands[command](deps, trx, actor, dataset, order, audit);
          const after = await suspensionById(trx, id);
          return { status: 200, ...(after ? { body: suspensionView(after) } : {}) };
        });
      },
    );
  return app;
}

function appealRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/appeals',
    described('Appeals, newest first', { 200: schema.AppealList }),
    valid('query', schema.AppealQuery),
    async (c) => {
      const actor = operator(c.var.actor);
      const { state, ...page } = c.req.valid('query');
      return c.json(
        await listPage(page, appealView, (limit, before) =>
          deps.store.read(actor, (db) => selectAppeals(db, { state, before }, limit)),
        ),
      );
    },
  );
  app.post(
    '/api/v1/operator/appeals/:id/decide',
    described(
      'Grant an appeal, which lifts the suspension, or refuse it',
      { 200: schema.AppealView },
      [...refusals, moderationErrors.sameOperator],
    ),
    valid('param', schema.ModerationPath),
    valid('json', schema.DecideAppeal),
    (c) => {
      const actor = operator(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await appealById(trx, id);
        const replaceable = found ? await otherOperator(trx, actor.userId, found.org_id) : false;
        const appeal = mayDecideAppeal(actor, found, replaceable);
        await decideAppeal(deps, trx, actor, appeal, c.req.valid('json'), audit);
        const after = await appealById(trx, id);
        return { status: 200, ...(after ? { body: appealView(after) } : {}) };
      });
    },
  );
  return app;
}
