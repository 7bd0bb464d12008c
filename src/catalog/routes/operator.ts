import { Hono } from 'hono';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { approveVersion, refuseVersion } from '../decide-version.ts';
import type { CatalogDeps } from '../deps.ts';
import { allowDecide, requireOperator } from '../policy.ts';
import { waitingVersions } from '../queries/version.ts';
import {
  DatasetView,
  RefuseVersion,
  VersionIdPath,
  VersionListQuery,
  WaitingVersionList,
} from '../schema.ts';
import { bilingual, datasetView, orgRef, versionSummary } from '../views.ts';
import { change, mutationErrors } from './respond.ts';

const base = '/api/v1/operator/versions';

function listRoute(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    base,
    route({
      summary: 'Versions that wait for the operator, oldest first',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: WaitingVersionList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('query', VersionListQuery),
    async (c) => {
      requireOperator(c.var.actor);
      const { cursor, limit: size } = c.req.valid('query');
      const limit = Number(size ?? 20);
      const [at, id] = cursor ? decodeCursor(cursor, 2).map(String) : [];
      const after = at !== undefined && id !== undefined ? ([at, id] as const) : undefined;
      const rows = await deps.store.read(c.var.actor, (db) =>
        waitingVersions(db, limit + 1, after),
      );
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      c.header('cache-control', 'private, no-store');
      return c.json({
        items: items.map((r) => ({
          id: r.id,
          dataset: {
            id: r.dataset_id,
            org: orgRef(r),
            name: r.name,
            title: bilingual(r.title_zh, r.title_en),
            visibility: r.visibility,
          },
          version: versionSummary(r),
        })),
        ...(rows.length > limit && last
          ? { next: encodeCursor([last.published_at.toISOString(), last.id]) }
          : {}),
      });
    },
  );
}

/** The operator's decisions on versions that wait. */
export function operatorRoutes(deps: CatalogDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  listRoute(app, deps);
  app.post(
    `${base}/:id/approve`,
    route({
      summary: 'Let a waiting version out',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: DatasetView },
      errors: mutationErrors,
    }),
    valid('param', VersionIdPath),
    (c) => {
      requireOperator(c.var.actor);
      return change(
        c,
        deps,
        async (ch) => {
          const row = await approveVersion(ch, allowDecide(ch.actor, c.req.valid('param')));
          return { status: 200, body: datasetView(row) };
        },
        'staff',
      );
    },
  );
  app.post(
    `${base}/:id/refuse`,
    route({
      summary: 'Refuse a waiting version with a reason',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 204: undefined },
      errors: mutationErrors,
    }),
    valid('param', VersionIdPath),
    valid('json', RefuseVersion),
    (c) => {
      requireOperator(c.var.actor);
      return change(
        c,
        deps,
        async (ch) => {
          await refuseVersion(
            ch,
            allowDecide(ch.actor, c.req.valid('param')),
            c.req.valid('json').reason,
          );
          return { status: 204 };
        },
        'staff',
      );
    },
  );
  return app;
}
