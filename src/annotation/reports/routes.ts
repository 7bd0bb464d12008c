import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { newId } from '#src/kernel/ids.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { allow, person, readScope, visible, writeScope } from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { reviewPlace } from '../review/review-place.ts';
import { dashboardRoutes } from './dashboard-routes.ts';
import { figuresNow } from './make-report.ts';
import {
  countAnswered,
  insertReport,
  latestReport,
  type ReportRow,
  type Scope,
} from './queries.ts';
import { QualityFigures, QualityReport } from './schema.ts';

/** More tasks than this are worked out as a job. */
const mostAtOnce = 2_000;

interface ScopeAt {
  readonly of: Scope;
  readonly labelConfig: string;
  readonly viewerOrgId: string;
}

/** A project's figures are for the leaders of its demand side; a package's also for a vendor's own. */
async function scopeAt(
  db: Db,
  actor: UserActor,
  scope: 'project' | 'package',
  id: string,
): Promise<ScopeAt> {
  if (scope === 'project') {
    const row = allow(actor, await projectById(db, id), 'govern');
    const of = { scope, id, projectId: id, orgId: row.org_id, vendorOrgId: null };
    return { of, labelConfig: row.label_config, viewerOrgId: row.org_id };
  }
  const place = await reviewPlace(db, actor, id);
  const { org_id: orgId, project_id: projectId } = place.package;
  const project = visible(await projectById(db, projectId));
  const vendorOrgId = place.side === 'vendor' ? (place.vendorOrgId ?? null) : null;
  const of = { scope, id, projectId, orgId, vendorOrgId };
  return { of, labelConfig: project.label_config, viewerOrgId: vendorOrgId ?? orgId };
}

const reportView = (row: ReportRow): QualityReport => ({
  state: row.state,
  id: row.id,
  done: Number(row.done),
  total: Number(row.total),
  madeAt: row.finished_at?.toISOString() ?? null,
  figures: row.result === null ? null : QualityFigures.assert(row.result),
});

async function reportNow(db: Db, at: ScopeAt): Promise<QualityReport> {
  const total = await countAnswered(db, at.of);
  if (total <= mostAtOnce) {
    const figures = await figuresNow(db, at.of, at.labelConfig);
    const madeAt = new Date().toISOString();
    return { state: 'done', id: null, done: total, total, madeAt, figures };
  }
  const row = await latestReport(db, at.of.id, at.viewerOrgId);
  if (row) return reportView(row);
  return { state: 'needed', id: null, done: 0, total, madeAt: null, figures: null };
}

/** Quality of answers and how the work goes. */
export function reportRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', dashboardRoutes(deps));
  for (const scope of ['project', 'package'] as const) {
    const path = `/api/v1/annotation/${scope}s/:id/agreement`;
    app.get(
      path,
      route({
        summary: `Agreement, consensus and suspicions of a ${scope}; at once up to 2,000 tasks`,
        tag,
        access: 'manager',
        scope: readScope,
        replies: { 200: QualityReport },
        errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
      }),
      valid('param', IdPath),
      async (c) => {
        const actor = person(c.var.actor, readScope);
        const { id } = c.req.valid('param');
        const report = await deps.store.read(actor, async (db) =>
          reportNow(db, await scopeAt(db, actor, scope, id)),
        );
        return c.json(report);
      },
    );
    app.post(
      path,
      route({
        summary: `Work the quality report of a ${scope} out anew, as a job`,
        tag,
        access: 'manager',
        scope: writeScope,
        replies: { 202: QualityReport },
        errors: mutationErrors,
      }),
      valid('param', IdPath),
      (c) => {
        const actor = person(c.var.actor);
        const { id } = c.req.valid('param');
        return mutate(c, deps.store, async (trx, audit) => {
          const { of, viewerOrgId } = await scopeAt(trx, actor, scope, id);
          const row = {
            id: newId(),
            scope,
            scope_id: id,
            org_id: of.orgId,
            viewer_org_id: viewerOrgId,
            total: await countAnswered(trx, of),
            requested_by: actor.userId,
          };
          await insertReport(trx, row);
          const job = { name: 'annotation.make-report', payload: { reportId: row.id } };
          await deps.jobs.add(trx, { ...job, queue: `annotation.report:${id}` });
          const objectType = `annotation-${scope}`;
          const action = 'annotation.report';
          await audit({ action, objectType, objectId: id, orgId: viewerOrgId, after: row });
          const made = visible(await latestReport(trx, id, viewerOrgId));
          return { status: 202, body: reportView(made) };
        });
      },
    );
  }
  return app;
}
