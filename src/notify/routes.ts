import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { Db, NotifyDeps } from './deps.ts';
import { noticeGroups, usualMail } from './groups.ts';
import { recipient } from './policy.ts';
import {
  keepPreferences,
  listNotices,
  markRead,
  preferencesOf,
  unreadOf,
  type NoticeRow,
} from './queries.ts';
import * as schema from './schema.ts';

const tag = 'notifications';
const asked = [errors.unauthenticated, errors.forbidden];
const changed = [...asked, errors.invalid, errors.idempotencyKeyMissing];

const own = (
  summary: string,
  replies: Parameters<typeof route>[0]['replies'],
  refusals: readonly (typeof errors)[keyof typeof errors][],
) => route({ summary, tag, access: 'user', scope: 'account', replies, errors: refusals });

const noticeView = (row: NoticeRow) => ({
  id: row.id,
  kind: row.kind,
  title: { zh: row.title_zh, en: row.title_en },
  text: { zh: row.text_zh, en: row.text_en },
  href: row.href,
  createdAt: row.created_at.toISOString(),
  read: row.read_at !== null,
});

async function preferenceView(db: Db, userId: string) {
  const kept = new Map((await preferencesOf(db, userId)).map((row) => [row.group_key, row.mail]));
  return {
    items: noticeGroups.map((group) => ({ group, mail: kept.get(group) ?? usualMail[group] })),
  };
}

const idPattern = /^[0-9a-f-]{36}$/;

/** Where a page begins: after the notice that ended the previous one. */
function startOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const before = decodeCursor(cursor, 1)[0];
  if (typeof before !== 'string' || !idPattern.test(before)) throw badCursor();
  return before;
}

/** A person's notices and which of them come by mail. */
export function notifyRoutes(deps: NotifyDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  readingRoutes(app, deps);
  settlingRoutes(app, deps);
  preferenceRoutes(app, deps);
  return app;
}

function readingRoutes(app: Hono<AppEnv>, deps: NotifyDeps): void {
  app.get(
    '/api/v1/notifications',
    own('Your notices, newest first', { 200: schema.NoticePage }, [...asked, errors.invalid]),
    valid('query', schema.NoticeQuery),
    async (c) => {
      const { userId } = recipient(c.var.actor);
      const query = c.req.valid('query');
      const limit = Number(query.limit ?? 20);
      const before = startOf(query.cursor);
      const { rows, unread } = await deps.store.read(c.var.actor, async (db) => ({
        rows: await listNotices(db, userId, {
          before,
          unread: query.unread === 'true',
          limit: limit + 1,
        }),
        unread: await unreadOf(db, userId),
      }));
      const items = rows.slice(0, limit).map(noticeView);
      const last = items.at(-1);
      const next = rows.length > limit && last ? { next: encodeCursor([last.id]) } : {};
      return c.json({ items, unread, ...next });
    },
  );
  app.get(
    '/api/v1/notifications/unread',
    own('How many of your notices are unread', { 200: schema.UnreadView }, asked),
    async (c) => {
      const { userId } = recipient(c.var.actor);
      return c.json({ unread: await deps.store.read(c.var.actor, (db) => unreadOf(db, userId)) });
    },
  );
}

function settlingRoutes(app: Hono<AppEnv>, deps: NotifyDeps): void {
  app.post(
    '/api/v1/notifications/read-all',
    own('Mark your notices read, up to the newest you saw', { 200: schema.ReadView }, changed),
    valid('json', schema.ReadAll),
    (c) => {
      const { userId } = recipient(c.var.actor);
      const { upTo } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const count = await markRead(trx, userId, { upTo });
        const after = { upTo, changed: count };
        await audit({
          action: 'notify.read-all',
          objectType: 'person',
          objectId: userId,
          after,
        });
        return { status: 200, body: { changed: count, unread: await unreadOf(trx, userId) } };
      });
    },
  );
  app.post(
    '/api/v1/notifications/read',
    own('Mark some of your notices read', { 200: schema.ReadView }, changed),
    valid('json', schema.ReadSome),
    (c) => {
      const { userId } = recipient(c.var.actor);
      const { ids } = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const count = await markRead(trx, userId, { ids });
        await audit({
          action: 'notify.read',
          objectType: 'person',
          objectId: userId,
          after: { changed: count },
        });
        return { status: 200, body: { changed: count, unread: await unreadOf(trx, userId) } };
      });
    },
  );
}

function preferenceRoutes(app: Hono<AppEnv>, deps: NotifyDeps): void {
  app.get(
    '/api/v1/notifications/preferences',
    own('Which notices come to you by mail', { 200: schema.PreferenceList }, asked),
    async (c) => {
      const { userId } = recipient(c.var.actor);
      return c.json(await deps.store.read(c.var.actor, (db) => preferenceView(db, userId)));
    },
  );
  app.put(
    '/api/v1/notifications/preferences',
    own('Choose which notices come by mail', { 200: schema.PreferenceList }, changed),
    valid('json', schema.KeepPreferences),
    (c) => {
      const { userId } = recipient(c.var.actor);
      const { items } = c.req.valid('json');
      const wanted = [...new Map(items.map((item) => [item.group, item])).values()];
      return mutate(c, deps.store, async (trx, audit) => {
        const before = await preferenceView(trx, userId);
        await keepPreferences(trx, userId, wanted);
        const after = await preferenceView(trx, userId);
        await audit({
          action: 'notify.choose-mail',
          objectType: 'person',
          objectId: userId,
          before,
          after,
        });
        return { status: 200, body: after };
      });
    },
  );
}
