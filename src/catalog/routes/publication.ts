import { Hono } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { datasetAt, type Change } from '../change-dataset.ts';
import type { CatalogDeps } from '../deps.ts';
import { catalogErrors } from '../errors.ts';
import { allow } from '../policy.ts';
import { publishVersion } from '../publish-version.ts';
import type { DatasetRow } from '../queries/dataset.ts';
import { versionById } from '../queries/version.ts';
import { restoreVersion } from '../restore-version.ts';
import { deprecateVersion, undeprecateVersion, withdrawVersion } from '../retire-version.ts';
import {
  DatasetPath,
  DatasetView,
  PublishVersion,
  Reason,
  RestoreVersion,
  RevisionOnly,
  VersionPath,
  VersionView,
} from '../schema.ts';
import { datasetView, versionView } from '../views.ts';
import { change, mutationErrors } from './respond.ts';

const base = '/api/v1/datasets/:org/:name/versions';
const scope = 'catalog:write';
const publishErrors = [
  ...mutationErrors,
  catalogErrors.orgNotApproved,
  catalogErrors.incomplete,
  catalogErrors.importantNotPublic,
  catalogErrors.sensitive,
  catalogErrors.profileRunning,
  catalogErrors.versionWaiting,
  catalogErrors.versionNotGreater,
  catalogErrors.nothingChanged,
  catalogErrors.suspendedOwn,
] as const;

function publishRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.post(
    base,
    route({
      summary: 'Publish the draft as a version',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 201: VersionView },
      errors: publishErrors,
    }),
    valid('param', DatasetPath),
    valid('json', PublishVersion),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'publish');
        const { versionId } = await publishVersion(ch, row, c.req.valid('json'));
        const version = await versionById(ch.trx, versionId);
        if (!version) throw new AppError(errors.notFound);
        return { status: 201, body: versionView(version) };
      }),
  );
  app.post(
    `${base}/:semver/restore`,
    route({
      summary: 'Make an earlier version the draft again, or at once a new version',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 200: DatasetView },
      errors: [...publishErrors, catalogErrors.withdrawn],
    }),
    valid('param', VersionPath),
    valid('json', RestoreVersion),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name, semver } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'restore');
        return {
          status: 200,
          body: datasetView(await restoreVersion(ch, row, semver, c.req.valid('json'))),
        };
      }),
  );
}

function retireRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  const withReason = (
    verb: string,
    summary: string,
    run: (
      ch: Change,
      row: DatasetRow,
      semver: string,
      input: { revision: number; reason: string },
    ) => Promise<DatasetRow>,
  ) =>
    app.post(
      `${base}/:semver/${verb}`,
      route({
        summary,
        tag: 'catalog',
        access: 'manager',
        scope,
        replies: { 200: DatasetView },
        errors: mutationErrors,
      }),
      valid('param', VersionPath),
      valid('json', Reason),
      (c) =>
        change(c, deps, async (ch) => {
          const { org, name, semver } = c.req.valid('param');
          const row = await run(
            ch,
            await datasetAt(ch.trx, org, name),
            semver,
            c.req.valid('json'),
          );
          return { status: 200, body: datasetView(row) };
        }),
    );
  withReason('deprecate', 'Mark a version as one not to build on', (ch, row, semver, input) =>
    deprecateVersion(ch, allow(ch.actor, row, 'deprecate'), semver, input),
  );
  withReason(
    'withdraw',
    'End the reading of a version; what, when and why stay',
    (ch, row, semver, input) =>
      withdrawVersion(ch, allow(ch.actor, row, 'withdraw'), semver, input),
  );
  app.post(
    `${base}/:semver/undeprecate`,
    route({
      summary: 'Take the mark of deprecation away',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 200: DatasetView },
      errors: mutationErrors,
    }),
    valid('param', VersionPath),
    valid('json', RevisionOnly),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name, semver } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'deprecate');
        return {
          status: 200,
          body: datasetView(
            await undeprecateVersion(ch, row, semver, c.req.valid('json').revision),
          ),
        };
      }),
  );
}

/** Publishing, restoring and retiring versions. */
export function publicationRoutes(deps: CatalogDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  publishRoutes(app, deps);
  retireRoutes(app, deps);
  return app;
}
