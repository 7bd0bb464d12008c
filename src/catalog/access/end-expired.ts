import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import type { GatedDeps } from './deps.ts';
import { tellAccess } from './notify-access.ts';
import { closeAllExpired } from './queries.ts';

const batch = 500;

/**
 * Closes approvals whose time is over and tells their holders. The right itself has ended before,
 * by the database's clock; this only settles the rows. Returns how many were closed.
 */
export async function endExpired(deps: Pick<GatedDeps, 'store' | 'jobs'>): Promise<number> {
  const actor = systemActor('end-expired-access');
  for (let closed = 0; ;) {
    const count = await deps.store.write(actor, async (trx) => {
      const rows = await closeAllExpired(trx, batch);
      for (const row of rows) {
        await recordAudit(trx, actor, {
          action: 'access.expire',
          objectType: 'access-request',
          objectId: row.id,
          before: { state: 'approved' },
          after: { state: 'expired' },
        });
        await tellAccess(deps, trx, { requestId: row.id, event: 'expired' });
      }
      return rows.length;
    });
    closed += count;
    if (count < batch) return closed;
  }
}
