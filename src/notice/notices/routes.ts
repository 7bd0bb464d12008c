import { Hono } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { Db, NoticeDeps } from '../deps.ts';
import {
  extensionsOf,
  listNotices,
  noticeById,
  objectionsOf,
  versionsOf,
  type NoticeFilter,
} from './queries.ts';
import * as schema from './schema.ts';
import { noticeSummary, noticeView, versionView } from './views.ts';

const tag = 'notices';

const filters: Readonly<Record<string, NoticeFilter>> = {
  running: { states: ['open', 'extended'], running: true },
  open: { states: ['open'] },
  extended: { states: ['extended'] },
  closed: { states: ['closed'] },
  confirmed: { states: ['confirmed'] },
  any: { states: ['open', 'extended', 'closed', 'confirmed'] },
};

/** One page of notices, newest first. */
export async function noticePage(
  db: Db,
  filter: NoticeFilter,
  query: { readonly cursor?: string; readonly limit?: string },
) {
  const n = Number(query.limit ?? 20);
  const rows = await listNotices(db, { ...filter, before: beforeOf(query.cursor) }, n + 1);
  const items = rows.slice(0, n);
  const last = items.at(-1);
  return {
    items: items.map(noticeSummary),
    ...(rows.length > n && last ? { next: encodeCursor([last.number.toString()]) } : {}),
  };
}

function beforeOf(cursor: string | undefined): bigint | undefined {
  if (cursor === undefined) return undefined;
  const [number] = decodeCursor(cursor, 1);
  if (typeof number !== 'string' || !/^\d{1,18}$/.test(number)) throw badCursor();
  return BigInt(number);
}

/** The notice with everything that is public about it; undefined where there is none to see. */
export async function wholeNotice(db: Db, id: string) {
  const row = await noticeById(db, id);
  if (!row) return undefined;
  return noticeView(row, {
    versions: await versionsOf(db, id),
    extensions: await extensionsOf(db, id),
    objections: await objectionsOf(db, id),
  });
}

/** Public notices as everybody reads them, with every text they ever had. */
export function publicNoticeRoutes(deps: NoticeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/notices',
    route({
      summary: 'Public notices, newest first',
      tag,
      access: 'public',
      replies: { 200: schema.NoticePage },
      errors: [errors.invalid],
    }),
    valid('query', schema.NoticeQuery),
    async (c) => {
      const { state, ...page } = c.req.valid('query');
      const filter = filters[state ?? 'any'] ?? { states: [] };
      return c.json(await deps.store.read(c.var.actor, (db) => noticePage(db, filter, page)));
    },
  );
  app.get(
    '/api/v1/notices/:id',
    route({
      summary: 'A public notice: text, hash, end, extensions, versions, objections and outcomes',
      tag,
      access: 'public',
      replies: { 200: schema.NoticeView },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.NoticePath),
    async (c) => {
      const { id } = c.req.valid('param');
      const view = await deps.store.read(c.var.actor, (db) => wholeNotice(db, id));
      if (!view) throw new AppError(errors.notFound);
      return c.json(view);
    },
  );
  app.get(
    '/api/v1/notices/:id/versions/:version',
    route({
      summary: 'A text the notice has or had',
      tag,
      access: 'public',
      replies: { 200: schema.VersionView },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.VersionPath),
    async (c) => {
      const { id, version } = c.req.valid('param');
      const rows = await deps.store.read(c.var.actor, (db) => versionsOf(db, id));
      const row = rows.find((v) => v.version === Number(version));
      if (!row) throw new AppError(errors.notFound);
      return c.json(versionView(row));
    },
  );
  return app;
}
