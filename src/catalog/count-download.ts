import { systemActor } from '#src/kernel/actor.ts';
import type { CatalogDeps } from './deps.ts';
import { addDownload } from './queries/version.ts';

/**
 * Counts one download of a version: once a file or archive begins from its first byte, not for each
 * range. A transaction of its own, since the reader may not write. Search shows it within the hour.
 */
export const countDownload = (deps: Pick<CatalogDeps, 'store'>, versionId: string): Promise<void> =>
  deps.store.write(systemActor('count-download'), (trx) => addDownload(trx, versionId));
