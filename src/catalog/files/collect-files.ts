import { systemActor } from '#src/kernel/actor.ts';
import type { UploadState } from '#src/ports/blobs.ts';
import type { FilesDeps } from './deps.ts';
import {
  claimUnrecorded,
  collectable,
  deleteBlobRow,
  markUnreferenced,
  orgsWithUnused,
  recordedBlobs,
  releaseHoldings,
  takeUnreferenced,
} from './queries/blob.ts';
import { expireUploads, forgetUploads, lockSpace, uploadStates } from './queries/upload.ts';

const worker = systemActor('catalog.collect-files');
const dayMs = 24 * 3_600_000;
/** How long abandoned uploads and contents without reference are kept. */
const keepMs = 7 * dayMs;
/** How long an ended upload still answers its client. */
const answerMs = dayMs;
const batch = 500;

const ago = (deps: FilesDeps, ms: number): Date => new Date(deps.clock.now().getTime() - ms);

/**
 * Job: ends uploads past their seven days, lets go of what is no longer used, and deletes contents
 * that nothing has referred to for seven days. Never races with a commit of the same digest: a
 * content goes under the lock of its row, and is seen to be old by the store as well.
 */
export async function collectFiles(deps: FilesDeps): Promise<void> {
  const expired = await deps.store.write(worker, (trx) => expireUploads(trx, deps.clock.now()));
  for (const { id } of expired) await deps.blobs.abort(id);
  const aborted = await clearStoredUploads(deps);
  await deps.store.write(worker, (trx) => forgetUploads(trx, ago(deps, 4 * keepMs)));
  await releaseUnused(deps);
  await deps.store.write(worker, (trx) => markUnreferenced(trx, deps.clock.now()));
  const deleted = await deleteUnreferenced(deps);
  deps.log.info('catalog.collected', { expired: expired.length, aborted, deleted });
}

async function inBatches<T>(source: AsyncIterable<T>, work: (items: T[]) => Promise<void>) {
  let items: T[] = [];
  for await (const item of source) {
    items.push(item);
    if (items.length < batch) continue;
    await work(items);
    items = [];
  }
  if (items.length > 0) await work(items);
}

/** Removes from the store what ended a day ago, and what no row knows and is older than seven days. */
async function clearStoredUploads(deps: FilesDeps): Promise<number> {
  let aborted = 0;
  await inBatches(deps.blobs.listUploads(), async (uploads: UploadState[]) => {
    const ids = uploads.map((u) => u.id);
    const rows = await deps.store.read(worker, (db) => uploadStates(db, ids));
    const known = new Map(rows.map((r) => [r.id, r]));
    for (const upload of uploads) {
      const row = known.get(upload.id);
      const running = row?.state === 'receiving' || row?.state === 'hashing';
      const over = row
        ? !running && row.updated_at < ago(deps, answerMs)
        : upload.createdAt < ago(deps, keepMs);
      if (!over) continue;
      await deps.blobs.abort(upload.id);
      aborted += 1;
    }
  });
  return aborted;
}

async function releaseUnused(deps: FilesDeps): Promise<void> {
  const orgs = await deps.store.read(worker, (db) => orgsWithUnused(db));
  for (const orgId of orgs)
    await deps.store.write(worker, async (trx) => {
      await lockSpace(trx, orgId);
      await releaseHoldings(trx, orgId);
    });
}

async function deleteUnreferenced(deps: FilesDeps): Promise<number> {
  const before = ago(deps, keepMs);
  let deleted = 0;
  for (;;) {
    const digests = await deps.store.read(worker, (db) => collectable(db, before, batch));
    for (const sha256 of digests) if (await deleteOne(deps, sha256, before)) deleted += 1;
    if (digests.length < batch) return deleted;
  }
}

function deleteOne(deps: FilesDeps, sha256: string, before: Date): Promise<boolean> {
  return deps.store.write(worker, async (trx) => {
    if (!(await takeUnreferenced(trx, sha256, before))) return false;
    const stat = await deps.blobs.stat(sha256);
    // Stored again by an upload that is about to record it: that one makes a new row.
    if (stat && stat.modifiedAt < before) await deps.blobs.delete(sha256);
    return true;
  });
}

/** Job: deletes contents that a crash left between store and database seven days ago. Lists the whole store. */
export async function collectUnrecorded(deps: FilesDeps): Promise<void> {
  const before = ago(deps, keepMs);
  let deleted = 0;
  await inBatches(deps.blobs.list(), async (stored) => {
    const old = stored.filter((b) => b.modifiedAt < before).map((b) => b.sha256);
    const recorded = await deps.store.read(worker, (db) => recordedBlobs(db, old));
    for (const sha256 of old)
      if (!recorded.has(sha256) && (await deleteUnrecordedOne(deps, sha256, before))) deleted += 1;
  });
  deps.log.info('catalog.collected-unrecorded', { deleted });
}

function deleteUnrecordedOne(deps: FilesDeps, sha256: string, before: Date): Promise<boolean> {
  return deps.store.write(worker, async (trx) => {
    if (!(await claimUnrecorded(trx, sha256))) return false;
    const stat = await deps.blobs.stat(sha256);
    const old = stat !== undefined && stat.modifiedAt < before;
    if (old) await deps.blobs.delete(sha256);
    await deleteBlobRow(trx, sha256);
    return old;
  });
}
