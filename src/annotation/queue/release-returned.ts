import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import type { AnnotationDeps } from '../deps.ts';
import { forsaken, giveUpReturned } from './return-queries.ts';
import { reopenSlot } from './queries.ts';

const worker = systemActor('annotation.release-returned');
const batch = 100;

/**
 * Job: items sent back to people who have since left the vendor's organisation are offered to the others
 * of its team. The result that was sent back stays in the record as replaced.
 */
export async function releaseReturned(deps: Pick<AnnotationDeps, 'store'>): Promise<void> {
  for (let found = batch; found === batch;)
    found = await deps.store.write(worker, async (trx) => {
      const items = await forsaken(trx, batch);
      for (const { slot_id, award_id, vendor_org_id, person_id } of items) {
        await giveUpReturned(trx, slot_id);
        await reopenSlot(trx, slot_id, award_id);
        await recordAudit(trx, worker, {
          action: 'annotation.release-returned',
          objectType: 'annotation-slot',
          objectId: slot_id,
          orgId: vendor_org_id,
          before: { state: 'returned', returnedTo: person_id },
          after: { state: 'open' },
        });
      }
      return items.length;
    });
}
