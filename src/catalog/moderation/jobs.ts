import type { JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps } from '../access/deps.ts';
import { mailReporter, reporterMailJob } from './notify-moderation.ts';
import { tellNewReports, reportMailJob } from './notify-reports.ts';

/** Notices of suspensions, appeals and reports. */
export function moderationJobs(deps: GatedDeps): JobHandlers {
  return {
    [reporterMailJob]: mailReporter(deps),
    [reportMailJob]: tellNewReports(deps),
  };
}
