import type { JobSpec } from '#src/ports/jobs.ts';
import type { CatalogDeps, Trx } from './deps.ts';

/** Brings the search documents of these datasets up to date after the transaction. */
export const indexJob = (ids: readonly string[]): JobSpec => ({
  name: 'catalog.index-dataset',
  payload: { ids },
  ...(ids.length === 1 ? { key: `catalog.index-dataset:${ids[0]}` } : {}),
});

export const indexLater = (deps: Pick<CatalogDeps, 'jobs'>, trx: Trx, id: string): Promise<void> =>
  deps.jobs.add(trx, indexJob([id]));
