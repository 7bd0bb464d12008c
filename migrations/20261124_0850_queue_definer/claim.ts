/** What a claim is judged by, and the claim itself (see src/annotation/queue/claim-queries.ts). */
export const claim = (planned: string): string => `
-- Where a person labels in a package: its organisation's share of it and its record there. No row without a
-- share, or for who is not of the vendor.
create function annotation.claim_place(who text[], package text)
returns table (state text, mode text, project_id text, qualification jsonb, gold_rate_bp integer,
  required_skills text[], award_id text, org_id text, vendor_org_id text, team_role text, skills text[], passed boolean, gold_graded bigint, gold_score double precision)
language plpgsql volatile security definer ${planned} as $$
declare
  orgs text[] := string_to_array(who[2], ',');
begin
  return query select p.state, p.mode, p.project_id, p.qualification, p.gold_rate_bp, p.required_skills,
      a.id, a.org_id, a.vendor_org_id, m.role, coalesce(m.skills, '{}'::text[]),
      p.qualification is not null and exists (select 1 from annotation.qualification q
        where q.package_id = p.id and q.person_id = who[1] and q.state = 'passed'
          and (q.org_id = any (orgs) or q.vendor_org_id = any (orgs) or who[3] in ('staff', 'system'))),
      coalesce(w.gold_graded, 0), coalesce(w.gold_score, 0)
    from annotation.award a
    join annotation.package p on p.id = a.package_id
    left join annotation.vendor_member m on m.org_id = a.vendor_org_id and m.user_id = who[1]
    left join annotation.worker w on w.award_id = a.id and w.person_id = who[1]
    where a.package_id = package and a.vendor_org_id = any (orgs) and a.state <> 'withdrawn'
    order by a.id limit 1;
end $$;

-- Claims up to the number of leases named; see src/annotation/queue/claim-queries.ts for the rules. Runs as
-- the owner of the tables: what the policies would ask of each row is asked of the share, once.
create or replace function annotation.claim_slots(who text[], claim jsonb, lease_ids text[], with_gold boolean[])
returns table (leases json, total bigint, leased bigint, gold bigint, mine bigint, returned bigint, back bigint,
  held bigint, next_at timestamptz, eligible boolean)
language plpgsql volatile security definer ${planned} as $$
declare
  person text := who[1];
  award text := claim ->> 'award';
  org text := claim ->> 'org';
  vendor text := claim ->> 'vendor';
  claim_key text := claim ->> 'key';
  claim_mode text := claim ->> 'mode';
  ends_at timestamptz := now() + make_interval(secs => (claim ->> 'seconds')::integer);
  given text[];
  live bigint;
  sent_back boolean;
  wanted integer := 0;
  cursor_was bigint;
  passed bigint;
  first_rank bigint;
  last_rank bigint;
  from_end boolean;
  golds integer := 0;
  taken_id text;
  taken_rank bigint := 0;
  taken_state text;
  ended_lease text;
  barred integer;
begin
  select a.slot_count into total from annotation.award a
    where a.id = award and a.package_id = claim ->> 'package' and a.project_id = claim ->> 'project'
      and a.org_id = org and a.vendor_org_id = vendor and vendor = any (string_to_array(who[2], ','));
  if not found or coalesce(person, '') = '' then
    raise exception 'the share is not the caller''s' using errcode = 'insufficient_privilege';
  end if;
  -- One claim of a person in an award at a time; other people's do not wait for it.
  select w.cursor_rank into cursor_was from annotation.worker w
    where w.award_id = award and w.person_id = person for update;
  if not found then
    insert into annotation.worker (award_id, person_id, package_id, org_id, vendor_org_id)
      values (award, person, claim ->> 'package', org, vendor) on conflict do nothing;
    select w.cursor_rank into strict cursor_was from annotation.worker w
      where w.award_id = award and w.person_id = person for update;
  end if;
  passed := cursor_was;
  select array(select l.id from annotation.lease l where l.person_id = person and l.request_key = claim_key),
      (select count(*) from annotation.slot s where s.lessee_id = person and s.award_id = award
        and s.state = 'leased' and s.lease_expires_at > now()),
      exists (select 1 from annotation.slot s where s.award_id = award and s.state = 'returned'
        and s.returned_to = person)
    into given, live, sent_back;
  if given <> '{}' then
    given := array(select x.id from unnest(given) x (id) where exists (select 1 from annotation.slot s
      where s.lease_id = x.id and s.award_id = award and s.state = 'leased') order by x.id);
  end if;
  if given = '{}' then wanted := least(cardinality(lease_ids), (claim ->> 'most')::integer - live); end if;
  for n in 1 .. wanted loop
    taken_id := null;
    if with_gold[n] then taken_id := annotation.pick_gold(claim, person); end if;
    if taken_id is not null then
      golds := golds + 1;
      taken_state := 'open';
      ended_lease := null;
    elsif sent_back then
      select s.id, s.state, s.lease_id into taken_id, taken_state, ended_lease from annotation.slot s
        where s.award_id = award and s.state = 'returned' and s.returned_to = person
        order by s.rank limit 1 for update skip locked;
    end if;
    if taken_id is null then
      from_end := false;
      select s.rank into first_rank from (select o.rank, o.task_id from annotation.slot o
          where o.award_id = award and o.state = 'open' and o.rank > passed order by o.rank limit 500) s
        where not exists (select 1 from annotation.assignment a
          where a.task_id = s.task_id and a.person_id = person)
        order by s.rank limit 1;
      if found then
        passed := first_rank - 1;
      else
        select f.first_rank, f.from_end, f.passed into first_rank, from_end, passed
          from annotation.open_far(award, person, passed) f;
      end if;
      if from_end then
        select s.id, s.rank, s.state, s.lease_id into taken_id, taken_rank, taken_state, ended_lease
          from annotation.slot s
          where s.award_id = award and s.state = 'open' and s.rank > passed and s.rank <= first_rank
            and not exists (select 1 from annotation.assignment a
              where a.task_id = s.task_id and a.person_id = person)
          order by s.rank desc limit 1 for update skip locked;
      elsif first_rank is not null then
        select s.id, s.rank, s.state, s.lease_id into taken_id, taken_rank, taken_state, ended_lease
          from annotation.slot s
          where s.award_id = award and s.state = 'open' and s.rank >= first_rank
            and not exists (select 1 from annotation.assignment a
              where a.task_id = s.task_id and a.person_id = person)
          order by s.rank limit 1 for update skip locked;
      end if;
    end if;
    if taken_id is null then
      select s.id, s.state, s.lease_id into taken_id, taken_state, ended_lease from annotation.slot s
        where s.award_id = award and s.state = 'leased' and s.lease_expires_at <= now()
          and not exists (select 1 from annotation.assignment a where a.task_id = s.task_id
            and a.person_id = person and (a.slot_id <> s.id or a.submitted))
        order by s.lease_expires_at limit 1 for update skip locked;
    end if;
    exit when taken_id is null;
    if ended_lease is not null then
      update annotation.lease l set ended_at = now(), end_reason = 'expired'
        where l.id = ended_lease and l.ended_at is null;
    end if;
    with taken as (update annotation.slot s set state = 'leased', lease_id = lease_ids[n], lessee_id = person,
        lease_mode = claim_mode, lease_expires_at = ends_at, attempt = s.attempt + 1, returned_to = null
      where s.id = taken_id returning s.id, s.task_id, s.attempt),
    leased_now as (insert into annotation.lease (id, slot_id, task_id, award_id, org_id, vendor_org_id, person_id,
        attempt, mode, request_key, expires_at)
      select lease_ids[n], t.id, t.task_id, award, org, vendor, person, t.attempt, claim_mode, claim_key, ends_at
        from taken t)
    insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id)
      select t.task_id, person, t.id, org, vendor from taken t on conflict do nothing;
    get diagnostics barred = row_count;
    if barred = 0 and taken_state = 'open' then
      raise exception 'the person has the task already' using errcode = 'unique_violation';
    end if;
    given := given || lease_ids[n];
  end loop;
  if wanted > 0 and (given <> '{}' or passed <> cursor_was) then
    update annotation.worker w set served = w.served + cardinality(given), gold_served = w.gold_served + golds,
        cursor_rank = passed, updated_at = now()
      where w.award_id = award and w.person_id = person;
  end if;
  select (select coalesce(json_agg(row_to_json(g) order by g.place), '[]'::json) from (
      select x.place, s.lease_id, s.id as slot_id, s.task_id, s.lease_mode as mode,
        s.lease_expires_at as expires_at, s.attempt, t.number, t.data, t.media, t.predictions, d.result as draft,
        d.revision as draft_revision
      from unnest(given) with ordinality x (id, place)
      join annotation.slot s on s.lease_id = x.id
      join annotation.task t on t.id = s.task_id
      left join annotation.draft d on d.slot_id = s.id and d.person_id = person) g),
      l.leased, l.gold, l.mine, l.next_at, r.returned, r.back,
      (select coalesce(sum(w.held), 0)::bigint from annotation.worker w where w.award_id = award)
    into leases, leased, gold, mine, next_at, returned, back, held
    from (select count(*) as leased, count(*) filter (where s.kind = 'gold') as gold,
        count(*) filter (where s.lessee_id = person) as mine,
        min(s.lease_expires_at) filter (where s.lessee_id <> person) as next_at
      from annotation.slot s where s.award_id = award and s.state = 'leased') l,
    (select count(*) as returned, count(*) filter (where s.returned_to = person) as back
      from annotation.slot s where s.award_id = award and s.state = 'returned') r;
  eligible := annotation.open_after(award, person, greatest(passed, taken_rank))
    or (taken_rank > passed and annotation.open_after(award, person, passed));
  return next;
end $$;
`;
