import { sql } from 'kysely';
import type { Db } from '../deps.ts';

interface CountColumns {
  readonly held: bigint;
  readonly submitted: bigint;
  readonly accepted: bigint;
  readonly returned: bigint;
  readonly skipped: bigint;
  readonly orphaned: bigint;
  readonly gold_graded: bigint;
  readonly gold_score: number;
  readonly lead_time_ms: bigint;
}
const sums = sql`coalesce(sum(w.held), 0)::bigint as held, coalesce(sum(w.submitted), 0)::bigint as submitted,
  coalesce(sum(w.accepted), 0)::bigint as accepted, coalesce(sum(w.returned), 0)::bigint as returned,
  coalesce(sum(w.skipped), 0)::bigint as skipped, coalesce(sum(w.orphaned), 0)::bigint as orphaned,
  coalesce(sum(w.gold_graded), 0)::bigint as gold_graded, coalesce(sum(w.gold_score), 0) as gold_score,
  coalesce(sum(w.lead_time_ms), 0)::bigint as lead_time_ms`;

export interface AwardCounts extends CountColumns {
  readonly id: string;
  readonly state: string;
  readonly vendor_org_id: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly slot_count: bigint;
  readonly price_fen: bigint;
  readonly leased: bigint;
  readonly back: bigint;
}

/** The awards of a package with the sums of their people's counters; no slot is read but leased ones. */
export async function awardCounts(db: Db, packageId: string, vendorOrgId: string | null) {
  const { rows } =
    await sql<AwardCounts>`select a.id, a.state, a.vendor_org_id, o.name_zh, o.name_en, a.slot_count,
      a.price_fen, w.*, (select count(*) from annotation.slot s where s.award_id = a.id and s.state = 'leased') as leased,
      (select count(*) from annotation.slot s where s.award_id = a.id and s.state = 'returned') as back
    from annotation.award a join identity.organisation o on o.id = a.vendor_org_id,
      lateral (select ${sums} from annotation.worker w where w.award_id = a.id) w
    where a.package_id = ${packageId} and a.state <> 'withdrawn'
      and (${vendorOrgId}::text is null or a.vendor_org_id = ${vendorOrgId}::text)
    order by a.id`.execute(db);
  return rows;
}

export interface PersonCounts extends CountColumns {
  readonly person_id: string;
  readonly name: string | null;
}

/** Each person's counters in a package. */
export async function personCounts(
  db: Db,
  packageId: string,
  only: { readonly vendorOrgId: string | null; readonly personId?: string },
) {
  const { rows } = await sql<PersonCounts>`select w.person_id, max(p.name) as name, ${sums}
    from annotation.worker w left join identity.person p on p.user_id = w.person_id
    where w.package_id = ${packageId}
      and (${only.vendorOrgId}::text is null or w.vendor_org_id = ${only.vendorOrgId}::text)
      and (${only.personId ?? null}::text is null or w.person_id = ${only.personId ?? null}::text)
    group by w.person_id order by sum(w.held) desc limit 500`.execute(db);
  return rows;
}

/** Results of each of the last 24 hours, oldest first, and when the first one of all came. */
export async function hourlyPace(db: Db, packageId: string, vendorOrgId: string | null) {
  const { rows } = await sql<{ hours: bigint[]; first: Date | null }>`select
    array(select (select count(*) from annotation.annotation a where a.package_id = ${packageId}
        and a.created_at > now() - make_interval(hours => h) and a.created_at <= now() - make_interval(hours => h - 1)
        and (${vendorOrgId}::text is null or a.vendor_org_id = ${vendorOrgId}::text))
      from generate_series(24, 1, -1) h) as hours,
    (select min(a.created_at) from annotation.annotation a where a.package_id = ${packageId}) as first`.execute(
    db,
  );
  const row = rows[0];
  return { hours: (row?.hours ?? []).map(Number), first: row?.first ?? null };
}

/** Results of the latest tasks with several answers. */
export async function latestAnswered(db: Db, packageId: string, vendorOrgId: string | null) {
  const { rows } = await sql<{ results: unknown[][] }>`select jsonb_agg(a.result) as results
    from annotation.annotation a where a.package_id = ${packageId} and a.state in ('submitted', 'accepted')
      and (${vendorOrgId}::text is null or a.vendor_org_id = ${vendorOrgId}::text)
      and a.task_id in (select t.id from annotation.task t join annotation.package_task p on p.task_id = t.id
        where p.package_id = ${packageId} and t.submitted_count > 1 order by p.position desc limit 200)
    group by a.task_id having count(*) > 1`.execute(db);
  return rows.map((r) => r.results);
}

export async function lotCounts(db: Db, packageId: string, vendorOrgId: string | null) {
  const { rows } = await sql<
    Record<'lots' | 'waiting' | 'accepted' | 'returned' | 'fresh' | 'passed', bigint>
  >`
    select count(*) as lots, count(*) filter (where state = 'submitted') as waiting,
      count(*) filter (where state = 'accepted') as accepted, count(*) filter (where state = 'returned') as returned,
      count(*) filter (where not rework and state <> 'submitted') as fresh,
      count(*) filter (where not rework and state = 'accepted') as passed
    from annotation.lot where package_id = ${packageId}
      and (${vendorOrgId}::text is null or vendor_org_id = ${vendorOrgId}::text)`.execute(db);
  return rows[0];
}

export async function settledFen(db: Db, packageId: string, vendorOrgId: string | null) {
  const { rows } = await sql<{ fen: bigint }>`select coalesce(sum(total_fen), 0)::bigint as fen
    from annotation.settlement where package_id = ${packageId}
      and (${vendorOrgId}::text is null or vendor_org_id = ${vendorOrgId}::text)`.execute(db);
  return rows[0]?.fen ?? 0n;
}

/** How many lots of a package wait for a decision. */
export async function lotsWaiting(db: Db, packageId: string): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from annotation.lot
    where package_id = ${packageId} and state = 'submitted'`.execute(db);
  return Number(rows[0]?.n ?? 0n);
}
