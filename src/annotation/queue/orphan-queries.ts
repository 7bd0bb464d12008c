import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/** Orphaned results of a package, oldest first, behind `after`. */
export const orphansOf = (db: Db, packageId: string, after: bigint, limit: number) =>
  db
    .selectFrom('annotation.annotation as a')
    .innerJoin('annotation.task as t', 't.id', 'a.task_id')
    .innerJoin('annotation.slot as s', 's.id', 'a.slot_id')
    .leftJoin('identity.person as p', 'p.user_id', 'a.person_id')
    .select(['a.id', 'a.number', 'a.task_id', 't.number as task_number', 'a.state'])
    .select(['a.lead_time_ms', 'a.skip_reason', 'a.revision', 'a.created_at', 'a.updated_at'])
    .select(['a.org_id', 'a.vendor_org_id', 'a.person_id', 'p.name as person_name'])
    .select('s.state as slot_state')
    .where('a.package_id', '=', packageId)
    .where('a.award_id', 'in', (eb) =>
      eb.selectFrom('annotation.award').select('id').where('package_id', '=', packageId),
    )
    .where('a.state', '=', 'orphaned')
    .where('a.number', '>', after)
    .orderBy('a.number')
    .limit(limit)
    .execute();

/** A slot is free while it is open, or leased and past its expiry. */
const free = sql`s.kind <> 'gold' and (s.state = 'open' or (s.state = 'leased' and s.lease_expires_at <= now()))
  and exists (select 1 from annotation.package p where p.id = s.package_id and p.state in ('open', 'working'))`;

/**
 * Orphaned results whose slot is free, the first of each slot: of one slot, or of all. A slot whose lock
 * somebody holds comes the next time.
 */
export async function adoptable(
  trx: Trx,
  of: { readonly slotId?: string; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select o.id
    from (select distinct on (slot_id) id, slot_id from annotation.annotation a
      where a.state = 'orphaned' ${of.slotId === undefined ? sql`` : sql`and a.slot_id = ${of.slotId}`}
      order by slot_id, number) o
    join annotation.slot s on s.id = o.slot_id where ${free}
    order by o.id limit ${of.limit} for update of s skip locked`.execute(trx);
  return rows.map((r) => r.id);
}

export interface Adopted {
  readonly id: string;
  readonly lease_id: string;
  readonly vendor_org_id: string;
  readonly content_digest: string;
  readonly state: 'submitted' | 'skipped';
}

/**
 * Lets an orphaned result stand in its slot, if that is free: slot, task and person count it, whoever let
 * the slot expire has lost it. Undefined when the slot is held or done, or the result is no orphan.
 */
export async function adopt(trx: Trx, id: string): Promise<Adopted | undefined> {
  const { rows } = await sql<Adopted>`with
    orphan as materialized (select a.id, a.slot_id, a.task_id, a.award_id, a.person_id, a.lease_id, a.skip_reason
      from annotation.annotation a where a.id = ${id} and a.state = 'orphaned' for update),
    taken as (update annotation.slot s set state = 'submitted', lease_id = o.lease_id, lessee_id = o.person_id,
        returned_to = null
      from orphan o where s.id = o.slot_id and ${free} returning o.*),
    ended as (update annotation.lease l set ended_at = now(),
        end_reason = case when l.id = t.lease_id then 'submitted' else 'expired' end
      from taken t where l.slot_id = t.slot_id and (l.ended_at is null or l.id = t.lease_id)),
    counted as (update annotation.task k set submitted_count = submitted_count + 1 from taken t
      where k.id = t.task_id),
    worked as (update annotation.worker w set held = held + 1, orphaned = orphaned - 1,
        submitted = submitted + (t.skip_reason is null)::int, skipped = skipped + (t.skip_reason is not null)::int,
        updated_at = now()
      from taken t where w.award_id = t.award_id and w.person_id = t.person_id)
    update annotation.annotation a set updated_at = now(), revision = a.revision + 1,
      state = case when t.skip_reason is null then 'submitted' else 'skipped' end
    from taken t where a.id = t.id
    returning a.id, a.lease_id, a.vendor_org_id, a.content_digest, a.state`.execute(trx);
  return rows[0];
}
