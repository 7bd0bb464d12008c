import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/** What a report is about and whose answers it may look at. */
export interface Scope {
  readonly scope: 'project' | 'package';
  readonly id: string;
  readonly projectId: string;
  readonly orgId: string;
  /** A vendor sees figures of its own people only; null: everybody's. */
  readonly vendorOrgId: string | null;
}

export interface AnsweredRow {
  readonly id: string;
  readonly number: bigint;
  readonly answers: readonly {
    readonly person: string;
    readonly vendor: string;
    readonly result: unknown[];
  }[];
}

const inScope = ({ scope, id }: Scope) =>
  scope === 'project'
    ? sql`true`
    : sql`exists (select 1 from annotation.package_task p where p.package_id = ${id} and p.task_id = t.id)`;
const ofScope = ({ scope, id, vendorOrgId }: Scope) => sql`a.state in ('submitted', 'accepted')
  and (${scope} = 'project' or a.package_id = ${id})
  and (${vendorOrgId}::text is null or a.vendor_org_id = ${vendorOrgId}::text)`;

/** How many tasks have answers of several people. */
export async function countAnswered(db: Db, of: Scope): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from annotation.task t
    where t.project_id = ${of.projectId} and t.submitted_count > 1 and ${inScope(of)}`.execute(db);
  return Number(rows[0]?.n ?? 0n);
}

/** Tasks with answers of several people after a task's number, in order. */
export async function answeredTasks(
  db: Db,
  of: Scope,
  after: bigint,
  limit: number,
): Promise<AnsweredRow[]> {
  const { rows } = await sql<AnsweredRow>`select t.id, t.number, o.answers
    from annotation.task t, lateral (select count(distinct a.person_id) as people,
        jsonb_agg(jsonb_build_object('person', a.person_id, 'vendor', a.vendor_org_id, 'result', a.result)
          order by a.number) as answers
      from annotation.annotation a where a.task_id = t.id and ${ofScope(of)}) o
    where t.project_id = ${of.projectId} and t.number > ${after} and t.submitted_count > 1
      and ${inScope(of)} and o.people > 1
    order by t.number limit ${limit}`.execute(db);
  return rows;
}

export const insertReport = (
  trx: Trx,
  row: {
    readonly id: string;
    readonly scope: 'project' | 'package';
    readonly scope_id: string;
    readonly org_id: string;
    readonly viewer_org_id: string;
    readonly total: number;
    readonly requested_by: string;
  },
) =>
  trx
    .insertInto('annotation.quality_report')
    .values({ ...row, state: 'queued', finished_at: null })
    .execute();

/** The newest report for these eyes. */
export const latestReport = (db: Db, scopeId: string, viewerOrgId: string) =>
  db
    .selectFrom('annotation.quality_report')
    .selectAll()
    .where('scope_id', '=', scopeId)
    .where('viewer_org_id', '=', viewerOrgId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

export const reportById = (db: Db, id: string) =>
  db.selectFrom('annotation.quality_report').selectAll().where('id', '=', id).executeTakeFirst();
export type ReportRow = NonNullable<Awaited<ReturnType<typeof reportById>>>;

export const noteProgress = (trx: Trx, id: string, done: number) =>
  trx
    .updateTable('annotation.quality_report')
    .set({ state: 'running', done })
    .where('id', '=', id)
    .execute();

export const finishReport = (trx: Trx, id: string, done: number, figures: unknown) =>
  trx
    .updateTable('annotation.quality_report')
    .set(
      figures === null
        ? { state: 'failed', finished_at: sql<Date>`now()` }
        : { state: 'done', done, result: JSON.stringify(figures), finished_at: sql<Date>`now()` },
    )
    .where('id', '=', id)
    .execute();
