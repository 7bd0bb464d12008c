import { AppError, errors } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { fileErrors } from './errors.ts';
import { releaseHoldings } from './queries/blob.ts';
import { lockSpace, spaceOf } from './queries/upload.ts';

/** Unfinished uploads one organisation may have. */
const maxOpenUploads = 10_000;

/**
 * Makes sure that `bytes` more fit into the organisation's quota, before the row that counts them is
 * written in the same transaction; creations of one organisation follow each other. Contents that
 * are no longer used are let go before anything is refused.
 */
export async function reserveSpace(trx: Trx, orgId: string, bytes: number): Promise<void> {
  await lockSpace(trx, orgId);
  let space = await spaceOf(trx, orgId);
  if (!space) throw new AppError(errors.notFound);
  if (space.uploads >= maxOpenUploads) throw new AppError(fileErrors.tooManyUploads);
  const fits = () =>
    space !== undefined &&
    space.used_bytes + space.reserved_bytes + BigInt(bytes) <= space.limit_bytes;
  if (fits()) return;
  if ((await releaseHoldings(trx, orgId)) > 0) space = await spaceOf(trx, orgId);
  if (fits() || !space) return;
  throw new AppError(fileErrors.quota, {
    extra: {
      usedBytes: Number(space.used_bytes),
      reservedBytes: Number(space.reserved_bytes),
      limitBytes: Number(space.limit_bytes),
    },
  });
}
