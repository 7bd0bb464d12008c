import { sql, type Insertable, type UpdateObject } from 'kysely';
import type { Db, NoticeSubject, Trx } from '../deps.ts';
import type { NoticeState, NoticeTables } from '../tables.ts';

const openCount = sql<bigint>`count(*) filter (where o.state in ('filed', 'admitted', 'answered'))`;

function notices(db: Db) {
  return db
    .selectFrom('notice.notice as n')
    .innerJoin('notice.version as v', (join) =>
      join.onRef('v.notice_id', '=', 'n.id').onRef('v.version', '=', 'n.version'),
    )
    .selectAll('n')
    .select(['v.title_zh', 'v.title_en', 'v.body_zh', 'v.body_en', 'v.items', 'v.sha256'])
    .select('v.published_at')
    .select(sql<boolean>`coalesce(n.ends_at <= now(), false)`.as('ended'))
    .select((eb) => [
      eb
        .selectFrom('notice.objection as o')
        .select((count) => count.fn.countAll<bigint>().as('total'))
        .whereRef('o.notice_id', '=', 'n.id')
        .as('objections'),
      eb
        .selectFrom('notice.objection as o')
        .select(openCount.as('open'))
        .whereRef('o.notice_id', '=', 'n.id')
        .as('open_objections'),
    ]);
}
export type NoticeRow = Awaited<ReturnType<ReturnType<typeof notices>['execute']>>[number];

export const noticeById = (db: Db, id: string) =>
  notices(db).where('n.id', '=', id).executeTakeFirst();

/** The newest notice about a subject. */
export const noticeOf = (db: Db, subject: NoticeSubject) =>
  notices(db)
    .where('n.subject_kind', '=', subject.kind)
    .where('n.subject_id', '=', subject.id)
    .orderBy('n.number', 'desc')
    .limit(1)
    .executeTakeFirst();

export interface NoticeFilter {
  readonly states: readonly NoticeState[];
  /** Only those whose end has not come. */
  readonly running?: boolean;
  readonly before?: bigint | undefined;
}

/** Notices, newest first. */
export function listNotices(db: Db, filter: NoticeFilter, n: number) {
  let query = notices(db)
    .where('n.state', 'in', [...filter.states])
    .orderBy('n.number', 'desc')
    .limit(n);
  if (filter.running) query = query.where('n.ends_at', '>', sql<Date>`now()`);
  if (filter.before !== undefined) query = query.where('n.number', '<', filter.before);
  return query.execute();
}

export const insertNotice = (trx: Trx, row: Insertable<NoticeTables['notice.notice']>) =>
  trx.insertInto('notice.notice').values(row).execute();

export const insertVersion = (trx: Trx, row: Insertable<NoticeTables['notice.version']>) =>
  trx.insertInto('notice.version').values(row).execute();

export const insertExtension = (trx: Trx, row: Insertable<NoticeTables['notice.extension']>) =>
  trx.insertInto('notice.extension').values(row).execute();

/** Changes the notice of this revision; false when another change came first. */
export async function updateNotice(
  trx: Trx,
  id: string,
  revision: number,
  change: UpdateObject<NoticeTables, 'notice.notice'>,
): Promise<boolean> {
  const row = await trx
    .updateTable('notice.notice')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const now = () => sql<Date>`now()`;

/** 24:00 of a day in Asia/Shanghai. */
export const endOf = (day: string) =>
  sql<Date>`(${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`;

/** Waits for whoever is filing an objection or closing the notice, then holds the turn. */
export const takeTurn = (trx: Trx, noticeId: string) =>
  sql`select notice.take_turn(${noticeId})`.execute(trx);

export const versionsOf = (db: Db, noticeId: string) =>
  db
    .selectFrom('notice.version')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .orderBy('version', 'desc')
    .execute();
export type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number];

export const extensionsOf = (db: Db, noticeId: string) =>
  db
    .selectFrom('notice.extension')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .orderBy('number')
    .execute();
export type ExtensionRow = Awaited<ReturnType<typeof extensionsOf>>[number];

export const objectionsOf = (db: Db, noticeId: string) =>
  db
    .selectFrom('notice.objection')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .orderBy('number')
    .execute();
export type ObjectionRow = Awaited<ReturnType<typeof objectionsOf>>[number];

/** Ids of notices whose end has passed and that nothing keeps open. */
export const dueToClose = (db: Db, n: number) =>
  db
    .selectFrom('notice.notice as n')
    .select('n.id')
    .where('n.state', 'in', ['open', 'extended'])
    .where('n.ends_at', '<=', sql<Date>`now()`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('notice.objection as o')
            .select('o.id')
            .whereRef('o.notice_id', '=', 'n.id')
            .where('o.state', 'in', ['filed', 'admitted', 'answered']),
        ),
      ),
    )
    .orderBy('n.ends_at')
    .limit(n)
    .execute();
