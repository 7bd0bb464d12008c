import { Hono } from 'hono';
import { isStaff } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { Store } from '#src/ports/store.ts';
import { selectEntries } from './queries.ts';
import { AuditPage, AuditQuery } from './schema.ts';
import type { AuditTables } from './tables.ts';

type Entry = Awaited<ReturnType<typeof selectEntries>>[number];

const view = (e: Entry): (typeof AuditPage.infer.items)[number] => ({
  id: e.id.toString(),
  at: e.at.toISOString(),
  actorKind: e.actor_kind,
  actorId: e.actor_id,
  orgId: e.org_id,
  action: e.action,
  objectType: e.object_type,
  objectId: e.object_id,
  payloadDigest: e.payload_digest,
  requestId: e.request_id,
  salt: e.salt,
  content: e.content,
});

function entryBefore(cursor: string): bigint {
  const id = String(decodeCursor(cursor, 1)[0]);
  if (!/^[0-9]{1,18}$/.test(id)) throw badCursor();
  return BigInt(id);
}

/** The record of every change, for auditors. */
export function auditRoutes(deps: { readonly store: Store<AuditTables> }): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/audit',
    route({
      summary: 'Changes, newest first',
      tag: 'audit',
      access: 'staff',
      scope: 'staff',
      replies: { 200: AuditPage },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('query', AuditQuery),
    async (c) => {
      if (c.var.actor.kind === 'anonymous') throw new AppError(errors.unauthenticated);
      if (!isStaff(c.var.actor, 'auditor')) throw new AppError(errors.notFound);
      const { cursor, limit: size, ...filter } = c.req.valid('query');
      const limit = Number(size ?? 50);
      const before = cursor ? entryBefore(cursor) : undefined;
      const rows = await deps.store.read(c.var.actor, (db) =>
        selectEntries(db, { ...filter, ...(before === undefined ? {} : { before }) }, limit + 1),
      );
      const items = rows.slice(0, limit).map(view);
      const last = items.at(-1);
      return c.json({
        items,
        ...(rows.length > limit && last ? { next: encodeCursor([last.id]) } : {}),
      });
    },
  );
  return app;
}
