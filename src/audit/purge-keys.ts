import { systemActor } from '#src/kernel/actor.ts';
import type { Store } from '#src/ports/store.ts';
import { deleteOldKeys } from './queries.ts';
import type { AuditTables } from './tables.ts';

/** Forgets idempotency keys older than 24 hours; returns how many. */
export function purgeKeys(store: Store<AuditTables>): Promise<number> {
  return store.write(systemActor('purge-keys'), (trx) => deleteOldKeys(trx, 24));
}
