import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../access/deps.ts';
import type { GatedDataset } from '../access/queries.ts';
import { moderationErrors } from './errors.ts';
import { insertAppeal, openSuspension, refusedAppeals } from './queries/moderation.ts';

/** Refused appeals after which a suspension is settled by letter, not by form. */
const mostRefused = 3;

/** The provider's word against a suspension in force; one at a time. Returns the appeal's id. */
export async function appealSuspension(
  trx: Trx,
  userId: string,
  dataset: Authorized<GatedDataset, 'appeal'>,
  text: string,
  audit: Audit,
): Promise<string> {
  const suspension = await openSuspension(trx, dataset.id);
  if (!suspension) throw new AppError(moderationErrors.notSuspended);
  if ((await refusedAppeals(trx, suspension.id)) >= mostRefused)
    throw new AppError(moderationErrors.tooManyAppeals);
  const id = newId();
  const row = { id, dataset_id: dataset.id, text, created_by: userId };
  if (!(await insertAppeal(trx, { ...row, suspension_id: suspension.id })))
    throw new AppError(moderationErrors.appealOpen);
  await audit({
    action: 'catalog.appeal',
    objectType: 'appeal',
    objectId: id,
    orgId: dataset.org_id,
    after: { dataset: dataset.id, suspension: suspension.id, text },
  });
  return id;
}
