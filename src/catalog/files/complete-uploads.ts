import { systemActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { FilesDeps } from './deps.ts';
import { endUpload } from './end-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { takeQuietUploads, uploadById } from './queries/upload.ts';

const worker = systemActor('catalog.finish-uploads');
/** An upload is left to its client while that may still be at work. */
const quietMs = 60_000;
const batch = 500;

/**
 * Job: completes uploads whose bytes all arrived before the server or the client broke off, and frees
 * what was reserved for those that the store never began.
 */
export async function completeUploads(deps: FilesDeps): Promise<void> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - quietMs);
  const quiet = await deps.store.write(worker, (trx) => takeQuietUploads(trx, before, now, batch));
  for (const { id } of quiet) {
    const state = await deps.blobs.uploadState(id);
    if (!state) await abandonUnbegun(deps, id, before);
    else if (state.offset === state.sizeBytes) await completeOne(deps, id);
  }
}

async function completeOne(deps: FilesDeps, id: string): Promise<void> {
  try {
    await finishUpload(deps, worker, id, await deps.blobs.finish(id));
    deps.log.info('catalog.upload-completed', { upload: id });
  } catch (error) {
    // A refusal is recorded with the upload; anything else is tried again in a minute.
    deps.log.warn(
      'catalog.upload-not-completed',
      { upload: id, code: error instanceof AppError ? error.spec.code : 'unknown' },
      error,
    );
  }
}

/** Reserved in the database, but the process died before the store knew of it. */
async function abandonUnbegun(deps: FilesDeps, id: string, before: Date): Promise<void> {
  const row = await deps.store.read(worker, (db) => uploadById(db, id));
  if (row && row.created_at < before) await endUpload(deps, worker, id);
}
