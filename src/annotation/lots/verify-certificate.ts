import { verifyCertificate, type SignedCertificate } from '../acceptance/certificate.ts';
import type { LotUnit } from '#src/kernel/draw-sample.ts';
import type { Db } from '../deps.ts';
import { keyById } from './key-queries.ts';
import { unitsOf } from './queries.ts';
import type { Verified } from './schema.ts';
import { publicKeyOf } from './signing-key.ts';

/**
 * Checks a certificate against the hub's keys and the units of the lot, sent along or as the hub has
 * them; says the first thing that does not fit, `key` where no key of this hub signed it.
 */
export async function verifyAtHub(
  db: Db,
  certificate: SignedCertificate,
  units: readonly LotUnit[] | undefined,
): Promise<typeof Verified.infer> {
  const key = await keyById(db, certificate.keyId);
  if (!key) return { ok: false, wrong: 'key' };
  const all = units ?? (await unitsOf(db, certificate.body.lotId));
  return verifyCertificate(certificate, await publicKeyOf(key.public_key), all);
}
