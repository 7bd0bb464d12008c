import { Hono } from 'hono';
import { anonymous, systemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { party, person, readScope, visible } from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { requireKey } from '../queue/require-key.ts';
import { tag } from '../respond.ts';
import { certificateKeys, keyById } from './key-queries.ts';
import { lotById, unitsOf } from './queries.ts';
import { CertificateKeys, CertificateView, Verified, VerifyCertificate } from './schema.ts';
import { vendorRole } from './vendor-role.ts';
import { verifyAtHub } from './verify-certificate.ts';

/** Acceptance certificates: the parties fetch them, anybody checks them. */
export function certificateRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/lots/:id/certificate',
    route({
      summary: 'The signed certificate of a decided lot, with all that is needed to check it',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: CertificateView },
      errors: [
        errors.invalid,
        errors.unauthenticated,
        errors.forbidden,
        errors.notFound,
        annotationErrors.noCertificate,
      ],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const found = await deps.store.read(actor, async (db) => {
        const row = await lotById(db, id);
        const { certificate } = party(actor, row, await vendorRole(db, actor, row));
        if (!certificate) throw new AppError(annotationErrors.noCertificate);
        const key = visible(await keyById(db, certificate.keyId));
        return { certificate, publicKey: key.public_key, units: await unitsOf(db, id) };
      });
      return c.json(found);
    },
  );
  app.get(
    '/.well-known/banyan-certificate-keys.json',
    route({
      summary: 'Public keys that sign acceptance certificates',
      tag,
      access: 'public',
      replies: { 200: CertificateKeys },
    }),
    async (c) => {
      const rows = await deps.store.read(anonymous, certificateKeys);
      const items = rows.map((row) => ({
        keyId: row.key_id,
        publicKey: row.public_key,
        since: row.first_used_at.toISOString(),
      }));
      return c.json({ algorithm: 'Ed25519' as const, items });
    },
  );
  app.post(
    '/api/v1/annotation/certificates/verify',
    route({
      summary: 'Check an acceptance certificate; changes nothing',
      tag,
      access: 'public',
      replies: { 200: Verified },
      errors: [errors.invalid],
    }),
    valid('json', VerifyCertificate),
    async (c) => {
      requireKey(c);
      const { certificate, units } = c.req.valid('json');
      // As the hub: whoever holds a certificate learns whether it holds, and nothing else.
      const verified = await deps.store.read(systemActor('verify'), (db) =>
        verifyAtHub(db, certificate, units),
      );
      return c.json(verified);
    },
  );
  return app;
}
