import { sql } from 'kysely';
import type { MemberRole, StaffRole } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Db, Trx } from './deps.ts';
import type { MailChoice, NoticeGroup } from './groups.ts';

export interface NoticeText {
  readonly event_id: string;
  readonly kind: string;
  readonly org_id: string | null;
  readonly title_zh: string;
  readonly title_en: string;
  readonly text_zh: string;
  readonly text_en: string;
  readonly href: string;
}

/** Writes one notice for each of `to` who exists and is not disabled; resolves with how many. */
export async function insertNotices(
  trx: Trx,
  to: readonly string[],
  text: NoticeText,
): Promise<number> {
  const people = await trx
    .selectFrom('identity.person')
    .select('user_id')
    .where('user_id', 'in', to)
    .where('disabled_at', 'is', null)
    .execute();
  if (people.length === 0) return 0;
  await trx
    .insertInto('notify.notice')
    .values(people.map(({ user_id }) => ({ id: newId(), user_id, ...text })))
    .execute();
  return people.length;
}

/** Everybody with one of these roles in an organisation, whoever asks: see the function's migration. */
export async function membersOf(
  trx: Trx,
  orgId: string,
  roles: readonly MemberRole[],
): Promise<string[]> {
  const { rows } = await sql<{
    user_id: string;
  }>`select user_id from notify.members_of(${orgId}, ${roles}::text[]) as user_id`.execute(trx);
  return rows.map((row) => row.user_id);
}

export async function staffOf(trx: Trx, role: StaffRole): Promise<string[]> {
  const rows = await trx
    .selectFrom('identity.person')
    .select('user_id')
    .where(sql<boolean>`${role} = any (staff_roles)`)
    .execute();
  return rows.map((row) => row.user_id);
}

export type NoticeRow = Awaited<ReturnType<typeof listNotices>>[number];

/** Newest first, at most `limit`; `before` is the id that ended the previous page. */
export const listNotices = (
  db: Db,
  userId: string,
  page: { readonly before?: string | undefined; readonly unread: boolean; readonly limit: number },
) => {
  let query = db
    .selectFrom('notify.notice')
    .select(['id', 'kind', 'title_zh', 'title_en', 'text_zh', 'text_en', 'href'])
    .select(['read_at', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  if (page.unread) query = query.where('read_at', 'is', null);
  return query.execute();
};

/** Unread notices are counted up to this; the bell shows `99+` beyond 99. */
const countedUpTo = 1000;

export async function unreadOf(db: Db, userId: string): Promise<number> {
  const { unread } = await db
    .selectFrom(
      db
        .selectFrom('notify.notice')
        .select('id')
        .where('user_id', '=', userId)
        .where('read_at', 'is', null)
        .limit(countedUpTo)
        .as('some'),
    )
    .select((eb) => eb.fn.countAll<bigint>().as('unread'))
    .executeTakeFirstOrThrow();
  return Number(unread);
}

/** Marks own unread notices, some or all up to one; resolves with how many changed. */
export async function markRead(
  trx: Trx,
  userId: string,
  which: { readonly ids: readonly string[] } | { readonly upTo: string },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('notify.notice')
    .set({ read_at: sql<Date>`now()` })
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .where((eb) => ('ids' in which ? eb('id', 'in', which.ids) : eb('id', '<=', which.upTo)))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export const preferencesOf = (db: Db, userId: string) =>
  db
    .selectFrom('notify.preference')
    .select(['group_key', 'mail'])
    .where('user_id', '=', userId)
    .execute();

export async function keepPreferences(
  trx: Trx,
  userId: string,
  wanted: readonly { readonly group: NoticeGroup; readonly mail: MailChoice }[],
): Promise<void> {
  await trx
    .insertInto('notify.preference')
    .values(wanted.map(({ group, mail }) => ({ user_id: userId, group_key: group, mail })))
    .onConflict((oc) =>
      oc.columns(['user_id', 'group_key']).doUpdateSet((eb) => ({ mail: eb.ref('excluded.mail') })),
    )
    .execute();
}
