import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import type { AnnotationState } from '../queue/tables.ts';
import type { ExportedResults } from './tables.ts';

const statesOf: Readonly<Record<ExportedResults, readonly AnnotationState[]>> = {
  accepted: ['accepted'],
  submitted: ['submitted', 'accepted'],
  all: ['submitted', 'accepted', 'skipped', 'returned', 'orphaned'],
};

/** Which tasks and results of a project are meant. */
export interface ResultScope {
  readonly projectId: string;
  readonly packageId?: string | null | undefined;
  readonly which: ExportedResults;
  /** Numbers of single tasks; all where absent. */
  readonly numbers?: readonly number[] | undefined;
}

export interface ResultRow {
  readonly n: number;
  readonly r: unknown[];
  readonly s: AnnotationState;
  /** As Label Studio writes instants. */
  readonly c: string;
  readonly u: string;
  readonly l: number;
  readonly p: number;
  readonly i: string;
}

export interface LabelledRow {
  readonly id: string;
  readonly number: bigint;
  readonly data: Record<string, unknown>;
  readonly meta: Record<string, unknown> | null;
  readonly predictions: unknown[] | null;
  readonly gold: unknown[] | null;
  readonly created_at: Date;
  readonly results: readonly ResultRow[] | null;
}

const stamp = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * A number that stands for a person in exports: the first 52 bits of the MD5 of its id. Exports go to the
 * demand side, which learns who worked together, not who they are.
 */
const personNumber = sql`('x' || substr(md5(a.person_id), 1, 13))::bit(52)::bigint`;

/**
 * One page of tasks behind the number `after`, in their order, each with its results. Of a gold item the
 * answers people gave are left out unless all is asked for: the right result stands there.
 */
export async function labelledTasks(
  db: Db,
  { projectId, packageId = null, which, numbers }: ResultScope,
  page: { readonly after: bigint; readonly limit: number; readonly offset?: number },
): Promise<LabelledRow[]> {
  const states = [...statesOf[which]];
  const only = numbers ? [...numbers] : null;
  const { rows } =
    await sql<LabelledRow>`select t.id, t.number, t.data, t.meta, t.predictions, t.gold,
      t.created_at, (select jsonb_agg(jsonb_build_object('n', a.number, 'r', a.result, 's', a.state,
          'c', ${stamp('a.created_at')}, 'u', ${stamp('a.updated_at')}, 'l', a.lead_time_ms,
          'p', ${personNumber}, 'i', a.submission_id) order by a.number)
        from annotation.annotation a
        where a.task_id = t.id and a.state = any (${states}::text[])
          and (t.gold is null or ${which === 'all'}::boolean)
          and (${packageId}::text is null or a.package_id = ${packageId})) as results
    from (select t.id, t.number, t.data, t.meta, t.predictions, t.gold, t.created_at from annotation.task t
      where t.project_id = ${projectId} and t.number > ${page.after}
        and (${only}::bigint[] is null or t.number = any (${only}::bigint[]))
        and (${packageId}::text is null or exists (select 1 from annotation.package_task p
          where p.package_id = ${packageId} and p.task_id = t.id))
      order by t.number limit ${page.limit} offset ${page.offset ?? 0}) t
    order by t.number`.execute(db);
  return rows;
}

/** How many tasks a scope has, by the counters, and the highest number there is now. */
export async function scopeSize(
  db: Db,
  { projectId, packageId = null }: ResultScope,
): Promise<{ tasks: number }> {
  const { rows } = await sql<{ tasks: bigint }>`select coalesce(
      (select p.task_count from annotation.package p where p.id = ${packageId}),
      (select p.task_count from annotation.project p where p.id = ${projectId}), 0) as tasks`.execute(
    db,
  );
  return { tasks: Number(rows[0]?.tasks ?? 0n) };
}
