import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition } from '#src/kernel/transition.ts';
import { changeDataset, type Change } from './change-dataset.ts';
import { auditVersion } from './publish-version.ts';
import { lockDataset, type DatasetRow } from './queries/dataset.ts';
import {
  setVersionState,
  versionBySemver,
  versionOutlook,
  withdrawVersions,
} from './queries/version.ts';
import { datasetTransitions, versionTransitions } from './transitions.ts';

interface Reasoned {
  readonly revision: number;
  readonly reason: string;
}

/** The version under the dataset's lock, at the revision the caller read. */
async function lockedVersion(change: Change, row: DatasetRow, semver: string, revision: number) {
  const locked = await lockDataset(change.trx, row.id);
  if (locked?.revision !== revision) throw new AppError(errors.conflict);
  const version = await versionBySemver(change.trx, row.id, semver);
  if (!version) throw new AppError(errors.notFound);
  return version;
}

/** Marks a version as one not to build on; it can still be read. */
export async function deprecateVersion(
  change: Change,
  row: Authorized<DatasetRow, 'deprecate'>,
  semver: string,
  input: Reasoned,
): Promise<DatasetRow> {
  const version = await lockedVersion(change, row, semver, input.revision);
  const state = transition(versionTransitions, version.state, 'deprecate');
  await setVersionState(change.trx, version.id, state, input.reason);
  await auditVersion(change, row, version.id, 'deprecate_version');
  return changeDataset(change, row, input.revision, 'deprecate', {});
}

/** Takes the mark away again. */
export async function undeprecateVersion(
  change: Change,
  row: Authorized<DatasetRow, 'deprecate'>,
  semver: string,
  revision: number,
): Promise<DatasetRow> {
  const version = await lockedVersion(change, row, semver, revision);
  const state = transition(versionTransitions, version.state, 'restoreToUse');
  await setVersionState(change.trx, version.id, state, null);
  await auditVersion(change, row, version.id, 'undeprecate_version');
  return changeDataset(change, row, revision, 'undeprecate', {});
}

/**
 * Ends the reading of one version: what, when and why stay, the bytes go. The highest version left
 * becomes the latest; with none left the dataset itself is withdrawn for the same reason.
 */
export async function withdrawVersion(
  change: Change,
  row: Authorized<DatasetRow, 'withdraw'>,
  semver: string,
  input: Reasoned,
): Promise<DatasetRow> {
  const version = await lockedVersion(change, row, semver, input.revision);
  const state = transition(versionTransitions, version.state, 'withdraw');
  await setVersionState(change.trx, version.id, state, input.reason);
  await auditVersion(change, row, version.id, 'withdraw_version');
  const { readable, waiting } = await versionOutlook(change.trx, row.id);
  const latest = readable[0];
  if (latest || waiting || row.state !== 'published')
    return changeDataset(change, row, input.revision, 'withdraw_version', {
      latest_version_id: latest?.id ?? null,
    });
  return endDataset(change, row, input);
}

/** Withdraws the dataset with all its versions; its page becomes a tombstone. */
export async function withdrawDataset(
  change: Change,
  row: Authorized<DatasetRow, 'withdraw'>,
  input: Reasoned,
): Promise<DatasetRow> {
  const locked = await lockDataset(change.trx, row.id);
  if (locked?.revision !== input.revision) throw new AppError(errors.conflict);
  transition(datasetTransitions, row.state, 'withdraw');
  for (const { id } of await withdrawVersions(change.trx, row.id, input.reason))
    await auditVersion(change, row, id, 'withdraw_version');
  return endDataset(change, row, input);
}

const endDataset = (change: Change, row: DatasetRow, input: Reasoned): Promise<DatasetRow> =>
  changeDataset(change, row, input.revision, 'withdraw', {
    state: 'withdrawn',
    state_reason: input.reason,
    state_at: change.deps.clock.now(),
    latest_version_id: null,
  });
