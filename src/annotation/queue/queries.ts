import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/** A lease with its slot as it stands, the slot held until the transaction ends. */
export async function lockLease(trx: Trx, leaseId: string) {
  const lease = await trx
    .selectFrom('annotation.lease')
    .selectAll()
    .where('id', '=', leaseId)
    .executeTakeFirst();
  if (!lease) return undefined;
  const slot = await trx
    .selectFrom('annotation.slot')
    .selectAll()
    .select(sql<boolean>`lease_expires_at <= now()`.as('expired'))
    .where('id', '=', lease.slot_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { ...lease, slot };
}
export type LockedLease = NonNullable<Awaited<ReturnType<typeof lockLease>>>;

/** Prolongs a lease that nobody else has taken over; undefined when somebody has. */
export async function prolongLease(
  trx: Trx,
  leaseId: string,
  personId: string,
  seconds: { readonly online: number; readonly offline: number },
): Promise<Date | undefined> {
  const { rows } = await sql<{ lease_expires_at: Date }>`with held as (update annotation.slot
    set lease_expires_at = greatest(lease_expires_at, now() + make_interval(secs =>
      case lease_mode when 'offline' then ${seconds.offline}::int else ${seconds.online}::int end))
    where lease_id = ${leaseId} and lessee_id = ${personId} and state = 'leased'
    returning lease_expires_at),
    told as (update annotation.lease set expires_at = (select lease_expires_at from held)
      where id = ${leaseId} and exists (select 1 from held))
    select lease_expires_at from held`.execute(trx);
  return rows[0]?.lease_expires_at;
}

/**
 * Puts a slot that is locked by this transaction back into the line, at its end. The append lock of the
 * award makes ranks visible in their order; it is the last lock a transaction takes.
 */
export async function reopenSlot(trx: Trx, slotId: string, awardId: string): Promise<void> {
  await lockAppend(trx, awardId);
  await sql`update annotation.slot set state = 'open', rank = nextval('annotation.slot_rank'), lessee_id = null,
    lease_mode = null, lease_expires_at = null, lease_id = null where id = ${slotId}`.execute(trx);
}

/** One more slot for a task, at the end of the line; see reopenSlot for the lock. */
export async function appendSlot(
  trx: Trx,
  of: LockedLease['slot'],
  overlapIndex: number,
): Promise<void> {
  await lockAppend(trx, of.award_id);
  await sql`insert into annotation.slot (id, package_id, project_id, award_id, task_id, org_id, vendor_org_id,
      overlap_index, kind, rank)
    values (annotation.new_id(), ${of.package_id}, ${of.project_id}, ${of.award_id}, ${of.task_id}, ${of.org_id},
      ${of.vendor_org_id}, ${overlapIndex}, 'work', nextval('annotation.slot_rank'))`.execute(trx);
  await trx
    .updateTable('annotation.award')
    .set((eb) => ({ slot_count: eb('slot_count', '+', 1n) }))
    .where('id', '=', of.award_id)
    .execute();
}

/** A gold item is not offered to anybody else when it is given back. */
export const cancelSlot = (trx: Trx, slotId: string) =>
  trx
    .updateTable('annotation.slot')
    .set({ state: 'cancelled', lease_id: null })
    .where('id', '=', slotId)
    .execute();

/** Makes ranks of an award become visible in their order; the last lock a transaction takes. */
export const lockAppend = (trx: Trx, awardId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`annotation.append:${awardId}`}, 0))`.execute(
    trx,
  );

/**
 * Ends a lease that its holder gives back: the person may be offered the task again, so the person's cursor goes
 * back before the other open slots of that task.
 */
export async function endLease(
  trx: Trx,
  lease: {
    readonly id: string;
    readonly task_id: string;
    readonly award_id: string;
    readonly person_id: string;
  },
): Promise<void> {
  await sql`with gone as (delete from annotation.assignment
      where task_id = ${lease.task_id} and person_id = ${lease.person_id} and not submitted),
    back as (update annotation.worker w set cursor_rank = least(w.cursor_rank, s.first - 1)
      from (select min(rank) as first from annotation.slot where task_id = ${lease.task_id}
        and award_id = ${lease.award_id} and state = 'open') s
      where s.first is not null and w.award_id = ${lease.award_id} and w.person_id = ${lease.person_id})
    update annotation.lease set ended_at = now(), end_reason = 'given_back' where id = ${lease.id}`.execute(
    trx,
  );
}

/** The result a reviewer sent back, while it is not done again. */
export const returnedResult = (db: Db, slotId: string) =>
  db
    .selectFrom('annotation.annotation')
    .select(['result', 'return_reason'])
    .where('slot_id', '=', slotId)
    .where('state', '=', 'returned')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Saves a draft over the revision it was made from; undefined when a newer one is stored. */
export async function storeDraft(
  trx: Trx,
  lease: Pick<LockedLease, 'slot_id' | 'person_id' | 'org_id' | 'vendor_org_id'>,
  result: readonly unknown[],
  revision: number,
): Promise<number | undefined> {
  const { slot_id, person_id, org_id, vendor_org_id } = lease;
  const { rows } = await sql<{ revision: number }>`insert into annotation.draft as d
      (slot_id, person_id, org_id, vendor_org_id, result)
    values (${slot_id}, ${person_id}, ${org_id}, ${vendor_org_id}, ${JSON.stringify(result)}::jsonb)
    on conflict (slot_id, person_id) do update
      set result = excluded.result, revision = d.revision + 1, updated_at = now()
      where d.revision = ${revision} or (d.revision = ${revision} + 1 and d.result = excluded.result)
    returning revision`.execute(trx);
  return rows[0]?.revision;
}

export const draftOf = (db: Db, slotId: string, personId: string) =>
  db
    .selectFrom('annotation.draft')
    .select(['result', 'revision'])
    .where('slot_id', '=', slotId)
    .where('person_id', '=', personId)
    .executeTakeFirst();

export const workerOf = (db: Db, awardId: string, personId: string) =>
  db
    .selectFrom('annotation.worker')
    .select(['submitted', 'accepted', 'returned', 'skipped', 'orphaned'])
    .where('award_id', '=', awardId)
    .where('person_id', '=', personId)
    .executeTakeFirst();

export function commentsOf(db: Db, taskId: string) {
  return commentRows(db).where('c.task_id', '=', taskId).orderBy('c.id').limit(500).execute();
}
export type CommentRow = Awaited<ReturnType<typeof commentsOf>>[number];

export function commentRows(db: Db) {
  return db
    .selectFrom('annotation.comment as c')
    .leftJoin('identity.person as p', 'p.user_id', 'c.author_id')
    .selectAll('c')
    .select('p.name as author_name');
}
