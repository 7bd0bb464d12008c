import type { JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps } from '../access/deps.ts';
import { mailModerationNotice, moderationNoticeJob } from './notify-moderation.ts';

/** Notices of suspensions, appeals and reports. */
export function moderationJobs(deps: GatedDeps): JobHandlers {
  return { [moderationNoticeJob]: mailModerationNotice(deps) };
}
