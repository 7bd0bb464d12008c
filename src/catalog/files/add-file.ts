import { AppError } from '#src/kernel/errors.ts';
import type { BlobInfo } from '#src/ports/blobs.ts';
import type { Trx } from '../deps.ts';
import { catalogErrors } from '../errors.ts';
import { fileKind } from '../file-kind.ts';
import { pathKey } from '../file-path.ts';
import { collidingPaths } from '../queries/draft.ts';
import type { FilesDeps } from './deps.ts';
import { queueProfileJobs } from './queue-profile.ts';
import { fileErrors } from './errors.ts';
import { holdBlob, keepBlob } from './queries/blob.ts';
import { putDraftFiles } from './queries/draft-file.ts';
import { lockSpace } from './queries/upload.ts';

export interface NewFile {
  readonly datasetId: string;
  readonly orgId: string;
  readonly path: string;
  readonly content: BlobInfo;
  readonly addedBy: string | null;
}

/** Throws `catalog.pathTaken` where `path` meets another file of the draft, in the way file systems see it. */
export async function checkFreePath(trx: Trx, datasetId: string, path: string): Promise<void> {
  const hits = await collidingPaths(trx, datasetId, pathKey(path), path);
  if (hits.length > 0) throw new AppError(catalogErrors.pathTaken);
}

/**
 * Makes a stored content a file of a draft that the caller has locked (`lockDraft`): the content is
 * recorded, held by the organisation, put at its path and queued for its profile. Throws
 * `catalog.bytesLost` when the store cleared the content before it was recorded.
 */
export async function addFile(
  trx: Trx,
  deps: Pick<FilesDeps, 'blobs' | 'jobs' | 'clock'>,
  file: NewFile,
): Promise<void> {
  const { content } = file;
  await checkFreePath(trx, file.datasetId, file.path);
  await lockSpace(trx, file.orgId);
  await keepBlob(trx, content);
  // The row now keeps the collector away; what it took before that is seen here.
  if (!(await deps.blobs.stat(content.sha256))) throw new AppError(fileErrors.bytesLost);
  await holdBlob(trx, file.orgId, content.sha256);
  const kind = fileKind(file.path);
  await putDraftFiles(trx, [
    {
      dataset_id: file.datasetId,
      org_id: file.orgId,
      path: file.path,
      path_key: pathKey(file.path),
      sha256: content.sha256,
      size_bytes: content.sizeBytes,
      crc32: content.crc32,
      media_type: kind.mediaType,
      format: kind.format,
      added_by: file.addedBy,
      added_at: deps.clock.now(),
    },
  ]);
  await queueProfileJobs(trx, deps, file.orgId, [{ path: file.path, sha256: content.sha256 }]);
}
