import { sql } from 'kysely';
import type { Db } from './deps.ts';

export interface ScorecardRow {
  readonly decided: number;
  readonly first_pass: number;
  readonly gold: number;
  readonly gold_mean: number | null;
  readonly timed: number;
  readonly median_ms: number | null;
  readonly due: number;
  readonly late: number;
}

/**
 * Counts over the vendor's newest `window` results of work for others (own teams left out). A unit is a
 * slot: its first result tells whether it passed at once and whether it was in time; a unit without any
 * result counts as late once the deadline is past. Skipped and orphaned results are no deliveries. Reads
 * across both sides: to be run as the system.
 */
export async function scorecardRow(db: Db, orgId: string, window: number): Promise<ScorecardRow> {
  const { rows } = await sql<ScorecardRow>`
    with recent as materialized (
      select a.id, a.number, a.slot_id, a.state, a.lead_time_ms, a.gold_score, a.created_at, p.deadline
      from (select * from annotation.annotation r where r.vendor_org_id = ${orgId}
          order by r.number desc limit ${window}) a
        join annotation.package p on p.id = a.package_id
      where p.mode <> 'own_team' and a.state not in ('orphaned', 'skipped')
    ), first as (
      select r.* from recent r where not exists (
        select 1 from annotation.annotation e where e.slot_id = r.slot_id and e.number < r.number
          and e.state not in ('orphaned', 'skipped'))
    ), missing as (
      select count(*) as n from (select 1 from annotation.award w
          join annotation.package p on p.id = w.package_id
          join annotation.slot s on s.award_id = w.id
        where w.vendor_org_id = ${orgId} and w.state <> 'withdrawn' and p.mode <> 'own_team'
          and p.state <> 'cancelled' and p.deadline < now() and s.state in ('open', 'leased')
          and not exists (select 1 from annotation.annotation a where a.slot_id = s.id
            and a.state not in ('orphaned', 'skipped'))
        limit ${window}) m
    )
    select
      (select count(*) from first where state in ('accepted', 'returned', 'replaced'))::int as decided,
      (select count(*) from first f where f.state = 'accepted' and not exists (select 1
        from annotation.review r where r.annotation_id = f.id and r.decision in ('fix', 'return')))::int
        as first_pass,
      (select count(*) from recent where gold_score is not null)::int as gold,
      (select avg(gold_score) from recent)::float8 as gold_mean,
      (select count(*) from recent where lead_time_ms > 0)::int as timed,
      (select percentile_cont(0.5) within group (order by lead_time_ms) from recent
        where lead_time_ms > 0)::float8 as median_ms,
      ((select count(*) from first where deadline is not null) + (select n from missing))::int as due,
      ((select count(*) from first where created_at > deadline) + (select n from missing))::int as late
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('counts without a row');
  return row;
}
