import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import type { Db } from '../deps.ts';
import { allowClaim, type Vendor } from '../policy.ts';
import { personStanding, vendorStanding } from '../vendors/standing.ts';

/** The vendor in whose name the actor takes on work; its role is that of the vendor's team. */
export async function claimant(
  db: Db,
  actor: UserActor,
  row: { readonly org_id: string },
  slug: string,
): Promise<Authorized<Vendor, 'claim'>> {
  const orgId = actor.orgs.find((m) => m.slug === slug)?.orgId;
  const standing = orgId && (await personStanding(db, orgId, actor.userId));
  return allowClaim(actor, row, slug, standing ? standing.role : undefined);
}

/** Whether the actor manages an approved vendor that is not the demand side. */
export async function leadsVendor(db: Db, actor: UserActor, demandOrgId: string): Promise<boolean> {
  for (const { orgId } of actor.orgs.filter((m) => m.approved && m.orgId !== demandOrgId)) {
    const person = await personStanding(db, orgId, actor.userId);
    if (person?.role === 'manager' && (await vendorStanding(db, orgId))?.approved) return true;
  }
  return false;
}
