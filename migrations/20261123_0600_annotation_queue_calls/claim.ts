/** What a claim is judged by, and the claim itself (see src/annotation/queue/claim-queries.ts). */
export const claim = (planned: string): string => `
-- Where a person would label in a package: the package, its organisation's share, its record there.
create function annotation.claim_context(who text[], package text)
returns table (state text, mode text, project_id text, qualification jsonb, gold_rate_bp integer,
  required_skills text[], award_id text, org_id text, vendor_org_id text, team_role text, skills text[], passed boolean, gold_graded bigint, gold_score double precision)
language plpgsql volatile security invoker ${planned} as $$
begin
  perform hub.act_as(who);
  return query select p.state, p.mode, p.project_id, p.qualification, p.gold_rate_bp, p.required_skills,
      a.id, a.org_id, a.vendor_org_id, m.role, coalesce(m.skills, '{}'::text[]),
      p.qualification is not null and exists (select 1 from annotation.qualification q
        where q.package_id = p.id and q.person_id = who[1] and q.state = 'passed'),
      coalesce(w.gold_graded, 0), coalesce(w.gold_score, 0)
    from annotation.package p
    left join lateral (select b.id, b.org_id, b.vendor_org_id from annotation.award b
      where b.package_id = p.id and b.vendor_org_id = any (hub.org_ids()) and b.state <> 'withdrawn'
      order by b.id limit 1) a on true
    left join annotation.vendor_member m on m.org_id = a.vendor_org_id and m.user_id = who[1]
    left join annotation.worker w on w.award_id = a.id and w.person_id = who[1]
    where p.id = package;
end $$;

-- Where an award's queue stands for a person: counters and the short indexes, never all slots.
create function annotation.queue_counts(award text, person text)
returns table (total bigint, leased bigint, gold bigint, mine bigint, returned bigint, back bigint, held bigint,
  next_at timestamptz, eligible boolean)
language plpgsql volatile security invoker ${planned} as $$
declare
  passed_rank bigint;
begin
  select a.slot_count into total from annotation.award a where a.id = award;
  if not found then return; end if;
  select count(*), count(*) filter (where s.kind = 'gold'), count(*) filter (where s.lessee_id = person),
      min(s.lease_expires_at) filter (where s.lessee_id <> person)
    into leased, gold, mine, next_at
    from annotation.slot s where s.award_id = award and s.state = 'leased';
  select count(*), count(*) filter (where s.returned_to = person) into returned, back
    from annotation.slot s where s.award_id = award and s.state = 'returned';
  select coalesce(sum(w.held), 0)::bigint, coalesce(max(w.cursor_rank) filter (where w.person_id = person), 0)
    into held, passed_rank from annotation.worker w where w.award_id = award;
  eligible := exists (select 1 from annotation.slot s where s.award_id = award and s.state = 'open'
    and s.rank > passed_rank and not exists (select 1 from annotation.assignment a
      where a.task_id = s.task_id and a.person_id = person)
    order by s.rank limit 1);
  return next;
end $$;

-- A gold item the person has not had, as a slot of its own that looks like any other; any one of them.
create function annotation.pick_gold(claim jsonb, person text) returns text
language plpgsql volatile security invoker ${planned} as $$
declare
  task text;
  made text := annotation.new_id();
begin
  select t.id into task from annotation.task t
    where t.project_id = claim ->> 'project' and t.gold is not null and not exists (select 1
      from annotation.assignment a where a.task_id = t.id and a.person_id = person)
    order by random() limit 1;
  if task is null then return null; end if;
  insert into annotation.slot (id, package_id, project_id, award_id, task_id, org_id, vendor_org_id,
      overlap_index, kind, rank)
    values (made, claim ->> 'package', claim ->> 'project', claim ->> 'award', task, claim ->> 'org',
      claim ->> 'vendor', 1000 + (random() * 2000000000)::integer, 'gold', 0);
  return made;
end $$;

-- Claims up to the number of leases named; see src/annotation/queue/claim-queries.ts for the rules.
create function annotation.claim_slots(who text[], claim jsonb, lease_ids text[], with_gold boolean[])
returns table (leases json, total bigint, leased bigint, gold bigint, mine bigint, returned bigint, back bigint,
  held bigint, next_at timestamptz, eligible boolean)
language plpgsql volatile security invoker ${planned} as $$
declare
  person text := who[1];
  award text := claim ->> 'award';
  mode text := claim ->> 'mode';
  key text := claim ->> 'key';
  worker annotation.worker;
  given text[];
  wanted integer;
  first_rank bigint;
  passed_rank bigint;
  golds integer := 0;
  picked record;
  slot_id text;
begin
  perform hub.act_as(who);
  -- One claim of a person in an award at a time; other people's do not wait for it.
  select * into worker from annotation.worker w where w.award_id = award and w.person_id = person for update;
  if not found then
    insert into annotation.worker (award_id, person_id, package_id, org_id, vendor_org_id)
      values (award, person, claim ->> 'package', claim ->> 'org', claim ->> 'vendor') on conflict do nothing;
    select * into strict worker from annotation.worker w
      where w.award_id = award and w.person_id = person for update;
  end if;
  select array_agg(l.id order by l.id) into given from annotation.lease l
    join annotation.slot s on s.lease_id = l.id and s.state = 'leased'
    where l.person_id = person and l.request_key = key;
  wanted := 0;
  if given is null then
    select least(cardinality(lease_ids), (claim ->> 'most')::integer - count(*)) into wanted
      from annotation.slot s where s.lessee_id = person and s.award_id = award and s.state = 'leased'
        and s.lease_expires_at > now();
  end if;
  passed_rank := worker.cursor_rank;
  for n in 1 .. wanted loop
    slot_id := null;
    if with_gold[n] then slot_id := annotation.pick_gold(claim, person); end if;
    if slot_id is not null then
      golds := golds + 1;
    else
      select s.id into slot_id from annotation.slot s
        where s.award_id = award and s.state = 'returned' and s.returned_to = person
        order by s.rank limit 1 for update skip locked;
    end if;
    if slot_id is null then
      select s.rank into first_rank from annotation.slot s
        where s.award_id = award and s.state = 'open' and s.rank > passed_rank and not exists (select 1
          from annotation.assignment a where a.task_id = s.task_id and a.person_id = person)
        order by s.rank limit 1;
      if found then
        passed_rank := greatest(passed_rank, first_rank - 1);
        select s.id into slot_id from annotation.slot s
          where s.award_id = award and s.state = 'open' and s.rank > passed_rank and not exists (select 1
            from annotation.assignment a where a.task_id = s.task_id and a.person_id = person)
          order by s.rank limit 1 for update skip locked;
      end if;
    end if;
    if slot_id is null then
      select s.id into slot_id from annotation.slot s
        where s.award_id = award and s.state = 'leased' and s.lease_expires_at <= now()
          and not exists (select 1 from annotation.assignment a where a.task_id = s.task_id
            and a.person_id = person and (a.slot_id <> s.id or a.submitted))
        order by s.lease_expires_at limit 1 for update skip locked;
    end if;
    exit when slot_id is null;
    select s.lease_id, s.state, s.task_id into strict picked from annotation.slot s where s.id = slot_id;
    if picked.lease_id is not null then
      update annotation.lease l set ended_at = now(), end_reason = 'expired'
        where l.id = picked.lease_id and l.ended_at is null;
    end if;
    with taken as (update annotation.slot s set state = 'leased', lease_id = lease_ids[n], lessee_id = person,
        lease_mode = mode, lease_expires_at = now() + make_interval(secs => (claim ->> 'seconds')::integer),
        attempt = s.attempt + 1, returned_to = null
      where s.id = slot_id returning s.attempt, s.lease_expires_at)
    insert into annotation.lease (id, slot_id, task_id, award_id, org_id, vendor_org_id, person_id, attempt, mode,
        request_key, expires_at)
      select lease_ids[n], slot_id, picked.task_id, award, claim ->> 'org', claim ->> 'vendor', person,
        taken.attempt, mode, key, taken.lease_expires_at from taken;
    if picked.state = 'open' then
      insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id)
        values (picked.task_id, person, slot_id, claim ->> 'org', claim ->> 'vendor');
    else
      insert into annotation.assignment (task_id, person_id, slot_id, org_id, vendor_org_id)
        values (picked.task_id, person, slot_id, claim ->> 'org', claim ->> 'vendor') on conflict do nothing;
    end if;
    given := given || lease_ids[n];
  end loop;
  if wanted > 0 then
    update annotation.worker w set served = w.served + coalesce(cardinality(given), 0),
        gold_served = w.gold_served + golds, cursor_rank = greatest(w.cursor_rank, passed_rank), updated_at = now()
      where w.award_id = award and w.person_id = person;
  end if;
  select coalesce(json_agg(row_to_json(g) order by g.place), '[]'::json) into leases from (
    select x.place, l.id as lease_id, l.slot_id, l.task_id, l.mode, s.lease_expires_at as expires_at, l.attempt,
      t.number, t.data, t.media, t.predictions, d.result as draft, d.revision as draft_revision
    from unnest(given) with ordinality x (id, place)
    join annotation.lease l on l.id = x.id
    join annotation.slot s on s.id = l.slot_id
    join annotation.task t on t.id = l.task_id
    left join annotation.draft d on d.slot_id = l.slot_id and d.person_id = person) g;
  select c.total, c.leased, c.gold, c.mine, c.returned, c.back, c.held, c.next_at, c.eligible
    into total, leased, gold, mine, returned, back, held, next_at, eligible
    from annotation.queue_counts(award, person) c;
  return next;
end $$;
`;
