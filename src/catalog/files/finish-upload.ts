import type { Actor } from '#src/kernel/actor.ts';
import { recordAudit } from '#src/audit/index.ts';
import { AppError, errors, type ErrorCode } from '#src/kernel/errors.ts';
import { blobErrors, type BlobInfo } from '#src/ports/blobs.ts';
import type { Trx } from '../deps.ts';
import { catalogErrors } from '../errors.ts';
import { addFile } from './add-file.ts';
import type { FilesDeps } from './deps.ts';
import { fileErrors } from './errors.ts';
import { lockDraft } from './queries/draft-file.ts';
import { lockUpload, setUploadState, type UploadRow } from './queries/upload.ts';

/** Refusals that end an upload for good: sending the same bytes again would not help. */
const final = new Set<ErrorCode>([
  blobErrors.digestMismatch,
  catalogErrors.pathTaken,
  catalogErrors.withdrawn,
  catalogErrors.suspendedOwn,
  fileErrors.bytesLost,
  errors.notFound,
]);

const finalByCode = new Map([...final].map((spec) => [spec.code, spec]));

async function place(trx: Trx, deps: FilesDeps, upload: UploadRow, info: BlobInfo): Promise<void> {
  if (upload.expected_sha256 !== null && upload.expected_sha256 !== info.sha256)
    throw new AppError(blobErrors.digestMismatch);
  const dataset = await lockDraft(trx, upload.dataset_id);
  // Handed over to another organisation meanwhile: the bytes are not the new owner's.
  if (!dataset || dataset.org_id !== upload.org_id) throw new AppError(errors.notFound);
  if (dataset.state === 'withdrawn') throw new AppError(catalogErrors.withdrawn);
  if (dataset.state === 'suspended') throw new AppError(catalogErrors.suspendedOwn);
  await addFile(trx, deps, {
    datasetId: dataset.id,
    orgId: dataset.org_id,
    path: upload.path,
    content: info,
    addedBy: upload.created_by,
  });
}

/**
 * Makes a complete upload a file of its draft: content, holding, draft file, profile job, end of the
 * upload and audit row in one transaction. Idempotent, so that it may be repeated after a crash at
 * any moment. A refusal that is final ends the upload as `failed` and is thrown, also when repeated.
 */
export async function finishUpload(
  deps: FilesDeps,
  actor: Actor,
  id: string,
  info: BlobInfo,
  requestId?: string,
): Promise<void> {
  const work = (trx: Trx) => finishOnce(trx, deps, actor, id, info, requestId);
  try {
    await deps.store.write(actor, work);
  } catch (error) {
    if (!(error instanceof AppError) || !finalByCode.has(error.spec.code)) throw error;
    await deps.store.write(actor, async (trx) => {
      const upload = await lockUpload(trx, id);
      if (upload?.state === 'receiving' || upload?.state === 'hashing')
        await setUploadState(trx, id, {
          state: 'failed',
          error: error.spec.code,
          now: deps.clock.now(),
        });
    });
    throw error;
  }
}

async function finishOnce(
  trx: Trx,
  deps: FilesDeps,
  actor: Actor,
  id: string,
  info: BlobInfo,
  requestId?: string,
): Promise<void> {
  const upload = await lockUpload(trx, id);
  if (!upload) throw new AppError(blobErrors.uploadMissing);
  if (upload.state === 'ready') return;
  if (upload.state === 'failed')
    throw new AppError(finalByCode.get(upload.error ?? '') ?? fileErrors.uploadEnded);
  if (upload.state !== 'receiving' && upload.state !== 'hashing')
    throw new AppError(fileErrors.uploadEnded);
  await place(trx, deps, upload, info);
  const { sha256, sizeBytes } = info;
  await setUploadState(trx, id, {
    state: 'ready',
    sha256,
    received_bytes: sizeBytes,
    now: deps.clock.now(),
  });
  await recordAudit(
    trx,
    actor,
    {
      action: 'catalog.add-file',
      objectType: 'dataset',
      objectId: upload.dataset_id,
      orgId: upload.org_id,
      after: { upload: id, path: upload.path, sha256, sizeBytes },
    },
    requestId,
  );
}
