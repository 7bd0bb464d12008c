import { Hono } from 'hono';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { saveVendor, submitVendor } from './change-vendor.ts';
import type { VendorDeps } from './deps.ts';
import { vendorErrors } from './errors.ts';
import { addCertificate, putFile, removeCertificate } from './keep-certificate.ts';
import { mayLookInside, person } from './policy.ts';
import { certificateFile, vendorOf, vendorOrganisation } from './queries.ts';
import {
  change,
  changeErrors,
  fullView,
  readScope,
  refusals,
  vendorPage,
  writeScope,
} from './respond.ts';
import * as schema from './schema.ts';
import { teamRoutes } from './team-routes.ts';
import { scorecardOf } from './scorecard.ts';
import { certificateView } from './views.ts';

const tag = 'annotation';

/** Vendors as everybody sees them, and what their managers do to their own. */
export function vendorRoutes(deps: VendorDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/vendors',
    route({
      summary: 'Approved annotation vendors',
      tag,
      access: 'public',
      replies: { 200: schema.VendorPage },
      errors: [errors.invalid],
    }),
    valid('query', schema.VendorQuery),
    async (c) => {
      const { modality, language, ...page } = c.req.valid('query');
      return c.json(await vendorPage(c, deps, page, { states: ['approved'], modality, language }));
    },
  );
  app.get(
    '/api/v1/annotation/vendors/:slug',
    route({
      summary: 'A vendor: what it can do, its certificates, whether it is approved',
      tag,
      access: 'public',
      replies: { 200: schema.VendorView },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.VendorPath),
    async (c) => {
      const view = await deps.store.read(c.var.actor, async (db) => {
        const org = await vendorOrganisation(db, c.req.valid('param').slug);
        return fullView(c, db, org && (await vendorOf(db, org.id)));
      });
      return c.json(view);
    },
  );
  app.get(
    '/api/v1/annotation/vendors/:slug/scorecard',
    route({
      summary: 'How a vendor has worked for others, each figure with the number of facts behind it',
      tag,
      access: 'public',
      replies: { 200: schema.Scorecard },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.VendorPath),
    async (c) => {
      const row = await deps.store.read(c.var.actor, async (db) => {
        const org = await vendorOrganisation(db, c.req.valid('param').slug);
        return org && vendorOf(db, org.id);
      });
      if (!row) throw new AppError(errors.notFound);
      return c.json(await scorecardOf(deps, row.org_id));
    },
  );
  app.put(
    '/api/v1/annotation/vendors/:slug',
    route({
      summary: "Write the vendor's profile",
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: schema.VendorView },
      errors: changeErrors,
    }),
    valid('param', schema.VendorPath),
    valid('json', schema.SaveVendor),
    (c) =>
      change(c, deps, c.req.valid('param').slug, async (trx, audit, org) => {
        const row = await saveVendor(trx, audit, org, c.req.valid('json'));
        return { status: 200, body: await fullView(c, trx, row) };
      }),
  );
  for (const command of ['submit', 'withdraw'] as const)
    app.post(
      `/api/v1/annotation/vendors/:slug/${command}`,
      route({
        summary: command === 'submit' ? 'Lay the profile before the operator' : 'Take it back',
        tag,
        access: 'manager',
        scope: writeScope,
        replies: { 200: schema.VendorView },
        errors: changeErrors,
      }),
      valid('param', schema.VendorPath),
      valid('json', schema.VendorRevision),
      (c) =>
        change(c, deps, c.req.valid('param').slug, async (trx, audit, org) => {
          const row = await submitVendor(trx, audit, org, command, c.req.valid('json').revision);
          return { status: 200, body: await fullView(c, trx, row) };
        }),
    );
  app.route('/', certificateRoutes(deps));
  app.route('/', teamRoutes(deps));
  return app;
}

function certificateRoutes(deps: VendorDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const described = (summary: string, status: 200 | 201 | 204) =>
    route({
      summary,
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { [status]: status === 204 ? undefined : schema.VendorView },
      errors: [
        ...changeErrors,
        vendorErrors.tooManyCertificates,
        vendorErrors.fileKind,
        vendorErrors.dates,
      ],
    });
  app.post(
    '/api/v1/annotation/vendors/:slug/certificates',
    described('Add a certificate', 201),
    valid('param', schema.VendorPath),
    valid('json', schema.AddCertificate),
    (c) =>
      change(c, deps, c.req.valid('param').slug, async (trx, audit, org) => {
        const row = await addCertificate(trx, audit, org, c.req.valid('json'));
        return { status: 201, body: certificateView(row) };
      }),
  );
  app.delete(
    '/api/v1/annotation/vendors/:slug/certificates/:id',
    described('Remove a certificate', 204),
    valid('param', schema.CertificatePath),
    (c) => {
      const { slug, id } = c.req.valid('param');
      return change(c, deps, slug, async (trx, audit, org) => {
        await removeCertificate(trx, audit, org, id);
        return { status: 204 };
      });
    },
  );
  app.put(
    '/api/v1/annotation/vendors/:slug/certificates/:id/file',
    described('Store the scan of a certificate', 200),
    valid('param', schema.CertificatePath),
    valid('json', schema.PutCertificateFile),
    (c) => {
      const { slug, id } = c.req.valid('param');
      return change(c, deps, slug, async (trx, audit, org) => {
        const row = await putFile(trx, audit, org, id, c.req.valid('json'));
        return { status: 200, body: certificateView(row) };
      });
    },
  );
  app.get(
    '/api/v1/annotation/vendors/:slug/certificates/:id/file',
    route({
      summary: 'The scan of a certificate, for the vendor and the staff',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: undefined },
      media: 'application/octet-stream',
      errors: refusals,
    }),
    valid('param', schema.CertificatePath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { slug, id } = c.req.valid('param');
      const file = await deps.store.read(actor, async (db) => {
        const org = mayLookInside(actor, await vendorOrganisation(db, slug));
        return certificateFile(db, org.id, id);
      });
      if (!file) throw new AppError(errors.notFound);
      return c.body(new Uint8Array(file.content), 200, {
        'content-type': file.media_type,
        'content-disposition': contentDisposition('attachment', file.name),
        'cache-control': 'private, no-store',
      });
    },
  );
  return app;
}
