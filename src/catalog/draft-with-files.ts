import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { BlobInfo } from '#src/ports/blobs.ts';
import type { Card } from './card-schema.ts';
import { createDataset } from './create-dataset.ts';
import type { Trx } from './deps.ts';
import { checkedPath } from './edit-draft-files.ts';
import { addFile } from './files/add-file.ts';
import type { FilesDeps } from './files/deps.ts';
import { mayAddFiles } from './files/policy.ts';
import { lockDraft } from './files/queries/draft-file.ts';
import { allowCreate } from './policy.ts';
import { findDataset, organisationBySlug } from './queries/dataset.ts';

/** Files that a feature of the hub has made and stored, on their way into a dataset. */
export interface DraftFiles {
  /** Short name of the organisation that owns the dataset. */
  readonly org: string;
  readonly name: string;
  /** The card of a dataset that is not there yet. */
  readonly card: Card;
  readonly files: readonly { readonly path: string; readonly content: BlobInfo }[];
}

/**
 * Puts stored contents into the draft of a dataset in the name of `actor`, who makes the dataset where the
 * name is free; files of the same path are replaced. Its people complete and publish it as any other.
 * Errors: those of creation, hub.forbidden, catalog.path, catalog.pathTaken, catalog.bytesLost.
 */
export async function draftWithFiles(
  deps: Pick<FilesDeps, 'blobs' | 'jobs' | 'clock'>,
  trx: Trx,
  actor: UserActor,
  wanted: DraftFiles,
  audit: Audit,
): Promise<string> {
  const found = await findDataset(trx, wanted.org, wanted.name);
  let id = found?.id;
  if (id === undefined) {
    const org = await organisationBySlug(trx, wanted.org);
    if (!org) throw new AppError(errors.notFound);
    const change = { trx, actor, deps, audit };
    id = (await createDataset(change, allowCreate(actor, org), wanted)).id;
  }
  const locked = await lockDraft(trx, id);
  if (!locked) throw new AppError(errors.notFound);
  const draft = mayAddFiles(actor, locked);
  for (const file of wanted.files) {
    const path = checkedPath(file.path);
    const { content } = file;
    const of = { datasetId: draft.id, orgId: draft.org_id, path, content, addedBy: actor.userId };
    await addFile(trx, deps, of);
    await audit({
      action: 'catalog.add-file',
      objectType: 'dataset',
      objectId: draft.id,
      orgId: draft.org_id,
      after: { path, sha256: content.sha256, sizeBytes: content.sizeBytes },
    });
  }
  return draft.id;
}
