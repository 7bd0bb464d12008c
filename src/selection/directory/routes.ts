import { Hono, type Context } from 'hono';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { documentErrors } from '#src/ports/documents.ts';
import { decisionById } from '../decision/queries.ts';
import type { OutcomeDeps } from '../outcome-deps.ts';
import {
  certificateDocument,
  directoryCsv,
  directoryDocument,
  directoryFeed,
  directoryWorkbook,
} from './files.ts';
import {
  directoryEntry,
  directoryYears,
  entryBySlot,
  listDirectory,
  reviewsOf,
  type EntryRow,
} from './queries.ts';
import * as schema from './schema.ts';
import { certificateNumber, entryView, slotOf } from './views.ts';

const tag = 'selection';
const at = '/api/v1/selection/directory';
const file = (summary: string, media: string, pdf = false) =>
  route({
    summary,
    tag,
    access: 'public',
    replies: { 200: undefined },
    media,
    errors: [errors.invalid, errors.notFound, ...(pdf ? [documentErrors.absent] : [])],
  });

type FileQuery = typeof schema.FileQuery.infer;
type Ask = {
  readonly rows: EntryRow[];
  readonly language: 'zh' | 'en';
  readonly name: string;
  readonly year?: number;
};

/** The directory of the query's year or of all, and how its file is called. */
async function asked(c: Context<AppEnv>, deps: OutcomeDeps, query: FileQuery): Promise<Ask> {
  const year = query.year === undefined ? undefined : Number(query.year);
  const rows = await deps.store.read(c.var.actor, (db) => listDirectory(db, year));
  const name = year === undefined ? 'directory' : `directory-${year}`;
  const language = query.lang ?? c.var.language;
  return { rows, language, name, ...(year === undefined ? {} : { year }) };
}

const download = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': contentDisposition('attachment', name),
});

/** The directory as everybody reads it, in every form. */
export function directoryRoutes(deps: OutcomeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const url = deps.config.publicUrl;
  app.get(
    at,
    route({
      summary: 'The directory of a year or of all: who owns its slots',
      tag,
      access: 'public',
      replies: { 200: schema.DirectoryView },
      errors: [errors.invalid],
    }),
    valid('query', schema.DirectoryQuery),
    async (c) => {
      const { year } = c.req.valid('query');
      const view = await deps.store.read(c.var.actor, async (db) => ({
        years: (await directoryYears(db)).map((row) => ({
          year: row.year,
          slots: Number(row.slots),
          listed: Number(row.listed),
        })),
        items: (await listDirectory(db, year === undefined ? undefined : Number(year))).map(
          entryView,
        ),
      }));
      return c.json(view);
    },
  );
  app.get(
    `${at}/entries/:id`,
    route({
      summary: 'An entry, also after it expired or was revoked',
      tag,
      access: 'public',
      replies: { 200: schema.EntryView },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.EntryPath),
    async (c) => {
      const view = await deps.store.read(c.var.actor, async (db) => {
        const row = await directoryEntry(db, c.req.valid('param').id);
        if (!row) throw new AppError(errors.notFound);
        const decision = await decisionById(db, row.decision_id);
        const reviews = await reviewsOf(db, row.id);
        return {
          ...entryView(row),
          round: { id: row.round_id, title: { zh: row.round_zh, en: row.round_en } },
          merit: { ...row.reason },
          ...(decision?.notice_id ? { notice: decision.notice_id } : {}),
          reviewDue: row.review_due,
          reviews: reviews.map((r) => ({
            at: r.reviewed_at.toISOString(),
            note: r.note,
            nextDue: r.next_due,
          })),
          revision: row.revision,
        };
      });
      return c.json(view);
    },
  );
  app.get(
    '/api/v1/selection/certificates/:number',
    route({
      summary: 'What a certificate says today',
      tag,
      access: 'public',
      replies: { 200: schema.CertificateView },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.CertificatePath),
    async (c) => {
      const { number } = c.req.valid('param');
      const { year, slot } = slotOf(number);
      const row = await deps.store.read(c.var.actor, (db) => entryBySlot(db, year, slot));
      if (!row) throw new AppError(errors.notFound);
      return c.json({ number, valid: row.state === 'listed', entry: entryView(row) });
    },
  );
  app.get(
    `${at}.csv`,
    file('The directory as CSV (UTF-8 with mark)', 'text/csv'),
    valid('query', schema.FileQuery),
    async (c) => {
      const { rows, language, name } = await asked(c, deps, c.req.valid('query'));
      const headers = download('text/csv; charset=utf-8', `${name}.csv`);
      return c.body(directoryCsv(rows, language, url), 200, headers);
    },
  );
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  app.get(
    `${at}.xlsx`,
    file('The directory as a workbook', xlsx),
    valid('query', schema.FileQuery),
    async (c) => {
      const { rows, language, name } = await asked(c, deps, c.req.valid('query'));
      return c.body(directoryWorkbook(rows, language, url), 200, download(xlsx, `${name}.xlsx`));
    },
  );
  app.get(
    `${at}.rss`,
    file('The directory as RSS 2.0', 'application/rss+xml'),
    valid('query', schema.FileQuery),
    async (c) => {
      const { rows, language } = await asked(c, deps, c.req.valid('query'));
      return c.body(directoryFeed(rows, language, url), 200, {
        'content-type': 'application/rss+xml; charset=utf-8',
      });
    },
  );
  app.get(
    `${at}.pdf`,
    file('The directory as PDF', 'application/pdf', true),
    valid('query', schema.FileQuery),
    async (c) => {
      const { rows, language, name, year } = await asked(c, deps, c.req.valid('query'));
      if (!deps.documents) throw new AppError(documentErrors.absent);
      const options = { language, url, now: deps.clock.now(), ...(year ? { year } : {}) };
      const pdf = deps.documents.render(directoryDocument(rows, options));
      return c.body(pdf, 200, download('application/pdf', `${name}.pdf`));
    },
  );
  app.get(
    `${at}/entries/:id/certificate.pdf`,
    file('The certificate of an entry, with a code to verify it', 'application/pdf', true),
    valid('param', schema.EntryPath),
    valid('query', schema.LanguageQuery),
    async (c) => {
      const { id } = c.req.valid('param');
      const row = await deps.store.read(c.var.actor, (db) => directoryEntry(db, id));
      if (!row) throw new AppError(errors.notFound);
      if (!deps.documents) throw new AppError(documentErrors.absent);
      const language = c.req.valid('query').lang ?? c.var.language;
      const model = certificateDocument(row, { language, url, now: deps.clock.now() });
      const headers = download('application/pdf', `${certificateNumber(row)}.pdf`);
      return c.body(deps.documents.render(model), 200, headers);
    },
  );
  return app;
}
