import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { moveApplication } from '../move.ts';
import type { ApplicationRow } from '../queries/application.ts';
import { ownRevision } from './view.ts';

/** Takes an application back for good; what was submitted stays on record and a new one may follow. */
export async function withdrawApplication(
  trx: Trx,
  audit: Audit,
  application: Authorized<ApplicationRow, 'edit'>,
  input: { readonly revision: number; readonly reason?: string; readonly by: string },
): Promise<ApplicationRow> {
  if (ownRevision(application) !== input.revision) throw new AppError(errors.conflict);
  return moveApplication(trx, audit, application, 'withdraw', {
    actor: input.by,
    reason: input.reason,
  });
}
