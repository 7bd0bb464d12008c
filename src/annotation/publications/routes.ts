import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allow, demandSide, person, readScope, visible, writeScope } from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { publishResult } from './publish-result.ts';
import { publicationsOf } from './queries.ts';
import { PublicationList, PublicationView, PublishResult } from './schema.ts';

type Row = Awaited<ReturnType<typeof publicationsOf>>[number];

const publicationView = (row: Row): PublicationView => ({
  id: row.id,
  exportId: row.export_id,
  dataset: { org: row.org, name: row.name },
  path: row.path,
  provenance: row.provenance,
  createdAt: row.created_at.toISOString(),
});

/** Results given back to the catalogue. */
export function publicationRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/annotation/projects/:id/publications',
    route({
      summary: 'Put the file of an export and its provenance into the draft of a dataset',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 201: PublicationView },
      errors: [...mutationErrors, annotationErrors.noExport, annotationErrors.exportNotReady],
    }),
    valid('param', IdPath),
    valid('json', PublishResult),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const project = allow(actor, await projectById(trx, id), 'export');
        const made = await publishResult(deps, trx, actor, project, c.req.valid('json'), audit);
        const rows = await publicationsOf(trx, id);
        return { status: 201, body: publicationView(visible(rows.find((r) => r.id === made))) };
      });
    },
  );
  app.get(
    '/api/v1/annotation/projects/:id/publications',
    route({
      summary: 'Results of a project that were given to the catalogue',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: PublicationList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const items = await deps.store.read(actor, async (db) => {
        demandSide(actor, await projectById(db, id));
        return (await publicationsOf(db, id)).map(publicationView);
      });
      return c.json({ items });
    },
  );
  return app;
}
