import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ReviewTables } from './tables.ts';

export interface QueueFilter {
  readonly packageId: string;
  /** The vendor whose results they are; all vendors for the demand side. */
  readonly vendorOrgId?: string | undefined;
  readonly person?: string | undefined;
  readonly label?: string | undefined;
  readonly contradicted: boolean;
  readonly goldFailed: boolean;
  readonly all: boolean;
  readonly after?: bigint | undefined;
}

/** Results to be reviewed, oldest first; with the other answers of their tasks the actor may see. */
export function reviewRows(db: Db, filter: QueueFilter, limit: number) {
  let query = db
    .selectFrom('annotation.annotation as a')
    .innerJoin('annotation.slot as s', 's.id', 'a.slot_id')
    .innerJoin('annotation.task as t', 't.id', 'a.task_id')
    .leftJoin('identity.person as p', 'p.user_id', 'a.person_id')
    .select([
      'a.id',
      'a.number',
      'a.task_id',
      't.number as task_number',
      'a.award_id',
      'a.person_id',
    ])
    .select(['p.name as person_name', 'a.state', 'a.skip_reason', 'a.lead_time_ms', 's.attempt'])
    .select(['a.gold_score', 'a.reviewed_at', 'a.revision', 'a.created_at', 'a.result'])
    .select(
      sql<unknown[][] | null>`(select jsonb_agg(o.result) from annotation.annotation o
        where o.task_id = a.task_id and o.id <> a.id and o.package_id = a.package_id
          and o.state in ('submitted', 'accepted'))`.as('others'),
    )
    .where('a.package_id', '=', filter.packageId)
    .where('a.state', 'in', ['submitted', 'skipped'])
    .where('a.lot_id', 'is', null);
  if (!filter.all) query = query.where('a.reviewed_at', 'is', null);
  if (filter.vendorOrgId) query = query.where('a.vendor_org_id', '=', filter.vendorOrgId);
  if (filter.person) query = query.where('a.person_id', '=', filter.person);
  if (filter.after !== undefined) query = query.where('a.number', '>', filter.after);
  if (filter.goldFailed) query = query.where('s.kind', '=', 'gold').where('a.gold_score', '<', 1);
  if (filter.label !== undefined)
    query = query.where(
      sql<boolean>`jsonb_path_exists(a.result, '$[*].value.**{1 to 3} ? (@ == $label)',
        jsonb_build_object('label', ${filter.label}::text))`,
    );
  if (filter.contradicted)
    query = query.where(sql<boolean>`exists (select 1 from annotation.annotation o
      where o.task_id = a.task_id and o.id <> a.id and o.package_id = a.package_id
        and o.state in ('submitted', 'accepted') and o.result <> a.result)`);
  return query.orderBy('a.number').limit(limit).execute();
}
export type ReviewRow = Awaited<ReturnType<typeof reviewRows>>[number];

