import { recordAudit } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import type { SystemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { Card, Visibility } from './card-schema.ts';
import type { Change } from './change-dataset.ts';
import { createDataset } from './create-dataset.ts';
import { approveVersion } from './decide-version.ts';
import type { Trx } from './deps.ts';
import type { FilesDeps } from './files/deps.ts';
import { storeFile } from './files/store-file.ts';
import { allow, allowCreate, allowDecide } from './policy.ts';
import { publishVersion } from './publish-version.ts';
import { datasetById, findDataset } from './queries/dataset.ts';
import { versionById, versionBySemver } from './queries/version.ts';

interface FinishedVersion {
  readonly version: string;
  readonly notes: string;
  readonly files: readonly {
    readonly path: string;
    /** Read only when the version is not there yet. */
    readonly content: () => Promise<Uint8Array>;
  }[];
}

/** A dataset whose card and files are complete, with its versions from first to last. */
export interface FinishedDataset {
  /** Short name of an approved organisation. */
  readonly org: string;
  readonly name: string;
  readonly card: Card;
  readonly visibility: Visibility;
  readonly versions: readonly FinishedVersion[];
}

type Deps = Pick<FilesDeps, 'store' | 'blobs' | 'jobs' | 'clock'>;

const changeOf = (deps: Deps, actor: SystemActor, trx: Trx): Change => ({
  trx,
  actor,
  deps,
  audit: (record) => recordAudit(trx, actor, record),
});

/** The dataset's id, made when the address is free. */
function ensureDataset(deps: Deps, actor: SystemActor, wanted: FinishedDataset): Promise<string> {
  return deps.store.write(actor, async (trx) => {
    const found = await findDataset(trx, wanted.org, wanted.name);
    if (found) return found.id;
    const org = await organisationBySlug(trx, wanted.org);
    if (!org) throw new AppError(errors.notFound);
    const made = await createDataset(changeOf(deps, actor, trx), allowCreate(actor, org), wanted);
    return made.id;
  });
}

/** Publishes the draft under a number, past the operator's review, since the hub itself vouches for it. */
function publish(deps: Deps, actor: SystemActor, id: string, wanted: FinishedVersion) {
  return deps.store.write(actor, async (trx) => {
    const change = changeOf(deps, actor, trx);
    const row = await datasetById(trx, id);
    if (!row) throw new AppError(errors.notFound);
    const { versionId } = await publishVersion(change, allow(actor, row, 'publish'), {
      revision: row.revision,
      version: wanted.version,
      notes: wanted.notes,
      acknowledgeSensitive: true,
    });
    const version = await versionById(trx, versionId);
    if (version?.state === 'waiting')
      await approveVersion(change, allowDecide(actor, { id: versionId }));
  });
}

/**
 * Publishes a finished dataset in the name of an organisation (seeds): creates it, stores its files
 * and publishes each version. Doing it again does nothing, and after a crash it goes on where it
 * stopped. Returns the numbers of the versions published by this call. Errors: hub.notFound for an
 * unknown organisation, and those of creation, storing and publication.
 */
export async function publishAsHub(
  deps: Deps,
  actor: SystemActor,
  wanted: FinishedDataset,
): Promise<string[]> {
  const id = await ensureDataset(deps, actor, wanted);
  const published: string[] = [];
  for (const version of wanted.versions) {
    const there = await deps.store.read(actor, (db) => versionBySemver(db, id, version.version));
    if (there) continue;
    for (const file of version.files)
      await storeFile(deps, actor, {
        datasetId: id,
        path: file.path,
        content: await file.content(),
      });
    await publish(deps, actor, id, version);
    published.push(version.version);
  }
  return published;
}
