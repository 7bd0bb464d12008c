import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition } from '#src/kernel/transition.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { tellSettled } from './content-settled.ts';
import { tellModeration } from './moderation/notify-moderation.ts';
import { auditVersion } from './publish-version.ts';
import { datasetById, lockDataset, type DatasetRow } from './queries/dataset.ts';
import { setVersionState, versionById, type VersionRow } from './queries/version.ts';
import { versionTransitions } from './transitions.ts';

async function datasetOf(change: Change, version: VersionRow): Promise<DatasetRow> {
  await lockDataset(change.trx, version.dataset_id);
  const row = await datasetById(change.trx, version.dataset_id);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

/** The version with its state under the dataset's lock, so that two decisions cannot both hold. */
async function waiting(
  change: Change,
  id: string,
): Promise<{ row: DatasetRow; version: VersionRow }> {
  const seen = await versionById(change.trx, id);
  if (!seen) throw new AppError(errors.notFound);
  const row = await datasetOf(change, seen);
  const version = await versionById(change.trx, id);
  if (!version) throw new AppError(errors.notFound);
  return { row, version };
}

/** The operator lets a waiting version out: it becomes the latest and the dataset is published. */
export async function approveVersion(
  change: Change,
  subject: Authorized<{ id: string }, 'decide'>,
): Promise<DatasetRow> {
  const { row, version } = await waiting(change, subject.id);
  requireLive(row);
  const state = transition(versionTransitions, version.state, 'approve');
  await setVersionState(change.trx, version.id, state, null);
  await auditVersion(change, row, version.id, 'approve_version');
  await tellSettled(change.deps, change.trx, { versionId: version.id });
  await tellModeration(change.deps, change.trx, {
    event: 'version-approved',
    versionId: version.id,
  });
  return changeDataset(change, row, row.revision, 'publish', {
    latest_version_id: version.id,
    state: 'published',
    first_published_at: row.first_published_at ?? change.deps.clock.now(),
  });
}

/** The operator refuses a waiting version with a reason; its number can be used again. */
export async function refuseVersion(
  change: Change,
  subject: Authorized<{ id: string }, 'decide'>,
  reason: string,
): Promise<void> {
  const { row, version } = await waiting(change, subject.id);
  const state = transition(versionTransitions, version.state, 'refuse');
  await setVersionState(change.trx, version.id, state, reason);
  await auditVersion(change, row, version.id, 'refuse_version');
  await tellModeration(change.deps, change.trx, {
    event: 'version-refused',
    versionId: version.id,
  });
}
