import { Hono } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { datasetAt } from '../change-dataset.ts';
import { createDataset } from '../create-dataset.ts';
import { datasetPage } from '../dataset-page.ts';
import { deleteDraft } from '../delete-draft.ts';
import type { CatalogDeps } from '../deps.ts';
import { editCard } from '../edit-card.ts';
import { catalogErrors } from '../errors.ts';
import { listDatasets } from '../list-datasets.ts';
import { allow, allowCreate } from '../policy.ts';
import { organisationBySlug } from '../queries/dataset.ts';
import { renameDataset } from '../rename-dataset.ts';
import { withdrawDataset } from '../retire-version.ts';
import {
  CreateDataset,
  DatasetList,
  DatasetListQuery,
  DatasetPage,
  DatasetPath,
  DatasetView,
  EditCard,
  Reason,
  RenameDataset,
  RevisionOnly,
  SetVisibility,
} from '../schema.ts';
import { setVisibility } from '../set-visibility.ts';
import { datasetView } from '../views.ts';
import { cacheFor, change, mutationErrors } from './respond.ts';

const base = '/api/v1/datasets/:org/:name';
const scope = 'catalog:write';

function readRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    '/api/v1/datasets',
    route({
      summary: 'Datasets, newest first; members see their drafts too',
      tag: 'catalog',
      access: 'public',
      replies: { 200: DatasetList },
      errors: [errors.invalid],
    }),
    valid('query', DatasetListQuery),
    async (c) => {
      const { actor } = c.var;
      const list = await deps.store.read(actor, (db) =>
        listDatasets(db, actor, c.req.valid('query')),
      );
      cacheFor(c, 10);
      return c.json(list);
    },
  );
  app.get(
    base,
    route({
      summary: 'Everything the first screen of a dataset shows',
      tag: 'catalog',
      access: 'public',
      replies: { 200: DatasetPage },
      errors: [errors.invalid, errors.notFound, catalogErrors.withdrawn, catalogErrors.suspended],
    }),
    valid('param', DatasetPath),
    async (c) => {
      const { org, name } = c.req.valid('param');
      const { actor } = c.var;
      const page = await deps.store.read(actor, (db) => datasetPage(db, actor, org, name));
      cacheFor(c, 5);
      return c.json(page);
    },
  );
}

function makeRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.post(
    '/api/v1/datasets',
    route({
      summary: 'Make a draft in the name of an organisation',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 201: DatasetView },
      errors: [
        ...mutationErrors,
        catalogErrors.orgNotApproved,
        catalogErrors.card,
        catalogErrors.nameTaken,
        catalogErrors.importantNotPublic,
      ],
    }),
    valid('json', CreateDataset),
    (c) =>
      change(c, deps, async (ch) => {
        const { org: slug, ...input } = c.req.valid('json');
        const org = await organisationBySlug(ch.trx, slug);
        if (!org) throw new AppError(errors.notFound);
        const row = await createDataset(ch, allowCreate(ch.actor, org), input);
        return { status: 201, body: datasetView(row) };
      }),
  );
  app.patch(
    base,
    route({
      summary: 'Replace the card',
      tag: 'catalog',
      access: 'member',
      scope,
      replies: { 200: DatasetView },
      errors: [
        ...mutationErrors,
        catalogErrors.card,
        catalogErrors.incomplete,
        catalogErrors.importantNotPublic,
        catalogErrors.suspendedOwn,
      ],
    }),
    valid('param', DatasetPath),
    valid('json', EditCard),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'edit');
        return { status: 200, body: datasetView(await editCard(ch, row, c.req.valid('json'))) };
      }),
  );
  app.delete(
    base,
    route({
      summary: 'Delete a draft that never had a version',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 204: undefined },
      errors: [...mutationErrors, catalogErrors.publishedNotDeleted],
    }),
    valid('param', DatasetPath),
    valid('json', RevisionOnly),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'delete');
        await deleteDraft(ch, row, c.req.valid('json').revision);
        return { status: 204 };
      }),
  );
}

function commandRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.post(
    `${base}/rename`,
    route({
      summary: 'Give the dataset another name; the old address leads to it',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 200: DatasetView },
      errors: [...mutationErrors, catalogErrors.nameTaken, catalogErrors.suspendedOwn],
    }),
    valid('param', DatasetPath),
    valid('json', RenameDataset),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'rename');
        return {
          status: 200,
          body: datasetView(await renameDataset(ch, row, c.req.valid('json'))),
        };
      }),
  );
  app.post(
    `${base}/visibility`,
    route({
      summary: 'Change who may see the dataset',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 200: DatasetView },
      errors: [
        ...mutationErrors,
        catalogErrors.importantNotPublic,
        catalogErrors.sensitive,
        catalogErrors.profileRunning,
        catalogErrors.reviewFirst,
        catalogErrors.suspendedOwn,
      ],
    }),
    valid('param', DatasetPath),
    valid('json', SetVisibility),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'visibility');
        return {
          status: 200,
          body: datasetView(await setVisibility(ch, row, c.req.valid('json'))),
        };
      }),
  );
  app.post(
    `${base}/withdraw`,
    route({
      summary: 'Withdraw the dataset with all its versions, leaving a tombstone',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 200: DatasetView },
      errors: mutationErrors,
    }),
    valid('param', DatasetPath),
    valid('json', Reason),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'withdraw');
        return {
          status: 200,
          body: datasetView(await withdrawDataset(ch, row, c.req.valid('json'))),
        };
      }),
  );
}

/** Datasets: lists, page, making, editing, naming, opening and withdrawing. */
export function datasetRoutes(deps: CatalogDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  readRoutes(app, deps);
  makeRoutes(app, deps);
  commandRoutes(app, deps);
  return app;
}
