import { AppError } from '#src/kernel/errors.ts';
import type { Db, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { vendorStanding, type VendorStanding } from '../vendors/standing.ts';
import { openUnits } from './award-queries.ts';
import type { PackageRow } from './queries.ts';

/** Most units of labour (task × overlap) not yet done that a vendor may hold for each of its people. */
const unitsPerHead = 500;

/** Refuses a vendor whose profile lacks what the package asks for: annotation.vendorLacks with `missing`. */
export function requireAbilities(row: PackageRow, standing: VendorStanding): void {
  const lacking = (wanted: readonly string[], has: readonly string[]) =>
    wanted.filter((w) => !has.includes(w));
  const modalities = lacking(row.required_modalities, standing.modalities);
  const languages = lacking(row.required_languages, standing.languages);
  if (modalities.length + languages.length > 0)
    throw new AppError(annotationErrors.vendorLacks, {
      extra: { missing: { modalities, languages } },
    });
}

/** The standing of an approved vendor that can do what the package asks for. */
export async function requireVendor(
  db: Db,
  row: PackageRow,
  vendorOrgId: string,
): Promise<VendorStanding> {
  const standing = await vendorStanding(db, vendorOrgId);
  if (!standing?.approved) throw new AppError(annotationErrors.vendorNotApproved);
  requireAbilities(row, standing);
  return standing;
}

/**
 * How many tasks of a package a vendor still has room for, by its headcount and what it has on its hands
 * for all demand sides; at least 1, else annotation.vendorFull. Holds the vendor until the transaction
 * ends, so that two packages are not claimed into the same room.
 */
export async function roomOf(trx: Trx, row: PackageRow, standing: VendorStanding): Promise<number> {
  const capacity = standing.headcount * unitsPerHead;
  const open = await openUnits(trx, standing.orgId);
  const room = Math.floor((capacity - open) / row.overlap);
  if (room < 1) throw new AppError(annotationErrors.vendorFull, { extra: { open, capacity } });
  return room;
}
