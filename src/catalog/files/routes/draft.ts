import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { byteResponse } from '#src/kernel/byte-response.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { datasetAt } from '../../change-dataset.ts';
import type { Trx } from '../../deps.ts';
import { catalogErrors } from '../../errors.ts';
import { normalPath, pathProblem } from '../../file-path.ts';
import { isInside, requireIdentity } from '../../policy.ts';
import { organisationBySlug } from '../../queries/dataset.ts';
import { DatasetPath } from '../../schema.ts';
import { commitFiles } from '../commit-files.ts';
import type { FilesDeps } from '../deps.ts';
import { openContent } from '../download-file.ts';
import { fileErrors } from '../errors.ts';
import { fileHeaders } from '../file-headers.ts';
import { mayReadDraft } from '../policy.ts';
import { draftFile } from '../queries/draft-file.ts';
import { spaceOf, uploadsOf } from '../queries/upload.ts';
import {
  CommitFiles,
  CommitFilesReply,
  DraftFilePath,
  OrgPath,
  QuotaView,
  UploadList,
  UploadListQuery,
} from '../schema.ts';
import { uploadView } from '../upload-view.ts';

const base = '/api/v1/datasets/:org/:name';
const reading = { tag: 'files', access: 'member', scope: 'catalog:read' } as const;
const unseen = [errors.unauthenticated, errors.notFound];

function listUploads(app: Hono<AppEnv>, deps: FilesDeps): void {
  app.get(
    `${base}/uploads`,
    route({
      ...reading,
      summary: 'Uploads of a dataset, those still running unless `state` is given',
      replies: { 200: UploadList },
      errors: [...unseen, errors.invalid],
    }),
    valid('param', DatasetPath),
    valid('query', UploadListQuery),
    async (c) => {
      const { org, name } = c.req.valid('param');
      const { state, cursor, limit: asked } = c.req.valid('query');
      const limit = Number(asked ?? 50);
      const [before] = cursor === undefined ? [] : decodeCursor(cursor, 1);
      const { actor } = c.var;
      requireIdentity(actor, 'catalog:read');
      const rows = await deps.store.read(actor, async (db) => {
        const dataset = mayReadDraft(actor, await datasetAt(db as Trx, org, name));
        const options = { state, before: before === undefined ? undefined : String(before) };
        return uploadsOf(db, dataset.id, limit + 1, options);
      });
      const page = rows.slice(0, limit);
      const items = await Promise.all(page.map((row) => uploadView(deps.blobs, row)));
      const last = page.at(-1);
      const next = rows.length > limit && last ? { next: encodeCursor([last.id]) } : {};
      return c.json({ items, ...next }, 200, { 'cache-control': 'no-store' });
    },
  );
}

function commit(app: Hono<AppEnv>, deps: FilesDeps): void {
  app.post(
    `${base}/draft/files`,
    route({
      summary: 'Add files by digest that the organisation already holds',
      tag: 'files',
      access: 'member',
      scope: 'catalog:write',
      replies: { 200: CommitFilesReply },
      errors: [
        ...unseen,
        errors.invalid,
        errors.forbidden,
        errors.conflict,
        catalogErrors.path,
        catalogErrors.pathTaken,
        fileErrors.digestUnknown,
      ],
    }),
    valid('param', DatasetPath),
    valid('json', CommitFiles),
    (c) => {
      const { actor } = c.var;
      requireIdentity(actor);
      const { org, name } = c.req.valid('param');
      const request = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const { id } = await datasetAt(trx, org, name);
        return { status: 200, body: await commitFiles(trx, deps, actor, id, request, audit) };
      });
    },
  );
}

function quota(app: Hono<AppEnv>, deps: FilesDeps): void {
  app.get(
    '/api/v1/organisations/:slug/quota',
    route({
      ...reading,
      summary: 'Space of an organisation: used, reserved by running uploads, allowed',
      replies: { 200: QuotaView },
      errors: unseen,
    }),
    valid('param', OrgPath),
    async (c) => {
      const { actor } = c.var;
      requireIdentity(actor, 'catalog:read');
      const { slug } = c.req.valid('param');
      const space = await deps.store.read(actor, async (db) => {
        const org = await organisationBySlug(db, slug);
        if (!org || !isInside(actor, { org_id: org.id })) throw new AppError(errors.notFound);
        return spaceOf(db, org.id);
      });
      if (!space) throw new AppError(errors.notFound);
      const view: QuotaView = {
        org: slug,
        usedBytes: Number(space.used_bytes),
        reservedBytes: Number(space.reserved_bytes),
        limitBytes: Number(space.limit_bytes),
      };
      return c.json(view, 200, { 'cache-control': 'no-store' });
    },
  );
}

function draftBytes(app: Hono<AppEnv>, deps: FilesDeps): void {
  app.get(
    `${base}/draft/raw/:path{.+}`,
    route({
      ...reading,
      summary: 'Bytes of a file of the draft',
      replies: { 200: undefined },
      media: 'application/octet-stream',
      errors: unseen,
    }),
    valid('param', DraftFilePath),
    async (c) => {
      const { actor } = c.var;
      requireIdentity(actor, 'catalog:read');
      const { org, name, path } = c.req.valid('param');
      if (pathProblem(path)) throw new AppError(errors.notFound);
      const file = await deps.store.read(actor, async (db) => {
        const dataset = mayReadDraft(actor, await datasetAt(db as Trx, org, name));
        return draftFile(db, dataset.id, normalPath(path));
      });
      if (!file) throw new AppError(errors.notFound);
      return byteResponse(c.req.method, c.req.raw.headers, {
        sizeBytes: file.sizeBytes,
        etag: `"${file.sha256}"`,
        sha256: file.sha256,
        headers: fileHeaders(file, 'organisation'),
        open: (start, end) => openContent(deps, file.sha256, { start, end }),
      });
    },
  );
}

/** What only an organisation's own people see of their files: uploads, drafts, space. */
export function draftRoutes(deps: FilesDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  listUploads(app, deps);
  commit(app, deps);
  quota(app, deps);
  draftBytes(app, deps);
  return app;
}
