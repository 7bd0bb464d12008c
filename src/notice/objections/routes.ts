import { Hono, type Context } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { takeRate } from '#src/identity/index.ts';
import { isStaff } from '#src/kernel/actor.ts';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { Db, NoticeDeps } from '../deps.ts';
import { noticeErrors } from '../errors.ts';
import { person } from '../policy.ts';
import { tellFiled } from '../tell.ts';
import { addEvidence, fileObjection } from './file-objection.ts';
import { caseById, casesOfPerson, evidenceFile, evidenceOf, type CaseRow } from './queries.ts';
import * as schema from './schema.ts';
import { evidenceView, objectionView } from './views.ts';

const tag = 'notices';
const filedPerDay = 20;
const refusals = [
  errors.invalid,
  errors.unauthenticated,
  errors.forbidden,
  errors.notFound,
] as const;

/** A page of objections in the order of their ids, as the actor of `c` sees them. */
export async function objectionPage(
  c: Context<AppEnv>,
  deps: NoticeDeps,
  query: { readonly cursor?: string; readonly limit?: string },
  find: (db: Db, cursor: string | undefined, n: number) => Promise<CaseRow[]>,
) {
  const n = Number(query.limit ?? 20);
  const [cursor] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 1);
  if (cursor !== undefined && typeof cursor !== 'string') throw badCursor();
  return deps.store.read(c.var.actor, async (db) => {
    const rows = await find(db, cursor, n + 1);
    const items = rows.slice(0, n);
    const evidence = await evidenceOf(
      db,
      items.map((row) => row.id),
    );
    const last = items.at(-1);
    return {
      items: items.map((row) => objectionView(c.var.actor, row, evidence)),
      ...(rows.length > n && last ? { next: encodeCursor([last.id]) } : {}),
    };
  });
}

/** Objections by the people who file them. */
export function objectionRoutes(deps: NoticeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/notices/:id/objections',
    route({
      summary: 'File an objection; only the staff learns who did',
      tag,
      access: 'user',
      scope: 'account',
      replies: { 201: schema.ObjectionView },
      errors: [...refusals, errors.tooMany, noticeErrors.unverified, noticeErrors.item],
    }),
    valid('param', schema.ObjectionPath),
    valid('json', schema.FileObjection),
    async (c) => {
      const { userId } = person(c.var.actor);
      const { id } = c.req.valid('param');
      await takeRate(deps.store, `objection:${userId}`, filedPerDay, 86_400);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await fileObjection(trx, audit, id, userId, c.req.valid('json'));
        await tellFiled(trx, deps.jobs, row);
        return { status: 201, body: objectionView(c.var.actor, row, []) };
      });
    },
  );
  app.get(
    '/api/v1/me/objections',
    route({
      summary: 'What the caller filed, newest first',
      tag,
      access: 'user',
      scope: 'account',
      replies: { 200: schema.ObjectionPage },
      errors: refusals,
    }),
    valid('query', schema.OwnQuery),
    async (c) => {
      const { userId } = person(c.var.actor);
      const page = await objectionPage(c, deps, c.req.valid('query'), (db, cursor, n) =>
        casesOfPerson(db, userId, cursor, n),
      );
      return c.json(page);
    },
  );
  app.get(
    '/api/v1/objections/:id',
    route({
      summary: 'An objection, for the person who filed it and the staff',
      tag,
      access: 'user',
      scope: 'account',
      replies: { 200: schema.ObjectionView },
      errors: refusals,
    }),
    valid('param', schema.ObjectionPath),
    async (c) => {
      const actor = person(c.var.actor);
      const view = await deps.store.read(actor, async (db) => {
        const row = await ownCase(db, c);
        return objectionView(actor, row, await evidenceOf(db, [row.id]));
      });
      return c.json(view);
    },
  );
  app.post(
    '/api/v1/objections/:id/evidence',
    route({
      summary: 'Add a file to an own objection before it is admitted',
      tag,
      access: 'user',
      scope: 'account',
      replies: { 201: schema.EvidenceView },
      errors: [...refusals, noticeErrors.evidenceKind, noticeErrors.evidenceFull],
    }),
    valid('param', schema.ObjectionPath),
    valid('json', schema.AddEvidence),
    (c) => {
      const { userId } = person(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await caseById(trx, c.req.valid('param').id);
        if (row?.filed_by !== userId) throw new AppError(errors.notFound);
        const added = await addEvidence(trx, audit, row, c.req.valid('json'));
        return { status: 201, body: evidenceView(added) };
      });
    },
  );
  app.get(
    '/api/v1/objections/:id/evidence/:file',
    route({
      summary: 'A file of an objection, for the person who filed it and the staff',
      tag,
      access: 'user',
      scope: 'account',
      replies: { 200: undefined },
      media: 'application/octet-stream',
      errors: refusals,
    }),
    valid('param', schema.EvidencePath),
    async (c) => {
      const actor = person(c.var.actor);
      const file = await deps.store.read(actor, async (db) => {
        const row = await ownCase(db, c);
        return evidenceFile(db, row.id, c.req.valid('param').file);
      });
      if (!file) throw new AppError(errors.notFound);
      return c.body(new Uint8Array(file.content), 200, {
        'content-type': file.media_type,
        'content-disposition': contentDisposition('attachment', file.name),
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      });
    },
  );
  return app;
}

/** The objection of the path, for who filed it and for staff that handles or audits notices. */
async function ownCase(db: Db, c: Context<AppEnv>): Promise<CaseRow> {
  const { actor } = c.var;
  const row = await caseById(db, c.req.param('id') ?? '');
  const own = actor.kind === 'user' && row?.filed_by === actor.userId;
  if (!row || (!own && !isStaff(actor, 'operator', 'approver', 'auditor')))
    throw new AppError(errors.notFound);
  return row;
}
