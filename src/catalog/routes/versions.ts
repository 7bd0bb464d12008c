import { Hono } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { compareVersions } from '../compare-versions.ts';
import { listFolder } from '../dataset-page.ts';
import type { CatalogDeps } from '../deps.ts';
import { catalogErrors } from '../errors.ts';
import { versionsOf } from '../queries/version.ts';
import { readDataset, readVersion } from '../read-version.ts';
import {
  DatasetPath,
  FileList,
  FileListQuery,
  VersionList,
  VersionListQuery,
  VersionAddressPath,
  VersionView,
} from '../schema.ts';
import { DiffQuery, VersionDiff } from '../diff-schema.ts';
import { versionSummary, versionView } from '../views.ts';
import { cacheFor } from './respond.ts';

const base = '/api/v1/datasets/:org/:name';
const readErrors = [
  errors.invalid,
  errors.notFound,
  catalogErrors.withdrawn,
  catalogErrors.suspended,
] as const;

function listRoute(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    `${base}/versions`,
    route({
      summary: 'Versions, highest first',
      tag: 'catalog',
      access: 'public',
      replies: { 200: VersionList },
      errors: readErrors,
    }),
    valid('param', DatasetPath),
    valid('query', VersionListQuery),
    async (c) => {
      const { org, name } = c.req.valid('param');
      const { cursor, limit: size } = c.req.valid('query');
      const limit = Number(size ?? 20);
      const [major = 0, minor = 0, patch = 0] = cursor ? decodeCursor(cursor, 3).map(Number) : [];
      const rows = await deps.store.read(c.var.actor, async (db) => {
        const row = await readDataset(db, c.var.actor, org, name);
        return versionsOf(db, row.id, limit + 1, cursor ? [major, minor, patch] : undefined);
      });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      cacheFor(c, 5);
      return c.json({
        items: items.map(versionSummary),
        ...(rows.length > limit && last
          ? { next: encodeCursor([last.major, last.minor, last.patch]) }
          : {}),
      });
    },
  );
}

function versionRoute(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    `${base}/versions/:semver`,
    route({
      summary: 'One version with its card',
      tag: 'catalog',
      access: 'public',
      replies: { 200: VersionView },
      errors: readErrors,
    }),
    valid('param', VersionAddressPath),
    async (c) => {
      const at = c.req.valid('param');
      const { version } = await deps.store.read(c.var.actor, (db) =>
        readVersion(db, c.var.actor, at),
      );
      cacheFor(c, 5);
      return c.json(versionView(version));
    },
  );
  app.get(
    `${base}/versions/:semver/files`,
    route({
      summary: 'One level of the file tree, or everything below a folder',
      tag: 'catalog',
      access: 'public',
      replies: { 200: FileList },
      errors: readErrors,
    }),
    valid('param', VersionAddressPath),
    valid('query', FileListQuery),
    async (c) => {
      const at = c.req.valid('param');
      const { folder, recursive, cursor, limit } = c.req.valid('query');
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : '';
      const list = await deps.store.read(c.var.actor, async (db) => {
        const { version } = await readVersion(db, c.var.actor, at);
        const level = await listFolder(db, version, {
          folder: folder ?? '',
          recursive: recursive === 'true',
          after,
          limit: Number(limit ?? 100),
        });
        const empty = level.items.length + level.folders.length === 0;
        if (empty && (folder ?? '') !== '' && !cursor) throw new AppError(errors.notFound);
        return level;
      });
      cacheFor(c, at.semver === 'latest' ? 5 : 60);
      return c.json(list);
    },
  );
}

function diffRoute(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    `${base}/diff`,
    route({
      summary: 'What changed between two versions',
      tag: 'catalog',
      access: 'public',
      replies: { 200: VersionDiff },
      errors: readErrors,
    }),
    valid('param', DatasetPath),
    valid('query', DiffQuery),
    async (c) => {
      const diff = await compareVersions(deps, c.var.actor, {
        ...c.req.valid('param'),
        ...c.req.valid('query'),
      });
      cacheFor(c, 60);
      return c.json(diff);
    },
  );
}

/** Reading versions: list, one, its files by folder, differences. */
export function versionRoutes(deps: CatalogDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  listRoute(app, deps);
  versionRoute(app, deps);
  diffRoute(app, deps);
  return app;
}
