import { recordAudit, type Audit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { adopt, adoptable } from './orphan-queries.ts';
import { overlapTerms } from './overlap-queries.ts';
import { lockLease } from './queries.ts';
import { raiseOverlap } from './raise-overlap.ts';

/** Adopts one orphaned result; annotation.notFree when somebody holds or has done the slot. */
export async function adoptOrphan(trx: Trx, id: string, audit: Audit): Promise<void> {
  const adopted = await adopt(trx, id);
  if (!adopted) throw new AppError(annotationErrors.notFree);
  const lease = await lockLease(trx, adopted.lease_id);
  const terms = lease && (await overlapTerms(trx, lease.slot.package_id));
  if (lease && terms) await raiseOverlap(trx, lease, { ...terms, kind: lease.slot.kind });
  await audit({
    action: 'annotation.adopt',
    objectType: 'annotation',
    objectId: id,
    orgId: adopted.vendor_org_id,
    before: { state: 'orphaned' },
    after: { state: adopted.state, digest: adopted.content_digest },
  });
}

const sweeper = systemActor('annotation.adopt-orphans');

/** Lets the orphaned result of a slot that has just fallen free stand. */
export async function adoptFor(trx: Trx, slotId: string): Promise<void> {
  for (const id of await adoptable(trx, { slotId, limit: 1 }))
    await adoptOrphan(trx, id, (record) => recordAudit(trx, sweeper, record));
}

/** Lets orphaned results stand whose slot has fallen free and that nobody else has answered. */
export async function adoptOrphans(deps: Pick<AnnotationDeps, 'store'>): Promise<void> {
  const batch = 200;
  let found = batch;
  while (found === batch)
    found = await deps.store.write(sweeper, async (trx) => {
      const ids = await adoptable(trx, { limit: batch });
      for (const id of ids)
        await adoptOrphan(trx, id, (record) => recordAudit(trx, sweeper, record));
      return ids.length;
    });
}
