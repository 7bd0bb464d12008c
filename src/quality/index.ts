import { contentSettledJob } from '#src/catalog/index.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { QualityDeps } from './deps.ts';
import { scoreMissing, scoreSettled } from './score-version.ts';

export { qualityRoutes } from './routes.ts';
/** @public */
export { scorecardOf, type Scorecard } from './score-version.ts';
export type { QualityTables } from './tables.ts';

const sweepJob = 'quality.score-missing';

export function qualityJobs(deps: QualityDeps): JobHandlers {
  return {
    [contentSettledJob]: scoreSettled(deps),
    [sweepJob]: scoreMissing(deps),
  };
}

export const qualityCron: readonly CronEntry[] = [{ pattern: '*/10 * * * *', job: sweepJob }];
