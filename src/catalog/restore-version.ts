import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { checkClassification, classificationOf } from './card.ts';
import { changeDataset, requireLive, type Change } from './change-dataset.ts';
import { cardColumns } from './create-dataset.ts';
import { catalogErrors } from './errors.ts';
import { pathKey } from './file-path.ts';
import { allow } from './policy.ts';
import { publishVersion } from './publish-version.ts';
import { lockDataset, type DatasetRow } from './queries/dataset.ts';
import { replaceDraft } from './queries/draft.ts';
import { versionBySemver, versionFiles } from './queries/version.ts';

export interface RestoreInput {
  readonly revision: number;
  /** Publishes at once under this number; the draft alone is replaced without it. */
  readonly version?: string;
  readonly notes?: string;
  /** As for a publication: the files may be older than the dataset's present visibility. */
  readonly acknowledgeSensitive?: boolean;
}

/**
 * Makes files and card of an earlier version the draft again, and on demand a new version: history
 * is not rewritten. A withdrawn version is not brought back (catalog.withdrawn).
 */
export async function restoreVersion(
  change: Change,
  row: Authorized<DatasetRow, 'restore'>,
  semver: string,
  input: RestoreInput,
): Promise<DatasetRow> {
  const { trx, actor } = change;
  requireLive(row);
  const locked = await lockDataset(trx, row.id);
  if (locked?.revision !== input.revision) throw new AppError(errors.conflict);
  const version = await versionBySemver(trx, row.id, semver);
  if (!version) throw new AppError(errors.notFound);
  if (version.state === 'withdrawn') throw new AppError(catalogErrors.withdrawn);
  checkClassification(classificationOf(version.card), row.visibility);
  const files = await versionFiles(trx, version.id);
  const keys = files.map((f) => ({ path: f.path, key: pathKey(f.path) }));
  await replaceDraft(trx, row, version.id, keys, actor.kind === 'user' ? actor.userId : null);
  const after = await changeDataset(
    change,
    row,
    input.revision,
    'restore',
    cardColumns(version.card),
  );
  if (input.version === undefined) return after;
  const published = await publishVersion(change, allow(actor, after, 'publish'), {
    revision: after.revision,
    version: input.version,
    notes: input.notes ?? `${semver} ↺`,
    ...(input.acknowledgeSensitive === undefined
      ? {}
      : { acknowledgeSensitive: input.acknowledgeSensitive }),
  });
  return published.dataset;
}
