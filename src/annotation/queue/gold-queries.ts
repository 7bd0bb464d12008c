import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { Claimer, LeasedSlot } from './claim-queries.ts';

/**
 * Leases a gold item the person has not had, as a slot of its own that looks like any other; undefined
 * when it has had them all. Any one of them, so that nobody foresees which.
 */
export async function claimGold(
  trx: Trx,
  projectId: string,
  claimer: Claimer,
  leaseId: string,
): Promise<LeasedSlot | undefined> {
  const { awardId, packageId, orgId, vendorOrgId, personId, mode, seconds, requestKey } = claimer;
  const { rows } = await sql<LeasedSlot>`with
    picked as materialized (select t.id from annotation.task t
      where t.project_id = ${projectId} and t.gold is not null and not exists (select 1
        from annotation.assignment a where a.task_id = t.id and a.person_id = ${personId})
      order by random() limit 1),
    made as (insert into annotation.slot (id, package_id, project_id, award_id, task_id, org_id, vendor_org_id,
        overlap_index, kind, state, rank, lease_id, lessee_id, lease_mode, lease_expires_at, attempt)
      select annotation.new_id(), ${packageId}, ${projectId}, ${awardId}, picked.id, ${orgId}, ${vendorOrgId},
        1000 + (random() * 2000000000)::int, 'gold', 'leased', 0, ${leaseId}, ${personId}, ${mode},
        now() + make_interval(secs => ${seconds}), 1 from picked
      returning id, task_id, lease_expires_at),
    noted as (insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id)
      select made.task_id, ${personId}, made.id, ${orgId}, ${vendorOrgId} from made),
    leased as (insert into annotation.lease (id, slot_id, task_id, award_id, org_id, vendor_org_id, person_id,
        attempt, mode, request_key, expires_at)
      select ${leaseId}, made.id, made.task_id, ${awardId}, ${orgId}, ${vendorOrgId}, ${personId}, 1, ${mode},
        ${requestKey}, made.lease_expires_at from made),
    counted as (update annotation.worker set served = served + 1, gold_served = gold_served + 1
      where award_id = ${awardId} and person_id = ${personId} and exists (select 1 from made))
    select ${leaseId} as lease_id, made.id as slot_id, made.task_id, ${mode} as mode, t.number, t.data, t.media,
      t.predictions, null as draft, null as draft_revision, made.lease_expires_at as expires_at,
      1 as attempt, false as was_returned
    from made join annotation.task t on t.id = made.task_id`.execute(trx);
  return rows[0];
}

/** What a submission is judged by: the package's terms, the configuration, the task. */
export const submissionContext = (db: Db, packageId: string, taskId: string) =>
  db
    .selectFrom('annotation.package as p')
    .innerJoin('annotation.project as j', 'j.id', 'p.project_id')
    .innerJoin('annotation.task as t', 't.project_id', 'j.id')
    .select(['p.state', 'p.overlap', 'p.overlap_max', 'p.agreement_threshold_ppm'])
    .select(['j.label_config', 'j.settings', 't.data', 't.gold'])
    .where('p.id', '=', packageId)
    .where('t.id', '=', taskId)
    .executeTakeFirst();
export type SubmissionContext = NonNullable<Awaited<ReturnType<typeof submissionContext>>>;

/** The standing results of a task in an award, and how many of its slots are not done yet. */
export async function answersSoFar(db: Db, awardId: string, taskId: string) {
  const slots = await db
    .selectFrom('annotation.slot')
    .select(['state', 'overlap_index'])
    .where('award_id', '=', awardId)
    .where('task_id', '=', taskId)
    .where('kind', '<>', 'gold')
    .execute();
  const results = await db
    .selectFrom('annotation.annotation')
    .select('result')
    .where('award_id', '=', awardId)
    .where('task_id', '=', taskId)
    .where('state', 'in', ['submitted', 'accepted'])
    .execute();
  return { slots, results: results.map((r) => r.result) };
}
