import { annotationCron, annotationJobs } from '#src/annotation/index.ts';
import { auditCron, auditJobs } from '#src/audit/index.ts';
import { catalogCron, catalogJobs } from '#src/catalog/index.ts';
import { identityCron, identityJobs } from '#src/identity/index.ts';
import { noticeCron, noticeJobs } from '#src/notice/index.ts';
import { notifyCron, notifyJobs } from '#src/notify/index.ts';
import { qualityCron, qualityJobs } from '#src/quality/index.ts';
import { outcomeCron, outcomeJobs, selectionCron, selectionJobs } from '#src/selection/index.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { Hub } from './hub.ts';

/** Every feature's job handlers, joined; a name used twice stops the start. */
export function hubJobs(hub: Hub): JobHandlers {
  const joined: Record<string, JobHandlers[string]> = {};
  for (const handlers of [
    auditJobs(hub),
    identityJobs(hub),
    catalogJobs(hub),
    qualityJobs(hub),
    annotationJobs(hub),
    noticeJobs(hub),
    notifyJobs(hub),
    selectionJobs(hub),
    outcomeJobs(hub),
  ])
    for (const [name, handler] of Object.entries(handlers)) {
      if (joined[name]) throw new Error(`two handlers for the job ${name}`);
      joined[name] = handler;
    }
  return joined;
}

/** What recurs, in UTC. */
export const hubCron: readonly CronEntry[] = [
  ...auditCron,
  ...identityCron,
  ...notifyCron,
  ...catalogCron,
  ...qualityCron,
  ...annotationCron,
  ...noticeCron,
  ...selectionCron,
  ...outcomeCron,
];
