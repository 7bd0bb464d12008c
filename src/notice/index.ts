import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { closeNotices } from './close-notices.ts';
import type { NoticeDeps, NoticeListener } from './deps.ts';
import { closeJob } from './notices/keep-notice.ts';
import { operatorNoticeRoutes } from './notices/operator-routes.ts';
import { publicNoticeRoutes } from './notices/routes.ts';
import { operatorObjectionRoutes } from './objections/operator-routes.ts';
import { objectionRoutes } from './objections/routes.ts';

/** @public */
export { isWorkingDay, workingDayAfter } from './calendar/calendar.ts';
/** @public */
export { amendNotice, openNotice } from './notices/keep-notice.ts';
/** @public */
export { noticeOf } from './notices/queries.ts';
/** @public */
export { isConfirmed, upheldObjections } from './notices/settled.ts';
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
