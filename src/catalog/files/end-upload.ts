import type { Actor } from '#src/kernel/actor.ts';
import { recordAudit } from '#src/audit/index.ts';
import type { FilesDeps } from './deps.ts';
import { lockUpload, setUploadState } from './queries/upload.ts';

/** Frees what a running upload has reserved; one that has ended stays as it is. */
export async function endUpload(
  deps: FilesDeps,
  actor: Actor,
  id: string,
  requestId?: string,
): Promise<void> {
  await deps.store.write(actor, async (trx) => {
    const upload = await lockUpload(trx, id);
    if (upload?.state !== 'receiving' && upload?.state !== 'hashing') return;
    await setUploadState(trx, id, { state: 'aborted', now: deps.clock.now() });
    await recordAudit(
      trx,
      actor,
      {
        action: 'catalog.abort-upload',
        objectType: 'dataset',
        objectId: upload.dataset_id,
        orgId: upload.org_id,
        before: { upload: id, path: upload.path, sizeBytes: Number(upload.size_bytes) },
      },
      requestId,
    );
  });
}
