import type { BlobInfo } from '#src/ports/blobs.ts';
import type { Trx } from '../deps.ts';
import { endBlobUse, keepBlobs, useBlobs } from './queries/blob.ts';

/**
 * Keeps stored contents for a feature until it ends the use: garbage collection passes them over. Call it
 * in the transaction that writes the reference. `usedBy` names feature, kind and id.
 */
export async function keepContents(
  trx: Trx,
  by: { readonly usedBy: string; readonly orgId: string },
  infos: readonly BlobInfo[],
): Promise<void> {
  if (infos.length === 0) return;
  await keepBlobs(trx, infos);
  await useBlobs(
    trx,
    by,
    infos.map((info) => info.sha256),
  );
}

/** Ends a use; contents that nothing else refers to are collected seven days later. */
export const releaseContents = (trx: Trx, usedBy: string): Promise<void> => endBlobUse(trx, usedBy);
