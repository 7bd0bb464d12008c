import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { SelectionDeps } from './deps.ts';
import { decisionRoutes } from './decision/routes.ts';
import { sheetRoutes } from './decision/sheet-routes.ts';
import { expireEntries } from './directory/expire-entries.ts';
import { operatorDirectoryRoutes } from './directory/operator-routes.ts';
import { directoryRoutes } from './directory/routes.ts';
import type { OutcomeDeps } from './outcome-deps.ts';
import { letterRoutes } from './letter/routes.ts';
import { leaveReviewJobs } from './applications/leave-review.ts';
import { closeOverdueRounds } from './rounds/command-round.ts';
import { applicationRoutes } from './routes/applications.ts';
import { operatorRoundRoutes } from './routes/operator.ts';
import { partRoutes } from './routes/parts.ts';
import { publicSelectionRoutes } from './routes/public.ts';
import { screeningRoutes } from './routes/screening.ts';

export { replayRound } from './rounds/replay-round.ts';
export { selectionNoticeListener } from './decision/notice-listener.ts';
export type { DecisionTables } from './decision/tables.ts';
export type { DirectoryTables } from './directory/tables.ts';
export { outcomeWorklist } from './outcome-worklist.ts';
export { selectionWorklist } from './worklist.ts';
export type { SelectionTables } from './tables.ts';

/** Calls, applications and their screening under /api/v1. */
export function selectionRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  for (const routes of [
    publicSelectionRoutes,
    applicationRoutes,
    partRoutes,
    operatorRoundRoutes,
    screeningRoutes,
  ])
    app.route('/', routes(deps));
  return app;
}

/** Deliberation, decisions, the directory and its certificates under /api/v1. */
export function outcomeRoutes(deps: OutcomeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  for (const routes of [
    decisionRoutes,
    sheetRoutes,
    directoryRoutes,
    operatorDirectoryRoutes,
    letterRoutes,
  ])
    app.route('/', routes(deps));
  return app;
}

export const outcomeJobs = (deps: Pick<OutcomeDeps, 'store' | 'jobs' | 'clock'>): JobHandlers => ({
  'selection.expire-entries': () => expireEntries(deps),
});

/** Just after midnight in Asia/Shanghai. */
export const outcomeCron: readonly CronEntry[] = [
  { pattern: '2 16 * * *', job: 'selection.expire-entries' },
];

/** Deadlines, and what applicants may not do themselves. */
export function selectionJobs(deps: Pick<SelectionDeps, 'store'>): JobHandlers {
  return {
    'selection.close-rounds': () => closeOverdueRounds(deps),
    ...leaveReviewJobs(deps),
  };
}

export const selectionCron: readonly CronEntry[] = [
  { pattern: '* * * * *', job: 'selection.close-rounds' },
];
