import type { UserActor } from '#src/kernel/actor.ts';
import type { Db } from '../deps.ts';
import { awardFor } from '../packages/award-queries.ts';
import { packageById, type PackageRow } from '../packages/queries.ts';
import { personStanding } from '../vendors/standing.ts';
import { allowReview, isMember, visible, type Side } from '../policy.ts';

export interface ReviewPlace {
  readonly package: PackageRow;
  readonly side: Side;
  /** The vendor of which the actor is a member; undefined for the demand side of other people's work. */
  readonly vendorOrgId: string | undefined;
}

/** Whether a vendor has made somebody an inspector or manager of its annotation. */
export async function mayInspect(db: Db, actor: UserActor, vendorOrgId: string): Promise<boolean> {
  const standing = await personStanding(db, vendorOrgId, actor.userId);
  return standing?.role === 'inspector' || standing?.role === 'manager';
}

/**
 * The package a person reviews in and its side there. Who belongs to an awarded vendor and to the demand
 * side stands on the vendor's. hub.notFound for strangers, hub.forbidden for plain annotators.
 */
export async function reviewPlace(
  db: Db,
  actor: UserActor,
  packageId: string,
): Promise<ReviewPlace> {
  const row = visible(await packageById(db, packageId));
  const award = await awardFor(
    db,
    packageId,
    actor.orgs.map((m) => m.orgId),
  );
  const vendor = award?.vendor_org_id ?? (row.mode === 'own_team' ? row.org_id : undefined);
  const own = vendor !== undefined && isMember(actor, vendor) ? vendor : undefined;
  const shared = { org_id: row.org_id, vendor_org_id: own ?? '' };
  const inspects = own !== undefined && (await mayInspect(db, actor, own));
  const { side } = allowReview(actor, shared, inspects);
  return { package: row, side, vendorOrgId: own };
}
