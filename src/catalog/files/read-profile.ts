import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AccessPermit } from '#src/ports/access.ts';
import type { PreviewResult, Profile } from '#src/ports/profiler.ts';
import type { Db } from '../deps.ts';
import { datasetAt } from '../change-dataset.ts';
import { fileKind } from '../file-kind.ts';
import { normalPath, pathProblem } from '../file-path.ts';
import type { CatalogFile } from '../manifest.ts';
import { requireIdentity } from '../policy.ts';
import { versionFile } from '../queries/version.ts';
import type { Trx } from '../deps.ts';
import type { FilesDeps } from './deps.ts';
import { fileErrors } from './errors.ts';
import { openVersion, type VersionAddress } from './open-version.ts';
import { mayReadDraft } from './policy.ts';
import { previewFile, previewRows } from './profile-file.ts';
import { maskPreview, maskProfile, profileView, type ProfileRow } from './profile-view.ts';
import { draftFile } from './queries/draft-file.ts';
import { profileRow } from './queries/profile.ts';
import type { FileProfile } from './schema.ts';

interface Subject {
  readonly file: CatalogFile;
  readonly orgId: string;
  readonly columns: AccessPermit['columns'];
  /** The permit covers some rows only. */
  readonly filtered: boolean;
  readonly row: ProfileRow | undefined;
}

export interface FileAddress {
  readonly org: string;
  readonly name: string;
  /** Absent for a file of the draft. */
  readonly semver?: string;
  readonly path: string;
}

async function fileOfVersion(
  db: Db,
  deps: FilesDeps,
  actor: Actor,
  at: VersionAddress & { path: string },
) {
  const { dataset, version, permit } = await openVersion(db, deps, actor, at, 'preview');
  const file = await versionFile(db, version.id, normalPath(at.path));
  return {
    file,
    orgId: dataset.org_id,
    columns: permit.columns,
    filtered: Boolean(permit.rowFilter),
  };
}

async function fileOfDraft(db: Db, actor: Actor, at: FileAddress) {
  const dataset = mayReadDraft(actor, await datasetAt(db as Trx, at.org, at.name));
  const file = await draftFile(db, dataset.id, normalPath(at.path));
  return { file, orgId: dataset.org_id, columns: 'all' as const, filtered: false };
}

function find(deps: FilesDeps, actor: Actor, at: FileAddress): Promise<Subject> {
  if (pathProblem(at.path)) throw new AppError(errors.notFound);
  const { semver } = at;
  if (!semver) requireIdentity(actor, 'catalog:read');
  return deps.store.write(actor, async (trx) => {
    const { file, ...rest } = semver
      ? await fileOfVersion(trx, deps, actor, { ...at, semver })
      : await fileOfDraft(trx, actor, at);
    if (!file) throw new AppError(errors.notFound);
    const { nameKind } = fileKind(file.path);
    const row = await profileRow(trx, { orgId: rest.orgId, sha256: file.sha256, nameKind });
    return { file, ...rest, row };
  });
}

/** The first rows of a file, at once where this process can open files. Errors as for a download. */
export async function readPreview(
  deps: FilesDeps,
  actor: Actor,
  at: FileAddress,
): Promise<FileProfile> {
  const { file, orgId, columns, row } = await find(deps, actor, at);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const { nameKind } = fileKind(file.path);
  const stored = row?.preview as PreviewResult | null | undefined;
  const job = { orgId, sha256: file.sha256, nameKind, name };
  const preview = stored ?? (row ? await previewFile(deps, job) : undefined);
  const shown = preview && maskPreview(preview, columns);
  return profileView(file, row, deps.clock.now(), { preview: shown });
}

/**
 * A hundred rows after `from` others. Throws `catalog.notWhole` where the permit covers some rows only,
 * otherwise as for a download.
 */
export async function readRows(
  deps: FilesDeps,
  actor: Actor,
  at: FileAddress,
  from: number,
  signal: AbortSignal,
): Promise<FileProfile> {
  const { file, orgId, columns, filtered, row } = await find(deps, actor, at);
  if (filtered) throw new AppError(fileErrors.notWhole);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const job = { orgId, sha256: file.sha256, nameKind: fileKind(file.path).nameKind, name };
  const found = row && (await previewRows(deps, job, from, signal));
  return profileView(file, row, deps.clock.now(), {
    preview: found && maskPreview(found, columns),
  });
}

/** The profile of a file, or how far it is. Errors as for a download. */
export async function readProfile(
  deps: FilesDeps,
  actor: Actor,
  at: FileAddress,
): Promise<FileProfile> {
  const { file, columns, row } = await find(deps, actor, at);
  const result = row?.result as Profile | null | undefined;
  const shown = result ? maskProfile(result, columns) : undefined;
  return profileView(file, row, deps.clock.now(), { result: shown });
}
