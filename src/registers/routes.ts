import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { documentErrors } from '#src/ports/documents.ts';
import type { RegisterDeps } from './deps.ts';
import { registerRefusals } from './errors.ts';
import { proposeEntry } from './keep-entry.ts';
import { mayPropose } from './policy.ts';
import { entryById, listEntries, listRegisters, registerOf, versionsOf } from './queries.ts';
import { entryPage } from './respond.ts';
import * as schema from './schema.ts';
import { entriesCsv, entriesDocument, entryView, registerView, versionView } from './views.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const tag = 'registers';
const publicly = (summary: string, replies: Reply) =>
  route({
    summary,
    tag,
    access: 'public',
    replies,
    errors: [errors.invalid, errors.notFound],
  });

/** The largest list that is given out in one CSV file. */
const csvRows = 50_000;
/** A printed list of more than this is nobody's reading; the CSV has them all. */
const pdfRows = 2_000;

/** The registers as everybody reads them, and proposals by the organisations concerned. */
export function publicRegisterRoutes(deps: RegisterDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/registers',
    publicly('The published registers', { 200: schema.RegisterList }),
    async (c) => {
      const rows = await deps.store.read(c.var.actor, (db) => listRegisters(db));
      return c.json({ items: rows.map(registerView) });
    },
  );
  app.get(
    '/api/v1/registers/:register',
    publicly('A register with its fields', { 200: schema.RegisterView }),
    valid('param', schema.RegisterPath),
    async (c) => {
      const { register } = c.req.valid('param');
      const row = await deps.store.read(c.var.actor, (db) => registerOf(db, register));
      if (!row) throw new AppError(errors.notFound);
      return c.json(registerView(row));
    },
  );
  app.get(
    '/api/v1/registers/:register/entries',
    publicly('Entries of a register: those on the list today, or of a state', {
      200: schema.EntryPage,
    }),
    valid('param', schema.RegisterPath),
    valid('query', schema.EntryQuery),
    async (c) => {
      const { register } = c.req.valid('param');
      const { state, q, organisation, ...page } = c.req.valid('query');
      const found = await deps.store.read(c.var.actor, (db) => registerOf(db, register));
      if (!found) throw new AppError(errors.notFound);
      const filter = { register, state: state ?? ('in force' as const), q, organisation };
      return c.json(await entryPage(c, deps, page, filter));
    },
  );
  app.get(
    '/api/v1/registers/:register/entries.csv',
    route({
      summary: 'The list of today as CSV (UTF-8 with mark)',
      tag,
      access: 'public',
      replies: { 200: undefined },
      media: 'text/csv',
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.RegisterPath),
    valid('query', schema.CsvQuery),
    async (c) => {
      const { register } = c.req.valid('param');
      const language = c.req.valid('query').lang ?? c.var.language;
      const csv = await deps.store.read(c.var.actor, async (db) => {
        const found = await registerOf(db, register);
        if (!found) throw new AppError(errors.notFound);
        const rows = await listEntries(db, { register, state: 'in force' }, csvRows);
        return entriesCsv(found.fields, rows, language);
      });
      return c.body(csv, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': contentDisposition('attachment', `${register}.csv`),
      });
    },
  );
  app.get(
    '/api/v1/registers/:register/entries.pdf',
    route({
      summary: 'The list of today as PDF',
      tag,
      access: 'public',
      replies: { 200: undefined },
      media: 'application/pdf',
      errors: [errors.invalid, errors.notFound, documentErrors.absent],
    }),
    valid('param', schema.RegisterPath),
    valid('query', schema.CsvQuery),
    async (c) => {
      const { register } = c.req.valid('param');
      const language = c.req.valid('query').lang ?? c.var.language;
      const url = `${deps.config.publicUrl}/api/v1/registers/${register}/entries`;
      const { documents } = deps;
      const model = await deps.store.read(c.var.actor, async (db) => {
        const found = await registerOf(db, register);
        if (!found) throw new AppError(errors.notFound);
        const rows = await listEntries(db, { register, state: 'in force' }, pdfRows);
        return entriesDocument(found, rows, { language, url, now: new Date() });
      });
      if (!documents) throw new AppError(documentErrors.absent);
      return c.body(documents.render(model), 200, {
        'content-type': 'application/pdf',
        'content-disposition': contentDisposition('attachment', `${register}.pdf`),
      });
    },
  );
  app.get(
    '/api/v1/register-entries/:id',
    publicly('One entry, also after it left the list', { 200: schema.EntryView }),
    valid('param', schema.EntryPath),
    async (c) => {
      const { id } = c.req.valid('param');
      const row = await deps.store.read(c.var.actor, (db) => entryById(db, id));
      if (!row) throw new AppError(errors.notFound);
      return c.json(entryView(row));
    },
  );
  app.get(
    '/api/v1/register-entries/:id/history',
    publicly('Everything an entry ever said, newest first', { 200: schema.HistoryList }),
    valid('param', schema.EntryPath),
    async (c) => {
      const { id } = c.req.valid('param');
      const rows = await deps.store.read(c.var.actor, async (db) =>
        (await entryById(db, id)) ? versionsOf(db, id) : [],
      );
      if (rows.length === 0) throw new AppError(errors.notFound);
      return c.json({ items: rows.map(versionView) });
    },
  );
  app.post(
    '/api/v1/registers/:register/entries',
    route({
      summary: 'Propose an entry about the own organisation',
      tag,
      access: 'manager',
      scope: 'org:manage',
      replies: { 201: schema.EntryView },
      errors: [
        errors.invalid,
        errors.unauthenticated,
        errors.forbidden,
        errors.notFound,
        registerRefusals.attributes,
      ],
    }),
    valid('param', schema.RegisterPath),
    valid('json', schema.ProposeEntry),
    (c) => {
      const actor = c.var.actor;
      if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
      const { organisation, ...entry } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const org = organisation ? await organisationBySlug(trx, organisation) : undefined;
        const orgId = mayPropose(actor, org).id;
        const { register } = c.req.valid('param');
        const row = await proposeEntry(trx, audit, register, {
          ...entry,
          orgId,
          by: actor.userId,
        });
        return { status: 201, body: entryView(row) };
      });
    },
  );
  return app;
}
