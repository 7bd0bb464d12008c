import type { Trx } from '../deps.ts';
import { fileKind } from '../file-kind.ts';
import type { FilesDeps } from './deps.ts';
import { queueProfile } from './queries/profile.ts';

/** What the preview and profile jobs are given. */
export interface ProfileJob {
  readonly orgId: string;
  readonly sha256: string;
  readonly nameKind: string;
  /** Last segment of the path, a hint at the format. */
  readonly name: string;
}

/**
 * Queues preview and profile of contents that have none yet under this owner and kind. Previews run
 * at once; profiles of one organisation one after another, so that none takes every worker.
 */
export async function queueProfileJobs(
  trx: Trx,
  deps: Pick<FilesDeps, 'jobs'>,
  orgId: string,
  files: readonly { readonly path: string; readonly sha256: string }[],
): Promise<void> {
  for (const { path, sha256 } of files) {
    const { nameKind } = fileKind(path);
    if (!(await queueProfile(trx, { orgId, sha256, nameKind }))) continue;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const payload: Record<string, string> = { orgId, sha256, nameKind, name };
    await deps.jobs.add(trx, { name: 'catalog.preview-file', payload, maxAttempts: 3 });
    await deps.jobs.add(trx, {
      name: 'catalog.profile-file',
      payload,
      maxAttempts: 4,
      queue: `catalog.profile:${orgId}`,
    });
  }
}
