import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps } from './deps.ts';
import { endExpired } from './end-expired.ts';

/** The settling of approvals that ran out. */
export function accessJobs(deps: GatedDeps): JobHandlers {
  return {
    'catalog.end-expired-access': async () => {
      await endExpired(deps);
    },
  };
}

export const accessCron: readonly CronEntry[] = [
  { pattern: '*/10 * * * *', job: 'catalog.end-expired-access' },
];
