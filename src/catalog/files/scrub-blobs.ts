import { systemActor } from '#src/kernel/actor.ts';
import type { JobContext } from '#src/ports/jobs.ts';
import type { FilesDeps } from './deps.ts';
import { blobsToVerify, recordVerified } from './queries/blob.ts';

const worker = systemActor('catalog.scrub-blobs');
/** Every published content is read again at least this often, as far as the budget reaches. */
const everyMs = 30 * 24 * 3_600_000;
const batch = 200;
/** Bytes read in one run, so that the job leaves the disk to readers. */
const budgetBytes = 20 * 2 ** 30;

/**
 * Job: reads published contents again and compares them with their digest, those verified longest
 * ago first. A damaged or missing one is logged as an error and marked in its row.
 */
export async function scrubBlobs(deps: FilesDeps, context: JobContext): Promise<void> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - everyMs);
  const due = await deps.store.read(worker, (db) => blobsToVerify(db, before, batch));
  let bytes = 0;
  for (const { sha256, size_bytes } of due) {
    if (context.signal.aborted || bytes > budgetBytes) return;
    bytes += Number(size_bytes);
    const found = await deps.blobs.verify(sha256);
    const intact = found !== undefined && found.intact && found.sizeBytes === Number(size_bytes);
    if (!intact) deps.log.error('catalog.blob-damaged', { sha256, missing: found === undefined });
    await deps.store.write(worker, (trx) => recordVerified(trx, sha256, now, intact));
  }
}
