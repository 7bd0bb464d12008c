import { sql } from 'kysely';
import type { Db } from '../deps.ts';

interface ApplicantRow {
  readonly what: 'returned' | 'invited' | 'draft';
  readonly id: string;
  readonly title: string;
  readonly since: Date;
  readonly due: Date | null;
}

/** Applications to correct and joint applications to answer, of organisations the person leads. */
export async function applicantWork(db: Db, orgIds: readonly string[]): Promise<ApplicantRow[]> {
  const ids = [...orgIds];
  const { rows } = await sql<ApplicantRow>`
    select 'returned' as what, a.id, a.title, coalesce(e.at, a.created_at) as since, a.returned_due as due
      from selection.application a
      left join lateral (select max(at) as at from selection.event e
        where e.application_id = a.id and e.command = 'return') e on true
      where a.state = 'returned' and a.lead_org_id = any (${ids})
    union all
    select 'invited', a.id, a.title, j.created_at, r.closes_at
      from selection.application_org j
      join selection.application a on a.id = j.application_id
      join selection.round r on r.id = a.round_id
      where j.state = 'invited' and j.org_id = any (${ids}) and a.state in ('draft', 'returned')
    union all
    select 'draft', a.id, coalesce(nullif(a.title, ''), r.title_zh), a.created_at, r.closes_at
      from selection.application a join selection.round r on r.id = a.round_id
      where a.state = 'draft' and r.state = 'open' and r.closes_at > now() and a.lead_org_id = any (${ids})
    order by since limit 100`.execute(db);
  return rows;
}

/** Rounds that stand still after their deadline: what an auditor looks into. */
export async function lateRounds(db: Db) {
  const { rows } = await sql<{ id: string; zh: string; en: string; closes_at: Date }>`
    select r.id, r.title_zh as zh, r.title_en as en, r.closes_at from selection.round r
    where r.state in ('open', 'closed') and r.closes_at <= now() order by r.closes_at limit 100`.execute(
    db,
  );
  return rows;
}

interface OfficerRow {
  readonly what: 'application-to-screen' | 'round-late';
  readonly id: string;
  readonly round_id: string;
  readonly number: string | null;
  readonly zh: string;
  readonly en: string;
  readonly since: Date;
}

/** Applications to screen, not of the officer's own organisations, and rounds that stand still after their deadline. */
export async function officerWork(db: Db, ownOrgIds: readonly string[]): Promise<OfficerRow[]> {
  const own = [...ownOrgIds];
  const { rows } = await sql<OfficerRow>`
    select 'application-to-screen' as what, a.id, a.round_id, a.number, r.title_zh as zh, r.title_en as en,
        a.submitted_at as since
      from selection.application a join selection.round r on r.id = a.round_id
      where a.state = 'submitted' and r.state = 'screening' and a.lead_org_id <> all (${own})
        and not exists (select 1 from selection.application_org j
          where j.application_id = a.id and j.org_id = any (${own}))
    union all
    select 'round-late', r.id, r.id, null, r.title_zh, r.title_en, r.closes_at
      from selection.round r where r.state in ('open', 'closed') and r.closes_at <= now()
    order by since limit 100`.execute(db);
  return rows;
}
