import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import { lockAppend } from '../queue/queries.ts';

const idByNumber = (
  db: Db,
  table: 'annotation.project' | 'annotation.task' | 'annotation.annotation' | 'annotation.export',
  number: number,
) => db.selectFrom(table).select('id').where('number', '=', BigInt(number)).executeTakeFirst();

export const projectIdOf = async (db: Db, number: number) =>
  (await idByNumber(db, 'annotation.project', number))?.id ?? '';
export const taskIdOf = async (db: Db, number: number) =>
  (await idByNumber(db, 'annotation.task', number))?.id ?? '';
export const resultIdOf = async (db: Db, number: number) =>
  (await idByNumber(db, 'annotation.annotation', number))?.id ?? '';
export const exportIdOf = async (db: Db, number: number) =>
  (await idByNumber(db, 'annotation.export', number))?.id ?? '';

/** Ids of the projects of these organisations that are not archived, by number, newest first. */
export async function projectPage(
  db: Db,
  orgIds: readonly string[],
  page: { readonly offset: number; readonly limit: number },
): Promise<{ ids: string[]; count: number }> {
  const of = db
    .selectFrom('annotation.project')
    .where('org_id', 'in', [...orgIds, ''])
    .where('state', '<>', 'archived');
  const rows = await of
    .select('id')
    .orderBy('number', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  const { count } = await of
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return { ids: rows.map((r) => r.id), count: Number(count) };
}

/** Numbers of the tasks an import brought, in their order. */
export async function numbersOfImport(db: Db, projectId: string, importId: string) {
  const rows = await db
    .selectFrom('annotation.task')
    .select('number')
    .where('project_id', '=', projectId)
    .where('import_id', '=', importId)
    .orderBy('number')
    .execute();
  return rows.map((r) => Number(r.number));
}

/** The package in which a project's own people label, with its award. */
export const implicitPackage = (db: Db, projectId: string) =>
  db
    .selectFrom('annotation.package as p')
    .innerJoin('annotation.award as a', 'a.package_id', 'p.id')
    .select(['p.id', 'p.state', 'a.id as award_id'])
    .where('p.project_id', '=', projectId)
    .where('p.implicit', '=', true)
    .executeTakeFirst();

export const countPackageTasks = (trx: Trx, packageId: string, tasks: number) =>
  trx
    .updateTable('annotation.package')
    .set((eb) => ({ task_count: eb('task_count', '+', BigInt(tasks)) }))
    .where('id', '=', packageId)
    .execute();

export interface TaskLease {
  readonly leaseId: string;
  readonly packageId: string;
  readonly projectId: string;
  readonly awardId: string;
  readonly taskId: string;
  readonly orgId: string;
  readonly personId: string;
  readonly seconds: number;
}

/** Whether a person has handed in a result for a task. */
export const hasSubmitted = async (db: Db, taskId: string, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('annotation.assignment')
    .select('submitted')
    .where('task_id', '=', taskId)
    .where('person_id', '=', personId)
    .where('submitted', '=', true)
    .executeTakeFirst()) !== undefined;

/**
 * Leases the slot of one task that is open, expired or the person's own; where there is none, a new slot
 * of the task at the end of the line. The person's worker row is locked; the append lock comes last.
 */
export async function leaseTask(trx: Trx, of: TaskLease): Promise<void> {
  const { leaseId, packageId, projectId, awardId, taskId, orgId, personId, seconds } = of;
  const { rows } = await sql<{ id: string }>`with
    picked as materialized (select s.id, s.lease_id as ended from annotation.slot s
      where s.award_id = ${awardId} and s.task_id = ${taskId} and s.kind <> 'gold'
        and (s.state = 'open' or (s.state = 'returned' and s.returned_to = ${personId})
          or (s.state = 'leased' and (s.lease_expires_at <= now() or s.lessee_id = ${personId})))
      order by s.overlap_index limit 1 for update of s skip locked),
    closed as (update annotation.lease l set ended_at = now(), end_reason = 'expired'
      from picked where l.id = picked.ended and l.ended_at is null)
    select id from picked`.execute(trx);
  let slotId = rows[0]?.id;
  if (slotId === undefined) {
    await lockAppend(trx, awardId);
    const made = await sql<{
      id: string;
    }>`insert into annotation.slot (id, package_id, project_id, award_id,
        task_id, org_id, vendor_org_id, overlap_index, kind, rank)
      select annotation.new_id(), ${packageId}, ${projectId}, ${awardId}, ${taskId}, ${orgId}, ${orgId},
        coalesce(max(s.overlap_index) + 1, 0), 'work', nextval('annotation.slot_rank')
      from annotation.slot s where s.award_id = ${awardId} and s.task_id = ${taskId} and s.kind <> 'gold'
      returning id`.execute(trx);
    slotId = made.rows[0]?.id ?? '';
    await sql`update annotation.award set slot_count = slot_count + 1 where id = ${awardId}`.execute(
      trx,
    );
  }
  await sql`with taken as (update annotation.slot s set state = 'leased', lease_id = ${leaseId},
        lessee_id = ${personId}, lease_mode = 'online', returned_to = null,
        lease_expires_at = now() + make_interval(secs => ${seconds}), attempt = s.attempt + 1
      where s.id = ${slotId} returning s.id, s.attempt, s.lease_expires_at),
    noted as (insert into annotation.assignment as a (task_id, person_id, slot_id, org_id, vendor_org_id)
      select ${taskId}, ${personId}, id, ${orgId}, ${orgId} from taken
      on conflict (task_id, person_id) do update set slot_id = excluded.slot_id),
    served as (update annotation.worker set served = served + 1, updated_at = now()
      where award_id = ${awardId} and person_id = ${personId})
    insert into annotation.lease (id, slot_id, task_id, award_id, org_id, vendor_org_id, person_id, attempt,
      mode, request_key, expires_at)
    select ${leaseId}, id, ${taskId}, ${awardId}, ${orgId}, ${orgId}, ${personId}, attempt, 'online',
      ${leaseId}, lease_expires_at from taken`.execute(trx);
}

/**
 * Takes a result back that nobody has reviewed: it stays as evidence, the slot opens again at the end of
 * the line and the person may do the task again. False when it is no longer so.
 */
export async function withdrawResult(
  trx: Trx,
  row: { readonly id: string; readonly slot_id: string; readonly task_id: string },
): Promise<{ awardId: string } | undefined> {
  const { rows } = await sql<{ award_id: string }>`with
    gone as (update annotation.annotation set state = 'replaced', updated_at = now()
      where id = ${row.id} and state in ('submitted', 'skipped') and lot_id is null and reviewed_at is null
      returning task_id, person_id, award_id, slot_id, state),
    freed as (delete from annotation.assignment a using gone
      where a.task_id = gone.task_id and a.person_id = gone.person_id),
    counted as (update annotation.task t set submitted_count = greatest(t.submitted_count - 1, 0)
      from gone where t.id = gone.task_id),
    held as (update annotation.worker w set held = greatest(w.held - 1, 0), cursor_rank = 0, updated_at = now()
      from gone where w.award_id = gone.award_id and w.person_id = gone.person_id)
    select award_id from gone`.execute(trx);
  const award = rows[0]?.award_id;
  return award === undefined ? undefined : { awardId: award };
}

/** Adds predictions to a task; returns how many it has now. */
export async function addPredictions(
  trx: Trx,
  taskId: string,
  predictions: readonly unknown[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`update annotation.task
    set predictions = coalesce(predictions, '[]'::jsonb) || ${JSON.stringify(predictions)}::jsonb
    where id = ${taskId} returning jsonb_array_length(predictions) as count`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Changes the data or meta of a task that nobody has labelled yet; false when somebody has. */
export async function changeTaskData(
  trx: Trx,
  taskId: string,
  set: { readonly data?: unknown; readonly meta?: unknown },
): Promise<boolean> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const { numAffectedRows } = await sql`update annotation.task t
    set data = coalesce(${json(set.data)}::jsonb, data), meta = coalesce(${json(set.meta)}::jsonb, meta)
    where id = ${taskId} and not exists (select 1 from annotation.annotation a where a.task_id = t.id)`.execute(
    trx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}
