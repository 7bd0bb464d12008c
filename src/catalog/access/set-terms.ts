import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from './deps.ts';
import { keepTerms, type GatedDataset } from './queries.ts';
import type { AccessTerms } from './schema.ts';
import { presentTerms } from './terms.ts';

/** Sets the terms later requesters must accept; grants given under earlier ones stay as accepted. */
export async function setTerms(
  trx: Trx,
  actor: UserActor,
  dataset: Authorized<GatedDataset, 'govern'>,
  body: { readonly text: string; readonly replaces: string },
  audit: Audit,
): Promise<AccessTerms> {
  const before = await presentTerms(trx, dataset);
  if (before.digest !== body.replaces) throw new AppError(errors.conflict);
  const id = newId();
  const digest = await sha256Hex(body.text);
  const row = { id, dataset_id: dataset.id, digest, content: body.text };
  await keepTerms(trx, { ...row, origin: 'provider', set_by: actor.userId });
  await audit({
    action: 'access.set-terms',
    objectType: 'dataset',
    objectId: dataset.id,
    orgId: dataset.org_id,
    before: { termsDigest: before.digest },
    after: { termsDigest: digest },
  });
  return { text: body.text, digest, origin: 'provider' };
}
