import type { CronEntry, JobHandlers } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import { purgeKeys } from './purge-keys.ts';
import type { AuditTables } from './tables.ts';

export function auditJobs(deps: { readonly store: Store<AuditTables> }): JobHandlers {
  return {
    'audit.purge-keys': async () => {
      await purgeKeys(deps.store);
    },
  };
}

export const auditCron: readonly CronEntry[] = [{ pattern: '17 * * * *', job: 'audit.purge-keys' }];
