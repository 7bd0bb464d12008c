import type { UserActor } from '#src/kernel/actor.ts';
import type { Db } from '../deps.ts';
import { personStanding } from '../vendors/standing.ts';
import type { VendorRole } from '../vendors/tables.ts';

/** What the actor is in the team of the vendor that a row belongs to; undefined without a row or a role. */
export async function vendorRole(
  db: Db,
  actor: UserActor,
  row: { readonly vendor_org_id: string } | undefined,
): Promise<VendorRole | undefined> {
  return row && (await personStanding(db, row.vendor_org_id, actor.userId))?.role;
}
