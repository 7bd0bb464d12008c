import { Hono, type Context } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { blobErrors, type ByteSource } from '#src/ports/blobs.ts';
import type { TusHooks } from '#src/ports/tus.ts';
import { catalogErrors } from '../../errors.ts';
import { requireIdentity } from '../../policy.ts';
import { createUpload } from '../create-upload.ts';
import type { FilesDeps } from '../deps.ts';
import { endUpload } from '../end-upload.ts';
import { fileErrors } from '../errors.ts';
import { finishUpload } from '../finish-upload.ts';
import { mayUseUpload } from '../policy.ts';
import { uploadById, type UploadRow } from '../queries/upload.ts';
import { UploadPath, UploadView } from '../schema.ts';
import { uploadView } from '../upload-view.ts';

const basePath = '/api/v1/uploads';
/** Largest file, bytes: 1 TiB. */
const maxBytes = 2 ** 40;

/** Throws 401, 403, 404, or 410 for one that has ended, which may still be deleted. */
async function authorizeUpload(
  deps: FilesDeps,
  c: Context<AppEnv>,
  id: string,
  method: string,
): Promise<UploadRow> {
  const { actor } = c.var;
  requireIdentity(actor);
  const row = await deps.store.read(actor, (db) => uploadById(db, id));
  if (!row) throw new AppError(errors.notFound);
  mayUseUpload(actor, row);
  if (method !== 'DELETE' && (row.state === 'aborted' || row.state === 'expired'))
    throw new AppError(row.state === 'expired' ? blobErrors.uploadExpired : fileErrors.uploadEnded);
  return row;
}

/**
 * The raw message of Node's server, which is read at twice the speed of the web stream over it;
 * only while nobody has begun to read that stream.
 */
function incomingBody(c: Context<AppEnv>): { body?: ByteSource } {
  const incoming = c.env?.incoming as (ByteSource & { readableFlowing?: unknown }) | undefined;
  return incoming?.readableFlowing === null ? { body: incoming } : {};
}

/** Frees the reservation of a creation that the store refused. */
async function freeUnbegun(
  deps: FilesDeps,
  c: Context<AppEnv>,
  id: string | undefined,
  response: Response | undefined,
): Promise<void> {
  const begun =
    response !== undefined && (response.status < 400 || response.headers.has('Location'));
  if (id !== undefined && !begun) await endUpload(deps, c.var.actor, id, c.var.requestId);
}

async function handle(deps: FilesDeps, c: Context<AppEnv>): Promise<Response> {
  // A method in disguise is for clients that can only POST; on HEAD it would slip past origin checks.
  if (c.req.header('x-http-method-override') && c.req.method !== 'POST')
    throw new AppError(errors.methodNotAllowed);
  if (c.req.method !== 'OPTIONS') requireIdentity(c.var.actor);
  let created: string | undefined;
  let response: Response | undefined;
  const { actor, requestId } = c.var;
  const hooks: TusHooks = {
    basePath,
    requestId,
    maxBytes,
    onCreate: async (metadata, sizeBytes) => {
      const upload = await createUpload(deps, actor, { metadata, sizeBytes, requestId });
      created = upload.id;
      return upload;
    },
    authorize: async (id, method) => {
      await authorizeUpload(deps, c, id, method);
    },
    onFinish: (id, info) => finishUpload(deps, actor, id, info, requestId),
    onTerminate: (id) => endUpload(deps, actor, id, requestId),
    ...incomingBody(c),
  };
  try {
    response = await deps.tus.handle(c.req.raw, hooks);
    return response;
  } finally {
    await freeUnbegun(deps, c, created, response);
  }
}

/** Resumable uploads by tus 1.0.0: creation, creation-with-upload, checksum, expiration, termination. */
export function uploadRoutes(deps: FilesDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const serve = (c: Context<AppEnv>) => handle(deps, c);
  /** Who may not is told so before the protocol's own demands. */
  const serveOne = async (c: Context<AppEnv>): Promise<Response> => {
    if (!c.req.header('tus-resumable'))
      await authorizeUpload(deps, c, c.req.param('id') ?? '', c.req.method);
    return handle(deps, c);
  };
  const common = { tag: 'uploads', access: 'member', scope: 'catalog:write' } as const;
  const use = {
    ...common,
    errors: [errors.unauthenticated, errors.notFound, fileErrors.uploadEnded],
  };
  app.post(
    basePath,
    route({
      ...common,
      summary: 'Start an upload (tus creation; Upload-Metadata: dataset, path, sha256)',
      replies: { 201: undefined },
      errors: [
        errors.invalid,
        errors.unauthenticated,
        errors.forbidden,
        errors.notFound,
        catalogErrors.path,
        catalogErrors.pathTaken,
        fileErrors.quota,
        fileErrors.tooManyUploads,
        errors.storageFull,
      ],
    }),
    serve,
  );
  app.options(basePath, serve);
  const one = `${basePath}/:id`;
  app.get(
    one,
    route({
      ...use,
      summary: 'An upload; HEAD gives its offset (tus)',
      replies: { 200: UploadView },
    }),
    valid('param', UploadPath),
    async (c) => {
      if (c.req.method === 'HEAD') return serveOne(c);
      const row = await authorizeUpload(deps, c, c.req.valid('param').id, 'DELETE');
      return c.json(await uploadView(deps.blobs, row), 200, { 'cache-control': 'no-store' });
    },
  );
  app.patch(
    one,
    route({ ...use, summary: 'Send bytes of an upload (tus)', replies: { 204: undefined } }),
    valid('param', UploadPath),
    serveOne,
  );
  app.post(one, valid('param', UploadPath), serveOne);
  app.delete(
    one,
    route({ ...use, summary: 'Give an upload up (tus termination)', replies: { 204: undefined } }),
    valid('param', UploadPath),
    serveOne,
  );
  return app;
}
