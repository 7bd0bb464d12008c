import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { transition } from '#src/kernel/transition.ts';
import { checkClassification, publicationGaps } from './card.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { needsApproval } from './check-publication.ts';
import { tellSettled } from './content-settled.ts';
import { catalogErrors } from './errors.ts';
import { findSensitive } from './find-sensitive.ts';
import { contentDigest, foldersOf, formatsOf, type CatalogFile } from './manifest.ts';
import { lockDataset, type DatasetRow } from './queries/dataset.ts';
import { draftFiles } from './queries/draft.ts';
import { insertVersion, versionById, versionOutlook } from './queries/version.ts';
import { datasetTransitions } from './transitions.ts';
import { compareVersions, parseVersion } from './version-number.ts';

export interface PublishInput {
  readonly revision: number;
  readonly version: string;
  readonly notes?: string;
  /** The provider knows of columns that look like personal data, or of unfinished profiles. */
  readonly acknowledgeSensitive?: boolean;
}

/** Refuses to open columns that look like personal data unless the provider said so. */
export async function checkSensitive(
  change: Change,
  row: Pick<DatasetRow, 'org_id' | 'visibility'>,
  files: readonly CatalogFile[],
  acknowledged: boolean,
): Promise<void> {
  if (row.visibility !== 'public' || acknowledged) return;
  const found = await findSensitive(change.trx, row.org_id, files);
  if (found.sensitive.length > 0)
    throw new AppError(catalogErrors.sensitive, {
      extra: { sensitive: found.sensitive.slice(0, 100) },
    });
  if (found.unprofiled.length > 0)
    throw new AppError(catalogErrors.profileRunning, {
      extra: { unprofiled: found.unprofiled.slice(0, 100) },
    });
}

/** The numbers and digests of the versions before allow this one. */
async function checkSuccession(
  change: Change,
  row: DatasetRow,
  version: string,
  digest: string,
): Promise<void> {
  const outlook = await versionOutlook(change.trx, row.id);
  if (outlook.waiting) throw new AppError(catalogErrors.versionWaiting);
  const { highest } = outlook;
  if (!highest) return;
  if (compareVersions(parseVersion(version), highest) <= 0)
    throw new AppError(catalogErrors.versionNotGreater, { extra: { latest: highest.semver } });
  if (outlook.readable[0]?.digest === digest) throw new AppError(catalogErrors.nothingChanged);
}

function checkReady(row: DatasetRow, files: readonly CatalogFile[]): void {
  requireLive(row);
  transition(datasetTransitions, row.state, 'publish');
  if (row.org_status !== 'approved') throw new AppError(catalogErrors.orgNotApproved);
  const gaps = publicationGaps(row.card, files.length, row.external_url);
  if (gaps.length > 0) throw new AppError(catalogErrors.incomplete, { errors: gaps });
  checkClassification(row.classification, row.visibility);
}

/**
 * Freezes draft and card as a version. It is readable at once, or waits for the operator when it is
 * the organisation's first beyond its members and that is reviewed. Errors: catalog.orgNotApproved,
 * incomplete, importantNotPublic, sensitive, profileRunning, versionWaiting, versionNotGreater,
 * nothingChanged; hub.conflict for a stale revision.
 */
export async function publishVersion(
  change: Change,
  row: Authorized<DatasetRow, 'publish'>,
  input: PublishInput,
): Promise<{ dataset: DatasetRow; versionId: string }> {
  const { trx } = change;
  const locked = await lockDataset(trx, row.id);
  if (locked?.revision !== input.revision) throw new AppError(errors.conflict);
  const files = await draftFiles(trx, row.id);
  checkReady(row, files);
  await checkSensitive(change, row, files, input.acknowledgeSensitive === true);
  const digest = await contentDigest({ card: row.card, externalUrl: row.external_url, files });
  await checkSuccession(change, row, input.version, digest);
  const waits = await needsApproval(trx, row);
  const id = newId();
  const now = change.deps.clock.now();
  await insertVersion(
    trx,
    {
      id,
      dataset_id: row.id,
      semver: input.version,
      ...parseVersion(input.version),
      notes: input.notes ?? '',
      state: waits ? 'waiting' : 'published',
      digest,
      file_count: files.length,
      size_bytes: files.reduce((sum, f) => sum + f.sizeBytes, 0),
      formats: formatsOf(files),
      card: JSON.stringify(row.card),
      published_at: now,
      published_by: change.actor.kind === 'user' ? change.actor.userId : null,
    },
    foldersOf(files),
  );
  const opened = {
    latest_version_id: id,
    state: 'published' as const,
    first_published_at: row.first_published_at ?? now,
  };
  const dataset = await changeDataset(change, row, input.revision, 'publish', waits ? {} : opened);
  await auditVersion(change, row, id, 'publish_version');
  await tellSettled(change.deps, trx, { versionId: id });
  return { dataset, versionId: id };
}

/** Records what became of a version. */
export async function auditVersion(
  change: Change,
  row: DatasetRow,
  id: string,
  action: string,
): Promise<void> {
  const version = await versionById(change.trx, id);
  await change.audit({
    action: `catalog.${action}`,
    objectType: 'version',
    objectId: id,
    orgId: row.org_id,
    after: version && {
      dataset: row.id,
      semver: version.semver,
      state: version.state,
      stateReason: version.state_reason,
      digest: version.digest,
      files: version.file_count,
    },
  });
}