/** How many results wait for a first review, up to 10,000. */
export async function countWaiting(db: Db, packageId: string, vendorOrgId?: string) {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from (
    select 1 from annotation.annotation a where a.package_id = ${packageId}
      and a.state in ('submitted', 'skipped') and a.lot_id is null and a.reviewed_at is null
      and (${vendorOrgId ?? null}::text is null or a.vendor_org_id = ${vendorOrgId ?? null}::text)
    limit 10000) w`.execute(db);
  return Number(rows[0]?.n ?? 0n);
}

/** A result with its slot held until the transaction ends, and the terms it was made under. */
export async function lockResult(trx: Trx, id: string) {
  const found = await trx
    .selectFrom('annotation.annotation')
    .select('slot_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  await trx
    .selectFrom('annotation.slot')
    .select('id')
    .where('id', '=', found.slot_id)
    .forUpdate()
    .executeTakeFirst();
  return trx
    .selectFrom('annotation.annotation as a')
    .innerJoin('annotation.slot as s', 's.id', 'a.slot_id')
    .innerJoin('annotation.package as p', 'p.id', 'a.package_id')
    .innerJoin('annotation.project as j', 'j.id', 'a.project_id')
    .innerJoin('annotation.task as t', 't.id', 'a.task_id')
    .selectAll('a')
    .select(['s.state as slot_state', 's.kind', 'p.state as package_state', 'p.aql'])
    .select(['j.label_config', 't.data'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('annotation.lot_unit as u')
            .select('u.lot_id')
            .whereRef('u.slot_id', '=', 's.id'),
        )
        .as('was_in_lot'),
    )
    .where('a.id', '=', id)
    .executeTakeFirst();
}
export type LockedResult = NonNullable<Awaited<ReturnType<typeof lockResult>>>;

export const insertReview = (trx: Trx, row: Insertable<ReviewTables['annotation.review']>) =>
  trx.insertInto('annotation.review').values(row).execute();

export const markReviewed = (trx: Trx, id: string, by: string) =>
  trx
    .updateTable('annotation.annotation')
    .set({ reviewed_by: by, reviewed_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();

/** Puts another result in the place of the present one, which is kept as a revision. */
export async function replaceResult(
  trx: Trx,
  row: LockedResult,
  made: { readonly result: readonly unknown[]; readonly digest: string; readonly by: string },
): Promise<void> {
  await sql`insert into annotation.annotation_revision (annotation_id, revision, org_id, vendor_org_id, person_id,
      result, content_digest, replaced_by)
    select id, revision, org_id, vendor_org_id, person_id, result, content_digest, ${made.by}
    from annotation.annotation where id = ${row.id}`.execute(trx);
  await trx
    .updateTable('annotation.annotation')
    .set({
      result: JSON.stringify(made.result),
      content_digest: made.digest,
      revision: row.revision + 1,
      state: 'submitted',
      skip_reason: null,
      reviewed_by: made.by,
      reviewed_at: sql<Date>`now()`,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', row.id)
    .execute();
}

/**
 * Sends results back to the people who made them: the slots stand as returned, first offered to their
 * person, and the counters follow; gold items are no work and were never counted as such.
 */
export async function returnResults(
  trx: Trx,
  ids: readonly string[],
  reason: string | null,
  by: string,
): Promise<void> {
  await sql`with
    back as (update annotation.annotation a set state = 'returned', lot_id = null, reviewed_by = ${by},
        reviewed_at = now(), updated_at = now(), return_reason = coalesce(
          (select s.reason from annotation.lot_sample s where s.annotation_id = a.id and s.verdict = 'defect'
            order by s.inspected_at desc limit 1), ${reason})
      from annotation.annotation old join annotation.slot k on k.id = old.slot_id
      where old.id = a.id and a.id = any (${[...ids]}::text[])
      returning a.slot_id, a.task_id, a.person_id, a.award_id, old.state as was, k.kind),
    slotted as (update annotation.slot s set state = 'returned', returned_to = back.person_id, lessee_id = null,
        lease_mode = null, lease_expires_at = null from back where s.id = back.slot_id),
    counted as (update annotation.task t set submitted_count = greatest(0, t.submitted_count - n.n)
      from (select task_id, count(*)::int as n from back where kind <> 'gold' group by task_id) n
      where t.id = n.task_id)
    update annotation.worker w set held = greatest(0, w.held - n.work), returned = w.returned + n.n,
        submitted = greatest(0, w.submitted - n.labelled), skipped = greatest(0, w.skipped - n.skipped),
        updated_at = now()
      from (select award_id, person_id, count(*) as n, count(*) filter (where kind <> 'gold') as work,
          count(*) filter (where was = 'submitted') as labelled,
          count(*) filter (where was = 'skipped') as skipped from back group by award_id, person_id) n
      where w.award_id = n.award_id and w.person_id = n.person_id`.execute(trx);
}

/** Accepts results for good: annotations (skipped ones stay what they are), slots, counters. */
export async function acceptResults(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`with
    done as (update annotation.annotation a set updated_at = now(),
        state = case a.state when 'skipped' then 'skipped' else 'accepted' end
      from annotation.slot k where k.id = a.slot_id and a.id = any (${[...ids]}::text[])
      returning a.slot_id, a.task_id, a.person_id, a.award_id, a.state = 'accepted' and k.kind <> 'gold' as work),
    slotted as (update annotation.slot s set state = 'accepted' from done where s.id = done.slot_id),
    counted as (update annotation.task t set accepted_count = t.accepted_count + n.n
      from (select task_id, count(*)::int as n from done where work group by task_id) n
      where t.id = n.task_id)
    update annotation.worker w set accepted = w.accepted + n.n, updated_at = now()
      from (select award_id, person_id, count(*) as n from done where work
        group by award_id, person_id) n
      where w.award_id = n.award_id and w.person_id = n.person_id`.execute(trx);
}

export const reviewsOf = (db: Db, annotationId: string) =>
  db
    .selectFrom('annotation.review as r')
    .leftJoin('identity.person as p', 'p.user_id', 'r.reviewer_id')
    .selectAll('r')
    .select('p.name as reviewer_name')
    .where('r.annotation_id', '=', annotationId)
    .orderBy('r.id')
    .execute();

export const revisionsOf = (db: Db, annotationId: string) =>
  db
    .selectFrom('annotation.annotation_revision as r')
    .leftJoin('identity.person as p', 'p.user_id', 'r.person_id')
    .selectAll('r')
    .select('p.name as person_name')
    .where('r.annotation_id', '=', annotationId)
    .orderBy('r.revision')
    .execute();
