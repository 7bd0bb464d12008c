import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { datasetAt } from '../change-dataset.ts';
import { checkPublication } from '../check-publication.ts';
import type { CatalogDeps } from '../deps.ts';
import { removeFiles, renameFile } from '../edit-draft-files.ts';
import { catalogErrors } from '../errors.ts';
import { allow, requireIdentity } from '../policy.ts';
import { draftPage } from '../queries/draft.ts';
import {
  DatasetPath,
  DatasetView,
  DraftFileList,
  PublishCheck,
  RemoveDraftFiles,
  RenameDraftFile,
  VersionListQuery,
} from '../schema.ts';
import { datasetView } from '../views.ts';
import { change, mutationErrors } from './respond.ts';

const base = '/api/v1/datasets/:org/:name/draft';
const scope = 'catalog:write';

function readRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    `${base}/files`,
    route({
      summary: 'Files of the draft',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 200: DraftFileList },
      errors: mutationErrors,
    }),
    valid('param', DatasetPath),
    valid('query', VersionListQuery),
    async (c) => {
      const { org, name } = c.req.valid('param');
      const { cursor, limit: size } = c.req.valid('query');
      const limit = Number(size ?? 100);
      requireIdentity(c.var.actor);
      const page = await deps.store.read(c.var.actor, async (db) => {
        const row = allow(c.var.actor, await datasetAt(db, org, name), 'edit');
        return draftPage(db, row.id, limit + 1, cursor ? String(decodeCursor(cursor, 1)[0]) : '');
      });
      const rows = page.rows.slice(0, limit);
      const last = rows.at(-1);
      c.header('cache-control', 'private, no-store');
      return c.json({
        items: rows.map((f) => ({
          path: f.path,
          sizeBytes: Number(f.size_bytes),
          sha256: f.sha256,
          mediaType: f.media_type,
          format: f.format,
          addedAt: f.added_at.toISOString(),
        })),
        fileCount: page.fileCount,
        sizeBytes: page.sizeBytes,
        ...(page.rows.length > limit && last ? { next: encodeCursor([last.path]) } : {}),
      });
    },
  );
  app.get(
    `${base}/check`,
    route({
      summary: 'What still stands between the draft and its publication',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 200: PublishCheck },
      errors: mutationErrors,
    }),
    valid('param', DatasetPath),
    async (c) => {
      const { org, name } = c.req.valid('param');
      requireIdentity(c.var.actor);
      const check = await deps.store.read(c.var.actor, async (db) => {
        const row = allow(c.var.actor, await datasetAt(db, org, name), 'edit');
        return checkPublication(db, row);
      });
      c.header('cache-control', 'private, no-store');
      return c.json(check);
    },
  );
}

function fileRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.post(
    `${base}/files/remove`,
    route({
      summary: 'Take files out of the draft',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 200: DatasetView },
      errors: [...mutationErrors, catalogErrors.suspendedOwn],
    }),
    valid('param', DatasetPath),
    valid('json', RemoveDraftFiles),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'edit');
        return { status: 200, body: datasetView(await removeFiles(ch, row, c.req.valid('json'))) };
      }),
  );
  app.post(
    `${base}/files/rename`,
    route({
      summary: 'Give a file of the draft another path',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 200: DatasetView },
      errors: [
        ...mutationErrors,
        catalogErrors.path,
        catalogErrors.pathTaken,
        catalogErrors.suspendedOwn,
      ],
    }),
    valid('param', DatasetPath),
    valid('json', RenameDraftFile),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'edit');
        return { status: 200, body: datasetView(await renameFile(ch, row, c.req.valid('json'))) };
      }),
  );
}

/** The draft: its files, and what still stands between it and publication. */
export function draftRoutes(deps: CatalogDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  readRoutes(app, deps);
  fileRoutes(app, deps);
  return app;
}
