import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ProjectTable } from '../tables.ts';

function projectRows(db: Db) {
  return db
    .selectFrom('annotation.project as p')
    .innerJoin('identity.organisation as o', 'o.id', 'p.org_id')
    .select(['p.id', 'p.number', 'p.org_id', 'p.title', 'p.description', 'p.state'])
    .select(['p.task_count', 'p.gold_count', 'p.created_at', 'p.updated_at', 'p.revision'])
    .select(['o.slug', 'o.name_zh', 'o.name_en']);
}
export type ProjectSummaryRow = Awaited<
  ReturnType<ReturnType<typeof projectRows>['execute']>
>[number];

/** Counters of a project's awards: what was given out, and of that what stands as done. */
export async function progressOf(
  db: Db,
  projectIds: readonly string[],
): Promise<
  ReadonlyMap<string, { readonly given: number; readonly done: number; readonly tasks: number }>
> {
  const rows = await db
    .selectFrom('annotation.award as a')
    .select(['a.project_id'])
    .select(sql<bigint>`sum(a.slot_count)::bigint`.as('given'))
    .select(sql<bigint>`sum(a.share)::bigint`.as('tasks'))
    .select(
      sql<bigint>`coalesce(sum((select sum(w.held) from annotation.worker w where w.award_id = a.id)), 0)::bigint`.as(
        'done',
      ),
    )
    .where('a.project_id', 'in', [...projectIds, ''])
    .where('a.state', '<>', 'withdrawn')
    .groupBy('a.project_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.project_id,
      { given: Number(row.given), done: Number(row.done), tasks: Number(row.tasks) },
    ]),
  );
}
export type Progress = Awaited<ReturnType<typeof progressOf>>;

/** Whether an organisation has a project of this title. */
export const projectTitled = (db: Db, orgId: string, title: string) =>
  db
    .selectFrom('annotation.project')
    .select('id')
    .where('org_id', '=', orgId)
    .where('title', '=', title)
    .limit(1)
    .executeTakeFirst();

/** Who owns an organisation, if anybody. */
export async function ownerOf(db: Db, orgId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('identity.member')
    .select('user_id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .orderBy('since')
    .limit(1)
    .executeTakeFirst();
  return row?.user_id;
}

/** One project as far as the actor may see it. */
export const projectById = (db: Db, id: string) =>
  projectRows(db)
    .select(['p.label_config', 'p.instructions', 'p.settings'])
    .where('p.id', '=', id)
    .executeTakeFirst();
export type ProjectRow = NonNullable<Awaited<ReturnType<typeof projectById>>>;

/** The same, held until the transaction ends. */
export async function lockProject(trx: Trx, id: string): Promise<ProjectRow | undefined> {
  await trx
    .selectFrom('annotation.project')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return projectById(trx, id);
}

/** Projects of these organisations, newest first. */
export function listProjects(
  db: Db,
  filter: {
    readonly orgIds: readonly string[];
    readonly state?: 'draft' | 'active' | 'archived' | undefined;
    readonly before?: string | undefined;
  },
  limit: number,
) {
  let query = projectRows(db).where('p.org_id', 'in', [...filter.orgIds, '']);
  if (filter.state) query = query.where('p.state', '=', filter.state);
  if (filter.before) query = query.where('p.id', '<', filter.before);
  return query.orderBy('p.id', 'desc').limit(limit).execute();
}

export const insertProject = (trx: Trx, row: Insertable<ProjectTable>) =>
  trx.insertInto('annotation.project').values(row).execute();

/** Changes a project whose revision is still `revision`; false when it is not. */
export async function updateProject(
  trx: Trx,
  id: string,
  revision: number,
  set: Updateable<ProjectTable>,
): Promise<boolean> {
  const changed = await trx
    .updateTable('annotation.project')
    .set({ ...set, revision: revision + 1, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

/** Results that stand, summed over the people who made them. */
export async function standingResults(db: Db, projectId: string): Promise<number> {
  const { count } = await db
    .selectFrom('annotation.worker as w')
    .innerJoin('annotation.award as a', 'a.id', 'w.award_id')
    .select(sql<bigint>`coalesce(sum(w.held), 0)::bigint`.as('count'))
    .where('a.project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
