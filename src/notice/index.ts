import { Hono } from 'hono';
import type { Kysely, Transaction } from 'kysely';
import type { Audit, AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import { isWorkingDay as dayIsWorked, workingDayAfter as dayAfter } from './calendar/calendar.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { closeNotices } from './close-notices.ts';
import type { Db, NoticeDeps, NoticeListener, NoticeSubject, Trx } from './deps.ts';
import { closeJob, openNotice as open, type NewNotice } from './notices/keep-notice.ts';
import { noticeOf as ofSubject } from './notices/queries.ts';
import { isConfirmed as confirmed, upheldObjections as upheld } from './notices/settled.ts';
import type { NoticeTables } from './tables.ts';
import { operatorNoticeRoutes } from './notices/operator-routes.ts';
import { publicNoticeRoutes } from './notices/routes.ts';
import { operatorObjectionRoutes } from './objections/operator-routes.ts';
import { objectionRoutes } from './objections/routes.ts';

type Tables = NoticeTables & IdentityTables & AuditTables;
const within = <T extends Tables>(trx: Transaction<T>): Trx => trx as unknown as Trx;
const reading = <T extends Tables>(db: Kysely<T>): Db => db as unknown as Db;

/** The n-th working day after `day` (YYYY-MM-DD, Asia/Shanghai), which itself does not count. */
export const workingDayAfter = <T extends Tables>(db: Kysely<T>, day: string, n: number) =>
  dayAfter(reading(db), day, n);

/** @public Whether `day` (YYYY-MM-DD, Asia/Shanghai) is worked. */
export const isWorkingDay = <T extends Tables>(db: Kysely<T>, day: string) =>
  dayIsWorked(reading(db), day);

/** Opens a notice about something of another feature in that feature's transaction; its id. */
export const openNotice = <T extends Tables>(
  trx: Transaction<T>,
  audit: Audit,
  jobs: NoticeDeps['jobs'],
  notice: NewNotice,
): Promise<string> => open(within(trx), audit, jobs, notice);

/** @public The newest notice about a subject. */
export const noticeOf = <T extends Tables>(db: Kysely<T>, subject: NoticeSubject) =>
  ofSubject(reading(db), subject);

/** @public Whether the notice has run its time and was settled. */
export const isConfirmed = <T extends Tables>(db: Kysely<T>, noticeId: string) =>
  confirmed(reading(db), noticeId);

/** @public The objections to a notice that were upheld, each with the item it is about. */
export const upheldObjections = <T extends Tables>(db: Kysely<T>, noticeId: string) =>
  upheld(reading(db), noticeId);

export { noticeErrors } from './errors.ts';
export { noticeWorklist } from './worklist.ts';
/** @public */
export type { NoticeListener, SettledNotice, SettledObjection } from './deps.ts';
export type { NoticeTables } from './tables.ts';

/** Working days, public notices and objections under /api/v1; `listeners` act on what they decide. */
export function noticeRoutes(deps: NoticeDeps, listeners: readonly NoticeListener[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', calendarRoutes(deps));
  app.route('/', publicNoticeRoutes(deps));
  app.route('/', objectionRoutes(deps));
  app.route('/', operatorNoticeRoutes(deps, listeners));
  app.route('/', operatorObjectionRoutes(deps, listeners));
  return app;
}

export function noticeJobs(deps: Pick<NoticeDeps, 'store'>): JobHandlers {
  return { [closeJob]: (payload) => closeNotices(deps, payload) };
}

/** Besides the job of each notice's own end. */
export const noticeCron: readonly CronEntry[] = [{ pattern: '5 * * * *', job: closeJob }];
