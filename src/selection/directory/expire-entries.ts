import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import type { OutcomeDeps } from '../outcome-deps.ts';
import { tellEnding } from '../tell-outcome.ts';
import { expireEntry } from './publish.ts';
import { directoryEntry, entriesAhead, expiredEntries, noteReminder } from './queries.ts';

const actor = systemActor('directory-expiry');
type Deps = Pick<OutcomeDeps, 'store' | 'jobs' | 'clock'>;

/** Tells once, up to thirty days ahead, of the end of an entry and of the yearly look at it. */
async function remind(deps: Deps): Promise<void> {
  for (const what of ['expiry', 'review'] as const)
    for (const row of await deps.store.read(actor, (db) => entriesAhead(db, what, 200)))
      await deps.store.write(actor, async (trx) => {
        const due = what === 'expiry' ? row.valid_to : row.review_due;
        if (!(await noteReminder(trx, { entry_id: row.id, what, due }))) return;
        await tellEnding(trx, deps, row, what === 'expiry' ? 'expiring' : 'to-review');
        await recordAudit(trx, actor, {
          action: 'selection.remind-entry',
          objectType: 'directory-entry',
          objectId: row.id,
          after: { what, due },
        });
      });
}

/**
 * Job: entries whose last day is over are no longer recommended, each in a transaction of its own; people are told
 * of the others ahead of their time.
 */
export async function expireEntries(deps: Deps): Promise<void> {
  const due = await deps.store.read(actor, (db) => expiredEntries(db, 200));
  for (const { id } of due)
    await deps.store.write(actor, async (trx) => {
      const row = await directoryEntry(trx, id);
      if (row?.state !== 'listed') return;
      await expireEntry(trx, (record) => recordAudit(trx, actor, record), deps, row);
    });
  await remind(deps);
}
