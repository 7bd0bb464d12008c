import { Hono } from 'hono';
import type { AppEnv } from '#src/kernel/http.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { SelectionDeps } from './deps.ts';
import { leaveReviewJobs } from './applications/leave-review.ts';
import { closeOverdueRounds } from './rounds/command-round.ts';
import { applicationRoutes } from './routes/applications.ts';
import { operatorRoundRoutes } from './routes/operator.ts';
import { partRoutes } from './routes/parts.ts';
import { publicSelectionRoutes } from './routes/public.ts';
import { screeningRoutes } from './routes/screening.ts';

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
