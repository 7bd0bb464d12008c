import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { correctResult, type ResultRow } from './result-queries.ts';

/** Corrects one's own submission while nobody has reviewed it. */
export async function correctOwnResult(
  trx: Trx,
  row: Authorized<ResultRow, 'own'>,
  body: { readonly result: readonly unknown[]; readonly revision: number },
  audit: Audit,
): Promise<void> {
  const stands = row.state === 'submitted' || row.state === 'skipped';
  if (!stands || row.lot_id !== null || row.reviewed_at !== null)
    throw new AppError(annotationErrors.reviewed);
  const digest = await sha256Hex(canonicalJson({ result: body.result }));
  if (!(await correctResult(trx, row.id, body.revision, body.result, digest)))
    throw new AppError(errors.conflict);
  await audit({
    action: 'annotation.correct',
    objectType: 'annotation',
    objectId: row.id,
    orgId: row.vendor_org_id,
    before: { digest: row.content_digest, revision: row.revision },
    after: { digest, revision: body.revision + 1 },
  });
}
