import { sql, type Kysely } from 'kysely';
import type { IdentityTables } from '#src/identity/index.ts';
import type { AnnotationTables } from './tables.ts';

type Db = Kysely<AnnotationTables & IdentityTables>;

export interface LabourRow {
  readonly what:
    | 'labelling'
    | 'labelling-returned'
    | 'lease-ending'
    | 'annotation-review'
    | 'package-invitation'
    | 'lot-returned'
    | 'lot-to-inspect'
    | 'bids-to-open'
    | 'dispute-to-answer'
    | 'statement';
  /** The package, or the award of a statement. */
  readonly id: string;
  readonly title: string;
  /** How many of what the sentence counts. */
  readonly n: number;
  readonly since: Date;
  readonly due: Date | null;
}

/** The annotation role of a person in each of their organisations, as `effectiveRole` gives it. */
const roles = (userId: string) => sql`mine as materialized (
  select m.org_id, coalesce(v.role, case when m.role in ('owner', 'manager') then 'manager' end) as role
  from identity.member m left join annotation.vendor_member v
    on v.org_id = m.org_id and v.user_id = m.user_id where m.user_id = ${userId})`;

/** Work of an annotator and of an inspector: tasks to do, tasks sent back, leases that end, reviews. */
export async function labourRows(db: Db, userId: string, n: number): Promise<LabourRow[]> {
  const { rows } = await sql<LabourRow>`with ${roles(userId)},
    running as materialized (
      select a.id, a.package_id, a.vendor_org_id, a.created_at, p.title, p.deadline, mine.role
      from annotation.award a join mine on mine.org_id = a.vendor_org_id
        join annotation.package p on p.id = a.package_id
      where a.state in ('working', 'returned') and p.state in ('open', 'working'))
    select 'labelling' as what, r.package_id as id, r.title, 0 as n, r.created_at as since, r.deadline as due
      from running r left join annotation.worker w on w.award_id = r.id and w.person_id = ${userId}
      where r.role = 'annotator' and exists (select 1 from annotation.slot s
        where s.award_id = r.id and s.state = 'open' and s.rank > coalesce(w.cursor_rank, -1)
          and not exists (select 1 from annotation.assignment x
            where x.task_id = s.task_id and x.person_id = ${userId}))
    union all
    select 'labelling-returned', r.package_id, r.title, b.n, coalesce(b.since, r.created_at), r.deadline
      from running r cross join lateral (select count(*)::int as n, max(x.reviewed_at) as since
        from annotation.slot s left join annotation.annotation x
          on x.slot_id = s.id and x.person_id = ${userId} and x.state = 'returned'
        where s.award_id = r.id and s.state = 'returned' and s.returned_to = ${userId}) b
      where b.n > 0
    union all
    select 'lease-ending', p.id, p.title, count(*)::int, min(l.leased_at), min(l.expires_at)
      from annotation.lease l join annotation.award a on a.id = l.award_id
        join annotation.package p on p.id = a.package_id
      where l.person_id = ${userId} and l.ended_at is null
        and l.expires_at < now() + interval '24 hours'
      group by p.id, p.title
    union all
    select 'annotation-review', r.package_id, r.title, b.n, b.since, r.deadline
      from running r cross join lateral (select count(*)::int as n, min(w.created_at) as since from (
        select x.created_at from annotation.annotation x
        where x.package_id = r.package_id and x.vendor_org_id = r.vendor_org_id
          and x.state in ('submitted', 'skipped') and x.lot_id is null and x.reviewed_at is null
          and x.person_id <> ${userId} limit 1000) w) b
      where r.role in ('inspector', 'manager') and b.n > 0
    order by since limit ${n}`.execute(db);
  return rows;
}

/** What waits for who manages a vendor's annotation, or has work done: `demandIds` are their organisations. */
export async function partyRows(
  db: Db,
  userId: string,
  demandIds: readonly string[],
  n: number,
): Promise<LabourRow[]> {
  const ids = [...demandIds];
  const { rows } = await sql<LabourRow>`with ${roles(userId)},
    vendors as materialized (select org_id from mine where role = 'manager')
    select 'package-invitation' as what, p.id, p.title, 0 as n, i.created_at as since, p.deadline as due
      from annotation.invitation i join annotation.package p on p.id = i.package_id
      where i.state = 'open' and p.state = 'open' and i.vendor_org_id in (select org_id from vendors)
    union all
    select 'lot-returned', p.id, p.title, 0, l.decided_at, p.deadline
      from annotation.award a join annotation.package p on p.id = a.package_id
        join lateral (select max(decided_at) as decided_at from annotation.lot
          where award_id = a.id and state = 'returned') l on l.decided_at is not null
      where a.state = 'returned' and a.vendor_org_id in (select org_id from vendors)
    union all
    select 'lot-to-inspect', p.id, p.title, l.sample_size - l.inspected, l.submitted_at, null
      from annotation.lot l join annotation.package p on p.id = l.package_id
      where l.state = 'submitted' and l.org_id = any (${ids})
    union all
    select 'bids-to-open', p.id, p.title, count(b.id)::int, p.bid_deadline, p.deadline
      from annotation.package p join annotation.bid b on b.package_id = p.id and b.state = 'sealed'
      where p.mode = 'sealed_bids' and p.state = 'open' and p.bid_deadline <= now() and p.org_id = any (${ids})
      group by p.id
    union all
    select 'dispute-to-answer', s.award_id, p.title, 0, d.opened_at, null
      from annotation.dispute d join annotation.settlement s on s.id = d.settlement_id
        join annotation.package p on p.id = s.package_id
      where d.state = 'open' and (d.opened_for = 'demand' and d.vendor_org_id in (select org_id from vendors)
        or d.opened_for = 'vendor' and d.org_id = any (${ids}))
    union all
    select 'statement', s.award_id, p.title, 0, s.created_at, null
      from annotation.settlement s join annotation.package p on p.id = s.package_id
      where s.created_at > now() - interval '14 days' and s.vendor_org_id in (select org_id from vendors)
        and not exists (select 1 from annotation.dispute d where d.settlement_id = s.id)
    order by since limit ${n}`.execute(db);
  return rows;
}
