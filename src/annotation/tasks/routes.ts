import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { allow, demandSide, person, readScope, visible, writeScope } from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { annotationErrors } from '../errors.ts';
import { requireKey } from '../queue/require-key.ts';
import { importItems } from './import-items.ts';
import { orderImport } from './order-import.ts';
import { receiveContent } from './receive-content.ts';
import { serveMedia } from './serve-media.ts';
import { importById, problemsOf, taskById, taskIds, taskSummaries } from './queries.ts';
import {
  ImportQuery,
  ImportTasks,
  ImportView,
  MediaPath,
  TaskList,
  TaskQuery,
  TaskView,
} from './schema.ts';
import { importView, taskView } from './view.ts';

/** The place behind which a page begins; 0 at the first. */
export function afterNumber(cursor: string | undefined): bigint {
  if (cursor === undefined) return 0n;
  const [number] = decodeCursor(cursor, 1);
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw badCursor();
  return BigInt(number);
}

const problemPage = 100;

async function importOf(
  db: Db,
  actor: UserActor,
  id: string,
  cursor: string | undefined,
): Promise<ImportView> {
  const row = demandSide(actor, await importById(db, id));
  const problems = await problemsOf(db, id, afterNumber(cursor), problemPage + 1);
  const page = problems.slice(0, problemPage);
  const last = page.at(-1);
  const next = problems.length > problemPage && last;
  return importView(row, page, next ? encodeCursor([Number(next.number)]) : undefined);
}

/** Tasks of a project and how they get in. */
export function taskRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', importRoutes(deps));
  app.get(
    '/api/v1/annotation/projects/:id/tasks',
    route({
      summary: 'Tasks of a project, without what they hold',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: TaskList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', TaskQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const query = c.req.valid('query');
      const bare = query.fields === 'id';
      const limit = Math.min(Number(query.limit ?? 50), bare ? 50_000 : 1_000);
      const after = afterNumber(query.cursor);
      const items = await deps.store.read(actor, async (db) => {
        demandSide(actor, await projectById(db, id));
        if (bare)
          return (await taskIds(db, id, after, limit + 1)).map((t) => ({
            id: t.id,
            number: Number(t.number),
          }));
        return (await taskSummaries(db, id, after, limit + 1)).map((t) => ({
          id: t.id,
          number: Number(t.number),
          submittedCount: t.submitted_count,
          acceptedCount: t.accepted_count,
          gold: t.is_gold,
          createdAt: t.created_at.toISOString(),
        }));
      });
      const page = items.slice(0, limit);
      const last = page.at(-1);
      const next = items.length > limit && last ? { next: encodeCursor([last.number]) } : {};
      return c.json({ items: page, ...next });
    },
  );
  app.get(
    '/api/v1/annotation/tasks/:id',
    route({
      summary: 'A task with its data',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: TaskView },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const row = await deps.store.read(actor, (db) => taskById(db, id));
      return c.json(taskView(actor, visible(row)));
    },
  );
  app.get(
    '/api/v1/annotation/tasks/:id/media/:field',
    route({
      summary: 'The content of one field of a task, with Range',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: undefined, 206: undefined },
      media: 'application/octet-stream',
      errors: [errors.invalid, errors.unauthenticated, errors.notFound, errors.unavailable],
    }),
    valid('param', MediaPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id, field } = c.req.valid('param');
      const task = visible(await deps.store.read(actor, (db) => taskById(db, id)));
      return serveMedia(deps, task, field, { method: c.req.method, headers: c.req.raw.headers });
    },
  );
  return app;
}

function importRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/annotation/projects/:id/imports',
    route({
      summary: 'Import tasks',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 201: ImportView },
      errors: [...mutationErrors, annotationErrors.importSource],
    }),
    valid('param', IdPath),
    valid('json', ImportTasks),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const project = allow(actor, await projectById(trx, id), 'import');
        const body = c.req.valid('json');
        const named = [body.items, body.file, body.dataset].filter((s) => s !== undefined);
        if (named.length !== 1) throw new AppError(annotationErrors.importSource);
        const made = body.items
          ? await importItems(trx, actor, project, body.items, audit)
          : await orderImport(deps, trx, actor, project, body, audit);
        return { status: 201, body: await importOf(trx, actor, made, undefined) };
      });
    },
  );
  app.put(
    '/api/v1/annotation/imports/:id/content',
    route({
      summary: 'Send the file of an import, streamed',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: ImportView },
      errors: [...mutationErrors, errors.tooLarge],
    }),
    valid('param', IdPath),
    async (c) => {
      requireKey(c);
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      await receiveContent(deps, actor, id, c.req.raw.body);
      return c.json(await deps.store.read(actor, (db) => importOf(db, actor, id, undefined)));
    },
  );
  app.get(
    '/api/v1/annotation/imports/:id',
    route({
      summary: 'An import: progress, counts and problems by item',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: ImportView },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', ImportQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const { cursor } = c.req.valid('query');
      return c.json(await deps.store.read(actor, (db) => importOf(db, actor, id, cursor)));
    },
  );
  return app;
}
