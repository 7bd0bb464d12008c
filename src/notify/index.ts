import { systemActor } from '#src/kernel/actor.ts';
import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { NotifyDeps } from './deps.ts';
import { mailDigests, mailNotices } from './mail-notices.ts';
import { deleteOld } from './mail-queries.ts';
import { mailJob } from './tell.ts';

export { notifyRoutes } from './routes.ts';
export { notify, notifyOrganisation, notifyStaff } from './tell.ts';
export type { NotifyTables } from './tables.ts';

const digestJob = 'notify.mail-digests';
const purgeJob = 'notify.purge';

export function notifyJobs(deps: Pick<NotifyDeps, 'store' | 'mail' | 'config'>): JobHandlers {
  return {
    [mailJob]: mailNotices(deps),
    [digestJob]: mailDigests(deps),
    [purgeJob]: async () => {
      await deps.store.write(systemActor('purge'), (trx) => deleteOld(trx));
    },
  };
}

/** Digests go out at 08:00 in Asia/Shanghai, which has no summer time. */
export const notifyCron: readonly CronEntry[] = [
  { pattern: '0 0 * * *', job: digestJob },
  { pattern: '41 19 * * *', job: purgeJob },
];
