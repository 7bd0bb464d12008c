import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { insertAward, takeTasks } from './award-queries.ts';
import { fillPackage, type PackageRow } from './queries.ts';

export interface ShareOrder {
  readonly actor: UserActor;
  readonly package: PackageRow;
  readonly vendorOrgId: string;
  /** How many tasks at most. */
  readonly count: number;
  readonly priceFen: bigint;
}

/**
 * Gives the next tasks of a locked package to a vendor: award, slots and counters. Returns the award's
 * id. Errors: annotation.noTasks when everything is given out.
 */
export async function giveShare(trx: Trx, order: ShareOrder, audit: Audit): Promise<string> {
  const { package: row, vendorOrgId, count, priceFen } = order;
  const id = newId();
  const award = {
    id,
    package_id: row.id,
    project_id: row.project_id,
    org_id: row.org_id,
    vendor_org_id: vendorOrgId,
    price_fen: priceFen,
    created_by: order.actor.userId,
  };
  await insertAward(trx, award);
  const share = {
    packageId: row.id,
    projectId: row.project_id,
    awardId: id,
    orgId: row.org_id,
    vendorOrgId,
    overlap: row.overlap,
  };
  const tasks = await takeTasks(trx, share, count);
  if (tasks === 0) throw new AppError(annotationErrors.noTasks);
  await fillPackage(trx, row.id);
  await audit({
    action: 'annotation.award',
    objectType: 'annotation-award',
    objectId: id,
    orgId: row.org_id,
    after: { ...award, tasks },
  });
  return id;
}
