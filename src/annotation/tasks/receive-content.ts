import { keepContents } from '#src/catalog/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AnnotationDeps } from '../deps.ts';
import { allow } from '../policy.ts';
import { queueImport } from './order-import.ts';
import { importById, lockImport, takeContent } from './queries.ts';

/** Largest file of an import, bytes. */
const mostBytes = 2 * 1024 ** 3;

/** For what the store keeps the file of an import that is not read yet. */
export const importFileUse = (importId: string): string => `annotation-import-file:${importId}`;

/** Passes bytes through and breaks off with hub.tooLarge behind the limit. */
function limited(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let bytes = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > mostBytes) controller.error(new AppError(errors.tooLarge));
        else controller.enqueue(chunk);
      },
    }),
  );
}

/**
 * Takes in the file of an import that awaits it, streamed, and queues the job. Sent again, an import that
 * has begun stays as it is.
 */
export async function receiveContent(
  deps: Pick<AnnotationDeps, 'store' | 'blobs' | 'jobs'>,
  actor: UserActor,
  importId: string,
  body: ReadableStream<Uint8Array> | null,
): Promise<void> {
  const before = await deps.store.read(actor, (db) => importById(db, importId));
  if (allow(actor, before, 'import').state !== 'awaiting') {
    await body?.cancel();
    return;
  }
  const blob = await deps.blobs.put(body ? limited(body) : new Uint8Array());
  await deps.store.write(actor, async (trx) => {
    const row = allow(actor, await lockImport(trx, importId), 'import');
    if (row.state !== 'awaiting') return;
    await takeContent(trx, importId, { sha256: blob.sha256, sizeBytes: blob.sizeBytes });
    await keepContents(trx as never, { usedBy: importFileUse(importId), orgId: row.org_id }, [
      blob,
    ]);
    await queueImport(deps, trx, importId);
  });
}
