import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { PackageState, PackageTable } from '../tables.ts';

function packageRows(db: Db) {
  return db
    .selectFrom('annotation.package as p')
    .innerJoin('identity.organisation as o', 'o.id', 'p.org_id')
    .selectAll('p')
    .select(['o.slug', 'o.name_zh', 'o.name_en']);
}
export type PackageRow = Awaited<ReturnType<ReturnType<typeof packageRows>['execute']>>[number];

/** One package as far as the actor may see it. */
export const packageById = (db: Db, id: string) =>
  packageRows(db).where('p.id', '=', id).executeTakeFirst();

/** The same, held until the transaction ends. */
export async function lockPackage(trx: Trx, id: string): Promise<PackageRow | undefined> {
  await trx
    .selectFrom('annotation.package')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return packageById(trx, id);
}

/** Names of organisations by id, in the order of their short names. */
export const organisationNames = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('identity.organisation')
    .select(['slug', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('id', 'in', [...ids, ''])
    .orderBy('slug')
    .execute();

export interface PackageFilter {
  readonly projectId?: string;
  readonly side?: 'vendor' | 'demand' | 'mine' | 'invited' | undefined;
  readonly orgIds: readonly string[];
  readonly state?: PackageState | undefined;
  readonly before?: string | undefined;
}

/** Packages the actor sees, newest first. */
export function listPackages(db: Db, filter: PackageFilter, limit: number) {
  const mine = [...filter.orgIds, ''];
  let query = packageRows(db);
  if (filter.projectId) query = query.where('p.project_id', '=', filter.projectId);
  if (filter.side === 'demand') query = query.where('p.org_id', 'in', mine);
  if (filter.side === 'vendor')
    query = query.where((eb) =>
      eb.or([
        eb('p.mode', '=', 'own_team').and('p.org_id', 'in', mine).and('p.state', '<>', 'draft'),
        eb('p.org_id', 'not in', mine),
      ]),
    );
  if (filter.side === 'mine')
    query = query
      .where('p.state', 'in', ['open', 'working'])
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('annotation.award as a')
            .select('a.id')
            .whereRef('a.package_id', '=', 'p.id')
            .where('a.vendor_org_id', 'in', mine)
            .where('a.state', 'in', ['working', 'returned']),
        ),
      );
  if (filter.side === 'invited')
    query = query
      .where('p.state', '=', 'open')
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('annotation.invitation as i')
            .select('i.vendor_org_id')
            .whereRef('i.package_id', '=', 'p.id')
            .where('i.vendor_org_id', 'in', mine)
            .where('i.state', '=', 'open'),
        ),
      );
  if (filter.state) query = query.where('p.state', '=', filter.state);
  if (filter.before) query = query.where('p.id', '<', filter.before);
  return query.orderBy('p.id', 'desc').limit(limit).execute();
}

export const insertPackage = (trx: Trx, row: Insertable<PackageTable>) =>
  trx.insertInto('annotation.package').values(row).execute();

/** Changes a package whose revision is still `revision`; false when it is not. */
export async function updatePackage(
  trx: Trx,
  id: string,
  revision: number,
  set: Updateable<PackageTable>,
): Promise<boolean> {
  const changed = await trx
    .updateTable('annotation.package')
    .set({ ...set, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

export interface Selection {
  readonly ids?: readonly string[] | undefined;
  readonly fromNumber?: number | undefined;
  readonly toNumber?: number | undefined;
}

/**
 * Puts tasks of the project into a package, in their order: those listed, a range, or all that lie in
 * no other package that still counts. Gold items are served besides and are no work. Returns how many.
 */
export async function selectTasks(
  trx: Trx,
  packageId: string,
  projectId: string,
  selection: Selection,
): Promise<number> {
  const { ids, fromNumber = null, toNumber = null } = selection;
  const listed = ids ? [...ids] : null;
  const free = ids === undefined && fromNumber === null && toNumber === null;
  const { numAffectedRows } =
    await sql`insert into annotation.package_task (package_id, task_id, position)
    select ${packageId}, t.id, t.number from annotation.task t
    where t.project_id = ${projectId} and t.gold is null
      and (${listed}::text[] is null or t.id = any (${listed}::text[]))
      and (${fromNumber}::bigint is null or t.number >= ${fromNumber}::bigint)
      and (${toNumber}::bigint is null or t.number <= ${toNumber}::bigint)
      and (not ${free}::boolean or not exists (select 1 from annotation.package_task o
        join annotation.package p on p.id = o.package_id
        where o.task_id = t.id and p.state <> 'cancelled'))`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

export const storeSeed = (trx: Trx, packageId: string, seed: string) =>
  trx
    .insertInto('annotation.package_seed')
    .values({ package_id: packageId, seed, revealed_at: null })
    .execute();

/** A package of which everything is given out is no longer open to claims. */
export const fillPackage = (trx: Trx, packageId: string) =>
  trx
    .updateTable('annotation.package')
    .set({ state: 'working' })
    .where('id', '=', packageId)
    .where('state', '=', 'open')
    .whereRef('awarded_count', '>=', 'task_count')
    .execute();
