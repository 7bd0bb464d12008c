import type { Authorized } from '#src/kernel/authorized.ts';
import type { Db } from './deps.ts';
import { publicationGaps } from './card.ts';
import { findSensitive } from './find-sensitive.ts';
import { draftFiles } from './queries/draft.ts';
import type { DatasetRow } from './queries/dataset.ts';
import { hasOpenVersion, versionOutlook } from './queries/version.ts';
import type { PublishCheck } from './schema.ts';
import { nextVersions } from './version-number.ts';

const shown = 200;

/** Whether this publication would be the organisation's first beyond its members, and an operator looks at those. */
export const needsApproval = async (trx: Db, row: DatasetRow): Promise<boolean> =>
  row.org_first_version_reviewed &&
  row.visibility !== 'organisation' &&
  !(await hasOpenVersion(trx, row.org_id));

/** What still stands between the draft and its publication. */
export async function checkPublication(
  trx: Db,
  row: Authorized<DatasetRow, 'edit'>,
): Promise<PublishCheck> {
  const files = await draftFiles(trx, row.id);
  const outlook = await versionOutlook(trx, row.id);
  const found = await findSensitive(trx, row.org_id, files);
  return {
    missing: publicationGaps(row.card, files.length, row.external_url),
    sensitive: found.sensitive.slice(0, shown),
    unprofiled: found.unprofiled.slice(0, shown),
    suggested: nextVersions(outlook.highest),
    needsApproval: await needsApproval(trx, row),
  };
}
