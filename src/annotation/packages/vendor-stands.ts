import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { requireQualifiedVendor } from '../qualification/require-qualified.ts';
import { annotationErrors } from '../errors.ts';
import { claimant } from './claimant.ts';
import { mostFor } from './distribute.ts';
import { biddingOpen } from './distribution-queries.ts';
import { organisationNames, type PackageRow } from './queries.ts';
import { requireVendor } from './require-vendor.ts';
import type { VendorStand } from './schema.ts';

/** The checks of a claim or a bid, made before anybody presses the button. */
async function mostOrThrow(
  db: Db,
  actor: UserActor,
  row: PackageRow,
  slug: string,
): Promise<number> {
  const { orgId } = await claimant(db, actor, row, slug);
  if (row.state !== 'open') throw new AppError(errors.wrongState);
  if (row.mode === 'sealed_bids' && !(await biddingOpen(db, row.id)))
    throw new AppError(annotationErrors.biddingOver);
  await requireVendor(db, row, orgId);
  const most = await mostFor(db, row, orgId);
  await requireQualifiedVendor(db, row, orgId);
  if (most === 0) throw new AppError(annotationErrors.noTasks);
  return most;
}

/** Where each of the caller's organisations stands with a package it could take work of. */
export async function vendorStands(
  db: Db,
  actor: UserActor,
  row: PackageRow,
): Promise<VendorStand[]> {
  const takes = ['open_claim', 'invitation', 'sealed_bids'].includes(row.mode);
  const others = takes ? actor.orgs.filter((m) => m.orgId !== row.org_id) : [];
  const names = await organisationNames(
    db,
    others.map((m) => m.orgId),
  );
  const stands: VendorStand[] = [];
  for (const name of names) {
    try {
      const most = await mostOrThrow(db, actor, row, name.slug);
      stands.push({ ...name, most, refusal: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, zh, en } = error.spec;
      stands.push({ ...name, most: 0, refusal: { code, sentence: { zh, en } } });
    }
  }
  return stands;
}
