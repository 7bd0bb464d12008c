import { Hono } from 'hono';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { documentErrors } from '#src/ports/documents.ts';
import type { OutcomeDeps } from '../outcome-deps.ts';
import { signedIn } from '../policy.ts';
import { letterDocument, letterFor } from './letter.ts';
import * as schema from './schema.ts';

const refusals = [
  errors.invalid,
  errors.unauthenticated,
  errors.forbidden,
  errors.notFound,
] as const;

/** The letter to the applicant, once the result is public. */
export function letterRoutes(deps: OutcomeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/selection/applications/:id/letter',
    route({
      summary: 'What became of an application and why, for its organisations',
      ...{ tag: 'selection', access: 'member', scope: 'catalog:read' },
      replies: { 200: schema.LetterView },
      errors: refusals,
    }),
    valid('param', schema.LetterPath),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:read');
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(actor, (db) => letterFor(db, actor, id)));
    },
  );
  app.get(
    '/api/v1/selection/applications/:id/letter.pdf',
    route({
      summary: 'The same letter as PDF',
      ...{ tag: 'selection', access: 'member', scope: 'catalog:read' },
      replies: { 200: undefined },
      media: 'application/pdf',
      errors: [...refusals, documentErrors.absent],
    }),
    valid('param', schema.LetterPath),
    valid('query', schema.LetterQuery),
    async (c) => {
      const actor = signedIn(c.var.actor, 'catalog:read');
      const { id } = c.req.valid('param');
      const letter = await deps.store.read(actor, (db) => letterFor(db, actor, id));
      if (!deps.documents) throw new AppError(documentErrors.absent);
      const language = c.req.valid('query').lang ?? c.var.language;
      const options = { language, url: deps.config.publicUrl, now: deps.clock.now() };
      return c.body(deps.documents.render(letterDocument(letter, options)), 200, {
        'content-type': 'application/pdf',
        'content-disposition': contentDisposition('attachment', `${letter.number}.pdf`),
        'cache-control': 'private, no-store',
      });
    },
  );
  return app;
}
