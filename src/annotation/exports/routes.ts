import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allow, demandSide, person, readScope, visible, writeScope } from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { orderExport } from './order-export.ts';
import { exportById, exportsOf, type ExportRow } from './queries.ts';
import { ExportList, ExportQuery, ExportView, OrderExport, ResultQuery } from './schema.ts';
import { exportHeaders, sendFile } from './send-file.ts';
import { streamResult } from './stream-result.ts';
import { scopeSize } from './task-queries.ts';
import { exportView, formatsFor } from './view.ts';

/** Most tasks of an answer without a job. */
const mostStreamed = 20_000;
const readErrors = [errors.invalid, errors.unauthenticated, errors.notFound] as const;

async function readable(db: Db, actor: Actor, id: string): Promise<ExportRow> {
  return demandSide(actor, await exportById(db, id));
}

/** Exports of a project's results. */
export function exportRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/annotation/projects/:id/exports',
    route({
      summary: 'Order an export of results',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 202: ExportView },
      errors: mutationErrors,
    }),
    valid('param', IdPath),
    valid('json', OrderExport),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const { format, which = 'submitted', packageId } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const project = allow(actor, await projectById(trx, id), 'export');
        const wanted = { format, which, packageId };
        const made = await orderExport(deps, trx, actor, project, wanted, audit);
        return { status: 202, body: exportView(visible(await exportById(trx, made))) };
      });
    },
  );
  app.get(
    '/api/v1/annotation/projects/:id/exports',
    route({
      summary: 'Exports of a project, and the formats there are',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: ExportList },
      errors: readErrors,
    }),
    valid('param', IdPath),
    valid('query', ExportQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const query = c.req.valid('query');
      const limit = Number(query.limit ?? 50);
      const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined;
      const list = await deps.store.read(actor, async (db): Promise<ExportList> => {
        const project = demandSide(actor, await projectById(db, id));
        const rows = await exportsOf(db, id, { before, limit: limit + 1 });
        const items = rows.slice(0, limit).map(exportView);
        const last = items.at(-1);
        const next = rows.length > limit && last ? { next: encodeCursor([last.id]) } : {};
        return { items, formats: formatsFor(project.label_config), ...next };
      });
      return c.json(list);
    },
  );
  app.route('/', fileRoutes(deps));
  return app;
}

function fileRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/exports/:id',
    route({
      summary: 'An export: progress, counts and what its format cannot carry',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: ExportView },
      errors: readErrors,
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      return c.json(exportView(await deps.store.read(actor, (db) => readable(db, actor, id))));
    },
  );
  app.get(
    '/api/v1/annotation/exports/:id/file',
    route({
      summary: 'The file of an export, resumable at any byte',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: undefined, 206: undefined },
      media: 'application/octet-stream',
      errors: [...readErrors, annotationErrors.exportNotReady, annotationErrors.exportExpired],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const row = await deps.store.read(actor, (db) => readable(db, actor, id));
      return sendFile(deps, row, c.req.raw);
    },
  );
  app.get(
    '/api/v1/annotation/projects/:id/result',
    route({
      summary: 'The results of a small project at once, without a job',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: undefined },
      media: 'application/octet-stream',
      errors: [...readErrors, annotationErrors.exportTooLarge],
    }),
    valid('param', IdPath),
    valid('query', ResultQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const { format, which = 'submitted' } = c.req.valid('query');
      const scope = { projectId: id, which };
      const project = await deps.store.read(actor, async (db) => {
        const row = demandSide(actor, await projectById(db, id));
        if ((await scopeSize(db, scope)).tasks > mostStreamed)
          throw new AppError(annotationErrors.exportTooLarge, { extra: { most: mostStreamed } });
        return row;
      });
      const of = { labelConfig: project.label_config, scope };
      const { fileName, mediaType, body } = streamResult(deps, actor, format, of);
      return new Response(body, { headers: exportHeaders(fileName, mediaType) });
    },
  );
  return app;
}
