import { sql, type RawBuilder } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { StoredMedia } from '../tables.ts';

/**
 * The queue. One row a slot; a slot is claimed by one statement under `for update skip locked`, so that
 * claims never wait for one another. The lease's id is the fencing token, the database's clock the only
 * one.
 *
 * Open slots stand in a line by `rank`. A person's cursor lies behind every slot that is barred for it,
 * so that whoever has done nearly everything claims as fast as a newcomer. The cursor may pass a rank
 * only because nothing can appear behind it: the slots of an award become visible together with it,
 * and a slot that opens later gets a new rank at the end, under the award's append lock, so that ranks
 * become visible in their order (see slot-queries.ts). A slot skipped because somebody held its lock
 * stops the cursor.
 *
 * An expired lease can be claimed at once; open slots come first, each kind by its own partial index.
 */
export interface Claimer {
  readonly awardId: string;
  readonly packageId: string;
  readonly orgId: string;
  readonly vendorOrgId: string;
  readonly personId: string;
  readonly mode: 'online' | 'offline';
  readonly seconds: number;
  readonly requestKey: string;
}

export interface LeasedSlot {
  readonly lease_id: string;
  readonly slot_id: string;
  readonly task_id: string;
  readonly mode: 'online' | 'offline';
  readonly expires_at: Date;
  readonly attempt: number;
  readonly number: bigint;
  readonly data: Record<string, unknown>;
  readonly media: Record<string, StoredMedia> | null;
  readonly predictions: unknown[] | null;
  readonly draft: unknown[] | null;
  readonly draft_revision: number | null;
  readonly was_returned: boolean;
}

const leasedColumns = sql`l.id as lease_id, l.slot_id, l.task_id, l.mode, t.number, t.data, t.media,
  t.predictions, d.result as draft, d.revision as draft_revision`;

/** Where a claim looks, in this order. */
export const claimKinds = ['returned', 'open', 'expired'] as const;
export type ClaimKind = (typeof claimKinds)[number];

const barred = (personId: string): RawBuilder<unknown> =>
  sql`exists (select 1 from annotation.assignment a where a.task_id = s.task_id and a.person_id = ${personId})`;

function pick(kind: ClaimKind, { awardId, personId }: Claimer): RawBuilder<unknown> {
  if (kind === 'returned')
    return sql`where s.award_id = ${awardId} and s.state = 'returned' and s.returned_to = ${personId}
      order by s.rank`;
  if (kind === 'expired')
    return sql`where s.award_id = ${awardId} and s.state = 'leased' and s.lease_expires_at <= now()
      and not exists (select 1 from annotation.assignment a where a.task_id = s.task_id
        and a.person_id = ${personId} and (a.slot_id <> s.id or a.submitted))
      order by s.lease_expires_at`;
  return sql`where s.award_id = ${awardId} and s.state = 'open' and s.rank > (select cursor_rank from me)
    and not ${barred(personId)} order by s.rank`;
}

/** Claims one slot of a kind for a person whose worker row is locked; undefined when there is none. */
export async function claimSlot(
  trx: Trx,
  kind: ClaimKind,
  claimer: Claimer,
  leaseId: string,
): Promise<LeasedSlot | undefined> {
  const { awardId, orgId, vendorOrgId, personId, mode, seconds, requestKey } = claimer;
  const own = sql`award_id = ${awardId} and person_id = ${personId}`;
  const { rows } = await sql<LeasedSlot>`with
    me as (select cursor_rank from annotation.worker where ${own}),
    first as (select s.rank from annotation.slot s where ${kind === 'open'} and s.award_id = ${awardId}
      and s.state = 'open' and s.rank > (select cursor_rank from me) and not ${barred(personId)}
      order by s.rank limit 1),
    picked as materialized (select s.id, s.lease_id as ended, s.state from annotation.slot s
      ${pick(kind, claimer)} limit 1 for update of s skip locked),
    taken as (update annotation.slot s set state = 'leased', lease_id = ${leaseId}, lessee_id = ${personId},
        lease_mode = ${mode}, lease_expires_at = now() + make_interval(secs => ${seconds}),
        attempt = s.attempt + 1, returned_to = null
      from picked where s.id = picked.id returning s.id, s.task_id, s.attempt, s.lease_expires_at),
    closed as (update annotation.lease l set ended_at = now(), end_reason = 'expired'
      from picked where l.id = picked.ended and l.ended_at is null),
    noted as (insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id)
      select taken.task_id, ${personId}, taken.id, ${orgId}, ${vendorOrgId} from taken
      ${kind === 'open' ? sql`` : sql`on conflict do nothing`}),
    moved as (update annotation.worker w set served = w.served + (select count(*) from taken),
        cursor_rank = greatest(w.cursor_rank, (select rank - 1 from first)), updated_at = now() where ${own}),
    l as (insert into annotation.lease (id, slot_id, task_id, award_id, org_id, vendor_org_id, person_id,
        attempt, mode, request_key, expires_at)
      select ${leaseId}, taken.id, taken.task_id, ${awardId}, ${orgId}, ${vendorOrgId}, ${personId},
        taken.attempt, ${mode}, ${requestKey}, taken.lease_expires_at from taken returning id, slot_id, task_id, mode)
    select ${leasedColumns}, taken.lease_expires_at as expires_at, taken.attempt,
      picked.state = 'returned' as was_returned
    from l join taken on taken.id = l.slot_id join picked on picked.id = l.slot_id
    join annotation.task t on t.id = l.task_id
    left join annotation.draft d on d.slot_id = l.slot_id and d.person_id = ${personId}`.execute(
    trx,
  );
  return rows[0];
}

