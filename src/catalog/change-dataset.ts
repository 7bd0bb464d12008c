import type { Updateable } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { CatalogDeps, Db, Trx } from './deps.ts';
import { catalogErrors } from './errors.ts';
import { indexLater } from './index-dataset.ts';
import { datasetById, findDataset, updateDataset, type DatasetRow } from './queries/dataset.ts';
import type { DatasetTable } from './tables.ts';

/** One mutation under way: who, in which transaction, with which audit. */
export interface Change {
  readonly trx: Trx;
  readonly actor: Actor;
  readonly audit: Audit;
  readonly deps: Pick<CatalogDeps, 'jobs' | 'clock'>;
}

/** The dataset at an address for a mutation: 404 where the actor sees none. */
export async function datasetAt(trx: Db, org: string, name: string): Promise<DatasetRow> {
  const row = await findDataset(trx, org, name);
  if (!row) throw new AppError(errors.notFound);
  return row;
}

/** Suspended and withdrawn datasets are changed only by the commands that lead out of these states. */
export function requireLive(row: Pick<DatasetRow, 'state'>): void {
  if (row.state === 'suspended') throw new AppError(catalogErrors.suspendedOwn);
  if (row.state === 'withdrawn')
    throw new AppError(errors.wrongState, { extra: { state: row.state } });
}

/** The parts of a dataset that the record of changes keeps. */
export const datasetRecord = (r: DatasetRow) => ({
  org: r.org_slug,
  name: r.name,
  card: r.card,
  visibility: r.visibility,
  classification: r.classification,
  state: r.state,
  stateReason: r.state_reason,
  externalUrl: r.external_url,
  latestVersion: r.semver,
});

/**
 * Applies `set` to the dataset at the revision the caller read (hub.conflict when it is stale),
 * records it, and has the search document renewed. Gives the row as it is now.
 */
export async function changeDataset(
  change: Change,
  row: DatasetRow,
  revision: number,
  action: string,
  set: Updateable<DatasetTable>,
): Promise<DatasetRow> {
  const { trx } = change;
  if (!(await updateDataset(trx, row.id, revision, set))) throw new AppError(errors.conflict);
  const after = await datasetById(trx, row.id);
  if (!after) throw new AppError(errors.notFound);
  await change.audit({
    action: `catalog.${action}`,
    objectType: 'dataset',
    objectId: row.id,
    orgId: row.org_id,
    before: datasetRecord(row),
    after: datasetRecord(after),
  });
  await indexLater(change.deps, trx, row.id);
  return after;
}
