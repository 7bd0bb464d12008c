import { Hono, type Context } from 'hono';
import type { Actor } from '#src/kernel/actor.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { catalogErrors } from '../../errors.ts';
import type { FilesDeps } from '../deps.ts';
import { downloadArchive } from '../download-archive.ts';
import { downloadFile } from '../download-file.ts';
import { readPreview, readProfile, readRows, type FileAddress } from '../read-profile.ts';
import { DraftFilePath, FilePath, FileProfile, PreviewQuery, VersionManifest } from '../schema.ts';
import { VersionAddressPath } from '../../schema.ts';
import type { ByteRequest } from '../while-allowed.ts';
import { sumsOf, versionManifest } from '../version-manifest.ts';

const version = '/api/v1/datasets/:org/:name/versions/:semver';
const draft = '/api/v1/datasets/:org/:name/draft';
const common = {
  tag: 'files',
  access: 'public',
  scope: 'catalog:read',
  errors: [
    errors.notFound,
    catalogErrors.withdrawn,
    catalogErrors.suspended,
    catalogErrors.needsGrant,
    catalogErrors.grantPending,
    catalogErrors.grantRefused,
    catalogErrors.grantExpired,
  ],
} as const;
/** The request as a download needs it, with the means to break its connection off. */
function byteRequest(c: Context<AppEnv>): ByteRequest {
  const outgoing = c.env.outgoing as { destroy?: () => void } | undefined;
  const cut = outgoing?.destroy ? () => outgoing.destroy?.() : undefined;
  return { method: c.req.method, url: c.req.url, headers: c.req.raw.headers, cut };
}

const fresh = { 'cache-control': 'no-store' };

function bytes(app: Hono<AppEnv>, deps: FilesDeps): void {
  app.get(
    `${version}/raw/:path{.+}`,
    route({
      ...common,
      summary:
        'Bytes of a file: Range, ETag (its sha256), Repr-Digest; 302 where the store serves it',
      replies: { 200: undefined },
      media: 'application/octet-stream',
    }),
    valid('param', FilePath),
    (c) => downloadFile(deps, c.var.actor, byteRequest(c), c.req.valid('param')),
  );
  app.get(
    `${version}/archive.zip`,
    route({
      ...common,
      summary: 'All files as one stored ZIP that can be resumed at any byte',
      replies: { 200: undefined },
      media: 'application/zip',
    }),
    valid('param', VersionAddressPath),
    (c) => downloadArchive(deps, c.var.actor, byteRequest(c), c.req.valid('param')),
  );
}

function manifests(app: Hono<AppEnv>, deps: FilesDeps): void {
  app.get(
    `${version}/manifest.json`,
    route({
      ...common,
      summary: 'Every file of a version with size and sha256',
      replies: { 200: VersionManifest },
    }),
    valid('param', VersionAddressPath),
    async (c) => c.json(await versionManifest(deps, c.var.actor, c.req.valid('param')), 200, fresh),
  );
  app.get(
    `${version}/SHA256SUMS`,
    route({
      ...common,
      summary: 'The digests as `sha256sum -c` reads them',
      replies: { 200: undefined },
      media: 'text/plain',
    }),
    valid('param', VersionAddressPath),
    async (c) => {
      const manifest = await versionManifest(deps, c.var.actor, c.req.valid('param'));
      return c.body(sumsOf(manifest), 200, {
        ...fresh,
        'content-type': 'text/plain; charset=utf-8',
      });
    },
  );
}

/** The first rows are stored, later ones are looked up; they stop when nobody waits for them. */
const rowsOf = (
  deps: FilesDeps,
  actor: Actor,
  at: FileAddress,
  from: string | undefined,
  signal: AbortSignal,
): Promise<FileProfile> => {
  const place = Number(from ?? 0);
  return place > 0 ? readRows(deps, actor, at, place, signal) : readPreview(deps, actor, at);
};

function profiles(app: Hono<AppEnv>, deps: FilesDeps): void {
  const replies = { 200: FileProfile };
  app.get(
    `${version}/files/:path{.+}/preview`,
    route({ ...common, summary: 'Rows of a file from any place, or a listing of it', replies }),
    valid('param', FilePath),
    valid('query', PreviewQuery),
    async (c) =>
      c.json(
        await rowsOf(
          deps,
          c.var.actor,
          c.req.valid('param'),
          c.req.valid('query').from,
          c.req.raw.signal,
        ),
        200,
        fresh,
      ),
  );
  app.get(
    `${version}/files/:path{.+}/profile`,
    route({ ...common, summary: 'The profile of a file, or its progress', replies }),
    valid('param', FilePath),
    async (c) => c.json(await readProfile(deps, c.var.actor, c.req.valid('param')), 200, fresh),
  );
  const own = {
    ...common,
    access: 'member',
    replies,
    errors: [errors.unauthenticated, errors.notFound],
  } as const;
  app.get(
    `${draft}/files/:path{.+}/preview`,
    route({ ...own, summary: 'Rows of a file of the draft from any place' }),
    valid('param', DraftFilePath),
    valid('query', PreviewQuery),
    async (c) =>
      c.json(
        await rowsOf(
          deps,
          c.var.actor,
          c.req.valid('param'),
          c.req.valid('query').from,
          c.req.raw.signal,
        ),
        200,
        fresh,
      ),
  );
  app.get(
    `${draft}/files/:path{.+}/profile`,
    route({ ...own, summary: 'The profile of a file of the draft, or its progress' }),
    valid('param', DraftFilePath),
    async (c) => c.json(await readProfile(deps, c.var.actor, c.req.valid('param')), 200, fresh),
  );
}

/** What a version gives to those who may read it: bytes, archive, manifests, previews, profiles. */
export function versionFileRoutes(deps: FilesDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  bytes(app, deps);
  manifests(app, deps);
  profiles(app, deps);
  return app;
}
