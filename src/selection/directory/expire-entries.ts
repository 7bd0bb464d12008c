import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import type { OutcomeDeps } from '../outcome-deps.ts';
import { expireEntry } from './publish.ts';
import { directoryEntry, expiredEntries } from './queries.ts';

const actor = systemActor('directory-expiry');

/** Job: entries whose last day is over are no longer recommended; each in a transaction of its own. */
export async function expireEntries(
  deps: Pick<OutcomeDeps, 'store' | 'jobs' | 'clock'>,
): Promise<void> {
  const due = await deps.store.read(actor, (db) => expiredEntries(db, 200));
  for (const { id } of due)
    await deps.store.write(actor, async (trx) => {
      const row = await directoryEntry(trx, id);
      if (row?.state !== 'listed') return;
      await expireEntry(trx, (record) => recordAudit(trx, actor, record), deps, row);
    });
}