/** Leases that an earlier request of the same key was given and that the person still holds. */
export async function leasesOfRequest(
  db: Db,
  personId: string,
  requestKey: string,
): Promise<LeasedSlot[]> {
  const { rows } = await sql<LeasedSlot>`select ${leasedColumns}, s.lease_expires_at as expires_at,
      l.attempt, false as was_returned
    from annotation.lease l join annotation.slot s on s.lease_id = l.id and s.state = 'leased'
    join annotation.task t on t.id = l.task_id
    left join annotation.draft d on d.slot_id = l.slot_id and d.person_id = l.person_id
    where l.person_id = ${personId} and l.request_key = ${requestKey} order by l.id`.execute(db);
  return rows;
}

/** Locks the person's row in an award, made on first use; other people's claims do not wait for it. */
export async function lockWorker(
  trx: Trx,
  of: Pick<Claimer, 'awardId' | 'packageId' | 'orgId' | 'vendorOrgId' | 'personId'>,
) {
  const { awardId, packageId, orgId, vendorOrgId, personId } = of;
  const { rows } = await sql<{
    live: bigint;
    gold_graded: bigint;
    gold_score: number;
    has_returned: boolean;
  }>`
    insert into annotation.worker as w (award_id, person_id, package_id, org_id, vendor_org_id)
    values (${awardId}, ${personId}, ${packageId}, ${orgId}, ${vendorOrgId})
    on conflict (award_id, person_id) do update set updated_at = now()
    returning w.gold_graded, w.gold_score, (select count(*) from annotation.slot s
      where s.lessee_id = ${personId} and s.award_id = ${awardId} and s.state = 'leased'
        and s.lease_expires_at > now()) as live,
      exists (select 1 from annotation.slot s where s.award_id = ${awardId} and s.state = 'returned'
        and s.returned_to = ${personId}) as has_returned`.execute(trx);
  const row = rows[0];
  if (!row) throw new Error('a worker row that was just written is not visible');
  return row;
}

export interface QueueCounts {
  readonly total: number;
  readonly leased: number;
  /** Of them gold items, which are no part of the total. */
  readonly goldLeased: number;
  readonly mineLeased: number;
  readonly returned: number;
  readonly mineReturned: number;
  readonly submitted: number;
  readonly nextExpiresAt: Date | null;
  /** Something stands open that this person may take. */
  readonly eligible: boolean;
}

/** Where an award's queue stands for a person: counters and the short indexes, never all slots. */
export async function queueCounts(db: Db, awardId: string, personId: string): Promise<QueueCounts> {
  const { rows } = await sql<
    Record<'total' | 'leased' | 'mine' | 'gold' | 'returned' | 'back' | 'held', bigint> & {
      next: Date | null;
      eligible: boolean;
    }
  >`select a.slot_count as total, l.leased, l.mine, l.gold, r.returned, r.back, l.next,
      (select coalesce(sum(w.held), 0)::bigint from annotation.worker w where w.award_id = a.id) as held,
      exists (select 1 from annotation.slot s where s.award_id = a.id and s.state = 'open'
        and s.rank > coalesce((select w.cursor_rank from annotation.worker w
          where w.award_id = a.id and w.person_id = ${personId}), 0)
        and not ${barred(personId)}) as eligible
    from annotation.award a,
      lateral (select count(*) as leased, count(*) filter (where s.lessee_id = ${personId}) as mine,
        count(*) filter (where s.kind = 'gold') as gold,
        min(s.lease_expires_at) filter (where s.lessee_id <> ${personId}) as next
        from annotation.slot s where s.award_id = a.id and s.state = 'leased') l,
      lateral (select count(*) as returned, count(*) filter (where s.returned_to = ${personId}) as back
        from annotation.slot s where s.award_id = a.id and s.state = 'returned') r
    where a.id = ${awardId}`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('an award that was just read is gone');
  return {
    total: Number(row.total),
    leased: Number(row.leased),
    goldLeased: Number(row.gold),
    mineLeased: Number(row.mine),
    returned: Number(row.returned),
    mineReturned: Number(row.back),
    submitted: Number(row.held),
    nextExpiresAt: row.next,
    eligible: row.eligible,
  };
}
