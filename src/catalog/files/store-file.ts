import type { SystemActor } from '#src/kernel/actor.ts';
import { recordAudit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { ByteSource } from '#src/ports/blobs.ts';
import { requireLive } from '../change-dataset.ts';
import { checkedPath } from '../edit-draft-files.ts';
import { addFile } from './add-file.ts';
import type { FilesDeps } from './deps.ts';
import { lockDraft } from './queries/draft-file.ts';

/**
 * Puts a file that the hub itself has (seed, import) into a draft, without an upload and outside the
 * quota. Errors: `hub.notFound`, `catalog.path`, `catalog.pathTaken`, `hub.storageFull`.
 */
export async function storeFile(
  deps: Pick<FilesDeps, 'store' | 'blobs' | 'jobs' | 'clock'>,
  actor: SystemActor,
  file: { datasetId: string; path: string; content: Uint8Array | ByteSource },
): Promise<void> {
  const path = checkedPath(file.path);
  const content = await deps.blobs.put(file.content);
  await deps.store.write(actor, async (trx) => {
    const dataset = await lockDraft(trx, file.datasetId);
    if (!dataset) throw new AppError(errors.notFound);
    requireLive(dataset);
    const { id, org_id } = dataset;
    await addFile(trx, deps, { datasetId: id, orgId: org_id, path, content, addedBy: null });
    await recordAudit(trx, actor, {
      action: 'catalog.add-file',
      objectType: 'dataset',
      objectId: id,
      orgId: org_id,
      after: { path, sha256: content.sha256, sizeBytes: content.sizeBytes },
    });
  });
}
