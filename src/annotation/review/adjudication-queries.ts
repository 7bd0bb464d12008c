import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ReviewTables } from './tables.ts';

interface AnsweredRow {
  readonly task_id: string;
  readonly position: bigint;
  readonly results: unknown[][];
  readonly vendors: bigint;
  readonly adjudicated: boolean;
}

/** Tasks of a package with several standing answers that are not the same, as far as the actor sees them. */
export async function answeredTasks(
  db: Db,
  packageId: string,
  after: bigint,
  limit: number,
): Promise<AnsweredRow[]> {
  const { rows } = await sql<AnsweredRow>`select t.task_id, t.position, o.results, o.vendors,
      exists (select 1 from annotation.adjudication d where d.task_id = t.task_id) as adjudicated
    from annotation.package_task t, lateral (select jsonb_agg(a.result) as results,
        count(distinct a.vendor_org_id) as vendors, count(distinct a.result) as kinds
      from annotation.annotation a where a.task_id = t.task_id and a.package_id = t.package_id
        and a.state in ('submitted', 'accepted')) o
    where t.package_id = ${packageId} and t.position > ${after} and o.kinds > 1
    order by t.position limit ${limit}`.execute(db);
  return rows;
}

/** The standing answers to a task in a package that the actor may see, in the order they came. */
export const answersTo = (db: Db, packageId: string, taskId: string) =>
  db
    .selectFrom('annotation.annotation as a')
    .innerJoin('identity.organisation as o', 'o.id', 'a.vendor_org_id')
    .leftJoin('identity.person as p', 'p.user_id', 'a.person_id')
    .select(['a.id', 'a.number', 'a.person_id', 'p.name as person_name', 'a.state', 'a.result'])
    .select(['a.vendor_org_id', 'o.name_zh', 'o.name_en', 'a.content_digest'])
    .where('a.task_id', '=', taskId)
    .where('a.package_id', '=', packageId)
    .where('a.state', 'in', ['submitted', 'accepted'])
    .orderBy('a.number')
    .execute();
export type AnswerRow = Awaited<ReturnType<typeof answersTo>>[number];

/** Whether a person has ever submitted an answer to a task. */
export async function hasAnswered(db: Db, taskId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('annotation.annotation')
    .select('id')
    .where('task_id', '=', taskId)
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export const insertAdjudication = (
  trx: Trx,
  row: Insertable<ReviewTables['annotation.adjudication']>,
) => trx.insertInto('annotation.adjudication').values(row).execute();

/** The answer the demand side settled on last. */
export const adjudicationOf = (db: Db, taskId: string) =>
  db
    .selectFrom('annotation.adjudication as d')
    .leftJoin('identity.person as p', 'p.user_id', 'd.adjudicator_id')
    .selectAll('d')
    .select('p.name as adjudicator_name')
    .where('d.task_id', '=', taskId)
    .orderBy('d.id', 'desc')
    .limit(1)
    .executeTakeFirst();
export type AdjudicationRow = NonNullable<Awaited<ReturnType<typeof adjudicationOf>>>;

/** The package in which a task was given out last, among those the actor sees; undefined without any. */
export async function lastPackageOf(db: Db, taskId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('annotation.slot')
    .select('package_id')
    .where('task_id', '=', taskId)
    .orderBy('package_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.package_id;
}
