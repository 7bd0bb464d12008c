import type { JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps } from '../access/deps.ts';
import { mailModerationNotice, moderationNoticeJob } from './notify-moderation.ts';
import { mailNewReports, reportMailJob } from './notify-reports.ts';

/** Notices of suspensions, appeals and reports. */
export function moderationJobs(deps: GatedDeps): JobHandlers {
  return {
    [moderationNoticeJob]: mailModerationNotice(deps),
    [reportMailJob]: mailNewReports(deps),
  };
}
