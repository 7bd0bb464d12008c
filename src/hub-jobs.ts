import { catalogCron, catalogJobs } from '#src/catalog/index.ts';
import { identityCron, identityJobs } from '#src/identity/index.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { Hub } from './hub.ts';

/** Every feature's job handlers, joined; a name used twice stops the start. */
export function hubJobs(hub: Hub): JobHandlers {
  return { ...identityJobs(hub), ...catalogJobs(hub) };
}

/** What recurs, in UTC. */
export const hubCron: readonly CronEntry[] = [...identityCron, ...catalogCron];
