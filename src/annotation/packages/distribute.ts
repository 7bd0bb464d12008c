import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import type { Db, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import type { Vendor } from '../policy.ts';
import { vendorStanding } from '../vendors/standing.ts';
import { requireQualifiedVendor } from '../qualification/require-qualified.ts';
import type { AwardShares, ClaimShare, Invite, PlaceBid } from './distribution-schema.ts';
import {
  biddingOpen,
  bidsOf,
  crossTasks,
  invitationsOf,
  inviteVendor,
  placeBid,
  setInvitation,
  settleBids,
} from './distribution-queries.ts';
import { giveShare } from './give-share.ts';
import { requireAbilities, requireVendor, roomOf } from './require-vendor.ts';
import { updatePackage, type PackageRow } from './queries.ts';

type Distributed = Authorized<PackageRow, 'distribute'>;

const record = (row: PackageRow, verb: string, orgId: string) => ({
  action: `annotation.${verb}`,
  objectType: 'annotation-package',
  objectId: row.id,
  orgId,
});

function requireOpen(row: PackageRow, modes: readonly PackageRow['mode'][]): void {
  if (!modes.includes(row.mode))
    throw new AppError(annotationErrors.otherMode, { extra: { mode: row.mode } });
  if (row.state !== 'open')
    throw new AppError(errors.wrongState, { extra: { state: row.state, possibleIn: ['open'] } });
}

async function vendorNamed(trx: Trx, row: PackageRow, slug: string): Promise<string> {
  const org = await organisationBySlug(trx, slug);
  if (!org || org.status !== 'approved' || org.id === row.org_id)
    throw new AppError(annotationErrors.noVendor);
  const standing = await vendorStanding(trx, org.id);
  if (!standing?.approved) throw new AppError(annotationErrors.noVendor);
  requireAbilities(row, standing);
  return org.id;
}

/** Invites a vendor, which may then see the package and accept a share. */
export async function invite(
  trx: Trx,
  actor: UserActor,
  row: Distributed,
  body: Invite,
  audit: Audit,
): Promise<void> {
  requireOpen(row, ['invitation', 'sealed_bids', 'split', 'blind_overlap']);
  const vendor_org_id = await vendorNamed(trx, row, body.org);
  const share = body.share ?? null;
  const of = { package_id: row.id, org_id: row.org_id };
  await inviteVendor(trx, { ...of, vendor_org_id, share, invited_by: actor.userId });
  await audit({ ...record(row, 'invite', row.org_id), after: { vendor_org_id, share } });
}

/** How many tasks a vendor can take by itself; annotation.notInvited where it needs an invitation. */
export async function mostFor(db: Db, row: PackageRow, vendorOrgId: string): Promise<number> {
  const free = Number(row.task_count - row.awarded_count);
  const most = Math.min(free, Number(row.max_share ?? free));
  if (row.mode !== 'invitation') return most;
  const invited = (await invitationsOf(db, row.id)).find((i) => i.vendor_org_id === vendorOrgId);
  if (invited?.state !== 'open') throw new AppError(annotationErrors.notInvited);
  return invited.share === null ? most : Math.min(most, Number(invited.share));
}

/**
 * A vendor takes a share by itself: of an open claim as much as it may hold, of an invitation what it was
 * invited to. First come, first served: the package is locked.
 */
export async function claimShare(
  trx: Trx,
  actor: UserActor,
  row: PackageRow,
  vendor: Authorized<Vendor, 'claim'>,
  body: ClaimShare,
  audit: Audit,
): Promise<void> {
  requireOpen(row, ['open_claim', 'invitation']);
  const vendorOrgId = vendor.orgId;
  const standing = await requireVendor(trx, row, vendorOrgId);
  const most = Math.min(await mostFor(trx, row, vendorOrgId), await roomOf(trx, row, standing));
  await requireQualifiedVendor(trx, row, vendorOrgId);
  if (row.mode === 'invitation') await setInvitation(trx, row.id, vendorOrgId, 'accepted');
  if (body.share !== undefined && body.share > most)
    throw new AppError(annotationErrors.shareTooLarge, { extra: { most } });
  const order = { actor, package: row, vendorOrgId, count: body.share ?? most };
  await giveShare(trx, { ...order, priceFen: row.price_fen }, audit);
}

/** Places or changes a sealed bid; nobody but the vendor reads it before the deadline. */
export async function bid(
  trx: Trx,
  actor: UserActor,
  row: PackageRow,
  vendor: Authorized<Vendor, 'claim'>,
  body: PlaceBid,
  audit: Audit,
): Promise<void> {
  requireOpen(row, ['sealed_bids']);
  if (!(await biddingOpen(trx, row.id))) throw new AppError(annotationErrors.biddingOver);
  await requireVendor(trx, row, vendor.orgId);
  await requireQualifiedVendor(trx, row, vendor.orgId);
  const made = {
    id: newId(),
    package_id: row.id,
    vendor_org_id: vendor.orgId,
    price_fen: BigInt(body.priceFen),
    share: body.share,
    note: body.note ?? '',
    created_by: actor.userId,
  };
  await placeBid(trx, made);
  // The price stays sealed in the audit log too: staff read that.
  await audit({ ...record(row, 'bid', vendor.orgId), after: { vendor: vendor.orgId } });
}

/**
 * Awards shares to vendors: the winners of a bidding at their own price, else at the package's. Of a
 * blind overlap each vendor also gets some tasks of the next one.
 */
export async function award(
  trx: Trx,
  actor: UserActor,
  row: Distributed,
  body: AwardShares,
  seed: string,
  audit: Audit,
): Promise<void> {
  requireOpen(row, ['sealed_bids', 'split', 'blind_overlap', 'invitation']);
  const sealed = row.mode === 'sealed_bids';
  if (sealed && (await biddingOpen(trx, row.id))) throw new AppError(annotationErrors.bidsSealed);
  if (row.mode === 'blind_overlap' && body.awards.length < 2)
    throw new AppError(annotationErrors.needsTwo);
  if (!(await updatePackage(trx, row.id, body.revision, {}))) throw new AppError(errors.conflict);
  const bids = sealed ? await bidsOf(trx, row.id) : [];
  const given: { awardId: string; vendorOrgId: string }[] = [];
  for (const share of body.awards) {
    const vendorOrgId = await vendorNamed(trx, row, share.org);
    const offer = bids.find((b) => b.vendor_org_id === vendorOrgId && b.state === 'sealed');
    if (sealed && !offer) throw new AppError(annotationErrors.noBid);
    const priceFen = offer?.price_fen ?? (share.priceFen ? BigInt(share.priceFen) : row.price_fen);
    const standing = await requireVendor(trx, row, vendorOrgId);
    const room = await roomOf(trx, row, standing);
    const most = Math.min(room, row.max_share ?? room);
    if (share.share > most)
      throw new AppError(annotationErrors.shareTooLarge, { extra: { most, org: share.org } });
    const order = { actor, package: row, vendorOrgId, count: share.share, priceFen };
    given.push({ awardId: await giveShare(trx, order, audit), vendorOrgId });
  }
  if (sealed) await settleBids(trx, row.id);
  if (row.mode === 'blind_overlap') await cross(trx, row, given, seed);
}

/** Each vendor's tasks are drawn for the next vendor in the list. */
async function cross(
  trx: Trx,
  row: PackageRow,
  given: readonly { readonly awardId: string; readonly vendorOrgId: string }[],
  seed: string,
): Promise<void> {
  for (const [n, from] of given.entries()) {
    const to = given[(n + 1) % given.length] ?? from;
    const share = {
      packageId: row.id,
      projectId: row.project_id,
      awardId: to.awardId,
      orgId: row.org_id,
      vendorOrgId: to.vendorOrgId,
      overlap: 1,
    };
    await crossTasks(trx, from, share, seed, row.cross_rate_bp);
  }
}
