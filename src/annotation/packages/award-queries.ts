import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { AwardTable } from '../tables.ts';

function awardRows(db: Db) {
  return db
    .selectFrom('annotation.award as a')
    .innerJoin('identity.organisation as o', 'o.id', 'a.vendor_org_id')
    .selectAll('a')
    .select(['o.slug', 'o.name_zh', 'o.name_en']);
}
export type AwardRow = Awaited<ReturnType<ReturnType<typeof awardRows>['execute']>>[number];

/** Awards of a package that the actor sees: all for the demand side, its own for a vendor. */
export const awardsOf = (db: Db, packageId: string) =>
  awardRows(db).where('a.package_id', '=', packageId).orderBy('a.id').execute();

/** The share of one of these organisations in a package. */
export const awardFor = (db: Db, packageId: string, orgIds: readonly string[]) =>
  db
    .selectFrom('annotation.award as a')
    .selectAll('a')
    .where('a.package_id', '=', packageId)
    .where('a.vendor_org_id', 'in', [...orgIds, ''])
    .where('a.state', '<>', 'withdrawn')
    .orderBy('a.id')
    .limit(1)
    .executeTakeFirst();
export type Award = NonNullable<Awaited<ReturnType<typeof awardFor>>>;

export const insertAward = (trx: Trx, row: Insertable<AwardTable>) =>
  trx.insertInto('annotation.award').values(row).execute();

export interface Share {
  readonly packageId: string;
  readonly projectId: string;
  readonly awardId: string;
  readonly orgId: string;
  readonly vendorOrgId: string;
  readonly overlap: number;
}

/**
 * Gives the next `count` tasks that nobody has to an award and makes their slots, task by task, so that
 * each is finished early. Counts them in award and package. Returns how many tasks there were.
 */
export async function takeTasks(trx: Trx, share: Share, count: number): Promise<number> {
  const { packageId, projectId, awardId, orgId, vendorOrgId, overlap } = share;
  const { rows } = await sql<{ tasks: bigint }>`with free as materialized (
      select task_id, position from annotation.package_task
      where package_id = ${packageId} and award_id is null order by position limit ${count} for update),
    taken as (update annotation.package_task p set award_id = ${awardId} from free
      where p.package_id = ${packageId} and p.task_id = free.task_id),
    made as (insert into annotation.slot (id, package_id, project_id, award_id, task_id, org_id, vendor_org_id,
        overlap_index, kind, rank)
      select annotation.new_id(), ${packageId}, ${projectId}, ${awardId}, s.task_id, ${orgId}, ${vendorOrgId},
        s.n, 'work', nextval('annotation.slot_rank')
      from (select free.task_id, n from free, generate_series(0, ${overlap}::int - 1) n
        order by free.position, n) s),
    counted as (update annotation.award set share = share + (select count(*) from free),
      slot_count = slot_count + (select count(*) from free) * ${overlap}::int where id = ${awardId})
    select count(*) as tasks from free`.execute(trx);
  const tasks = Number(rows[0]?.tasks ?? 0n);
  await trx
    .updateTable('annotation.package')
    .set((eb) => ({ awarded_count: eb('awarded_count', '+', BigInt(tasks)) }))
    .where('id', '=', packageId)
    .execute();
  return tasks;
}

/** Units of labour a vendor has yet to do for all demand sides; holds the vendor's lock. */
export async function openUnits(trx: Trx, vendorOrgId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`annotation.vendor:${vendorOrgId}`}, 0))`.execute(
    trx,
  );
  const { rows } = await sql<{
    units: bigint;
  }>`select annotation.open_units(${vendorOrgId}) as units`.execute(trx);
  return Number(rows[0]?.units ?? 0n);
}
