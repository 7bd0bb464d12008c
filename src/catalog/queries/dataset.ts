import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { DatasetTable } from '../tables.ts';

/** A dataset with its organisation and the outline of its latest version. */
export function datasetRows(db: Db) {
  return db
    .selectFrom('catalog.dataset as d')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .leftJoin('catalog.version as v', 'v.id', 'd.latest_version_id')
    .select(['d.id', 'd.org_id', 'd.name', 'd.card', 'd.visibility', 'd.classification', 'd.state'])
    .select(['d.state_reason', 'd.state_at', 'd.revision', 'd.latest_version_id', 'd.external_url'])
    .select(sql<number | null>`round((v.quality ->> 'total')::numeric)::float8`.as('quality_total'))
    .select(['d.source', 'd.downloads', 'd.recommended_in', 'd.created_by', 'd.created_at'])
    .select(['d.updated_at', 'd.first_published_at'])
    .select(['o.slug as org_slug', 'o.name_zh as org_name_zh', 'o.name_en as org_name_en'])
    .select(['o.kind as org_kind', 'o.status as org_status'])
    .select('o.first_version_reviewed as org_first_version_reviewed')
    .select(['v.semver', 'v.file_count', 'v.size_bytes', 'v.formats']);
}
export type DatasetRow = Awaited<ReturnType<ReturnType<typeof datasetRows>['execute']>>[number];

/**
 * The dataset at an address, former slugs and names included (then `moved`); undefined where the
 * actor may see none. The statement is the function of the migration, which keeps its plan.
 */
export async function findDataset(
  db: Db,
  org: string,
  name: string,
): Promise<(DatasetRow & { moved: boolean }) | undefined> {
  const { rows } = await sql<DatasetRow & { moved: boolean }>`
    select * from catalog.find_dataset(${org}, ${name})`.execute(db);
  return rows[0];
}

export const datasetById = (db: Db, id: string) =>
  datasetRows(db).where('d.id', '=', id).executeTakeFirst();

export const datasetsByIds = (db: Db, ids: readonly string[]) =>
  ids.length === 0 ? Promise.resolve([]) : datasetRows(db).where('d.id', 'in', ids).execute();

/** Locks the row until the transaction ends, so that publications of one dataset follow each other. */
export const lockDataset = (trx: Trx, id: string) =>
  trx
    .selectFrom('catalog.dataset')
    .select(['revision', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function insertDataset(trx: Trx, row: Insertable<DatasetTable>): Promise<void> {
  await trx.insertInto('catalog.dataset').values(row).execute();
}

/** Changes a dataset at one revision and raises it; false when the revision is no longer that one. */
export async function updateDataset(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<DatasetTable>,
): Promise<boolean> {
  const result = await trx
    .updateTable('catalog.dataset')
    .set({ ...change, revision: revision + 1, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteDataset(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('catalog.dataset').where('id', '=', id).execute();
}

/** True when the name is, or was, the address of another dataset of the organisation. */
export async function nameTaken(
  trx: Trx,
  orgId: string,
  name: string,
  exceptId: string,
): Promise<boolean> {
  const { taken } = await trx
    .selectNoFrom((eb) => [
      eb
        .or([
          eb.exists(
            eb
              .selectFrom('catalog.dataset')
              .select('id')
              .where('org_id', '=', orgId)
              .where('name', '=', name)
              .where('id', '<>', exceptId),
          ),
          eb.exists(
            eb
              .selectFrom('catalog.dataset_redirect')
              .select('dataset_id')
              .where('org_id', '=', orgId)
              .where('name', '=', name)
              .where('dataset_id', '<>', exceptId),
          ),
        ])
        .as('taken'),
    ])
    .executeTakeFirstOrThrow();
  return Boolean(taken);
}

/** Keeps an old address; an address taken back by its own dataset stops being a redirect. */
export async function moveAddress(
  trx: Trx,
  id: string,
  from: { orgId: string; name: string },
  to: { orgId: string; name: string },
): Promise<void> {
  await trx
    .deleteFrom('catalog.dataset_redirect')
    .where('org_id', '=', to.orgId)
    .where('name', '=', to.name)
    .execute();
  await trx
    .insertInto('catalog.dataset_redirect')
    .values({ org_id: from.orgId, name: from.name, dataset_id: id })
    .onConflict((oc) => oc.columns(['org_id', 'name']).doUpdateSet({ dataset_id: id }))
    .execute();
}

/** Sets the year of the directory of recommended datasets, or clears it. */
export async function updateRecommendation(
  trx: Trx,
  id: string,
  year: number | null,
): Promise<boolean> {
  const result = await trx
    .updateTable('catalog.dataset')
    .set({ recommended_in: year })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** An organisation by its present slug. */
export const organisationBySlug = (db: Db, slug: string) =>
  db
    .selectFrom('identity.organisation')
    .select(['id', 'slug', 'name_zh', 'name_en', 'kind', 'status'])
    .where('slug', '=', slug)
    .executeTakeFirst();
export type OrganisationRow = NonNullable<Awaited<ReturnType<typeof organisationBySlug>>>;

/** Names of organisations by slug, for facet labels. */
export const organisationNames = (db: Db, slugs: readonly string[]) =>
  slugs.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('identity.organisation')
        .select(['slug', 'name_zh', 'name_en'])
        .where('slug', 'in', slugs)
        .execute();
