import { Hono } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { datasetAt, type Change } from '../change-dataset.ts';
import type { CatalogDeps } from '../deps.ts';
import { catalogErrors } from '../errors.ts';
import { allow, allowAnswer, requireIdentity } from '../policy.ts';
import { datasetById } from '../queries/dataset.ts';
import { openTransfers, transferById, type TransferRow } from '../queries/transfer.ts';
import { DatasetPath, DatasetView, VersionIdPath } from '../schema.ts';
import { OfferTransfer, TransferList, TransferView } from '../transfer-schema.ts';
import { acceptTransfer, closeTransfer, offerTransfer, transferView } from '../transfer-dataset.ts';
import { datasetView } from '../views.ts';
import { change, mutationErrors } from './respond.ts';

const scope = 'catalog:write';

async function transferAt(ch: Change, id: string): Promise<TransferRow> {
  const row = await transferById(ch.trx, id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

function offerRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.get(
    '/api/v1/transfers',
    route({
      summary: 'Open transfers from and to the caller’s organisations',
      tag: 'catalog',
      access: 'user',
      scope: 'catalog:read',
      replies: { 200: TransferList },
      errors: [errors.unauthenticated],
    }),
    async (c) => {
      const { actor } = c.var;
      requireIdentity(actor, 'catalog:read');
      const ids = actor.kind === 'user' ? actor.orgs.map((m) => m.orgId) : [];
      const rows = await deps.store.read(actor, (db) => openTransfers(db, ids));
      c.header('cache-control', 'private, no-store');
      return c.json({ items: rows.map(transferView) });
    },
  );
  app.post(
    '/api/v1/datasets/:org/:name/transfer',
    route({
      summary: 'Offer the dataset to another organisation',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 201: TransferView },
      errors: [
        ...mutationErrors,
        catalogErrors.transferTarget,
        catalogErrors.transferOpen,
        catalogErrors.suspendedOwn,
      ],
    }),
    valid('param', DatasetPath),
    valid('json', OfferTransfer),
    (c) =>
      change(c, deps, async (ch) => {
        const { org, name } = c.req.valid('param');
        const row = allow(ch.actor, await datasetAt(ch.trx, org, name), 'transfer');
        return {
          status: 201,
          body: transferView(await offerTransfer(ch, row, c.req.valid('json'))),
        };
      }),
  );
}

function answerRoutes(app: Hono<AppEnv>, deps: CatalogDeps): void {
  app.post(
    '/api/v1/transfers/:id/accept',
    route({
      summary: 'Take the dataset over',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 200: DatasetView },
      errors: [...mutationErrors, catalogErrors.nameTaken, catalogErrors.transferTarget],
    }),
    valid('param', VersionIdPath),
    (c) =>
      change(c, deps, async (ch) => {
        const transfer = await transferAt(ch, c.req.valid('param').id);
        return {
          status: 200,
          body: datasetView(await acceptTransfer(ch, allowAnswer(ch.actor, transfer))),
        };
      }),
  );
  app.post(
    '/api/v1/transfers/:id/decline',
    route({
      summary: 'Decline a transfer',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 204: undefined },
      errors: mutationErrors,
    }),
    valid('param', VersionIdPath),
    (c) =>
      change(c, deps, async (ch) => {
        const transfer = await transferAt(ch, c.req.valid('param').id);
        await closeTransfer(ch, allowAnswer(ch.actor, transfer), 'declined');
        return { status: 204 };
      }),
  );
  app.post(
    '/api/v1/transfers/:id/cancel',
    route({
      summary: 'Take an offered transfer back',
      tag: 'catalog',
      access: 'manager',
      scope,
      replies: { 204: undefined },
      errors: mutationErrors,
    }),
    valid('param', VersionIdPath),
    (c) =>
      change(c, deps, async (ch) => {
        const transfer = await transferAt(ch, c.req.valid('param').id);
        const dataset = await datasetById(ch.trx, transfer.dataset_id);
        if (!dataset) throw new AppError(errors.notFound);
        const allowed = allow(ch.actor, { ...transfer, org_id: transfer.from_org_id }, 'transfer');
        await closeTransfer(ch, allowed, 'cancelled');
        return { status: 204 };
      }),
  );
}

/** Handing a dataset to another organisation: offer, then accept or decline. */
export function transferRoutes(deps: CatalogDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  offerRoutes(app, deps);
  answerRoutes(app, deps);
  return app;
}
