/** What a person may still take in an award (see src/annotation/queue/claim-queries.ts). */
export const look = (planned: string): string => `
-- Where to look for an open slot when the next ones are barred for the person: at the end of the line, then
-- all along it. Whoever has done nearly everything, before it was given out again, does not walk past all of
-- that to find the rest. Null where nothing is open for the person; all up to passed is barred for it.
create function annotation.open_far(award text, person text, beyond bigint)
returns table (first_rank bigint, from_end boolean, passed bigint)
language plpgsql volatile security invoker ${planned} as $$
begin
  from_end := false;
  -- The first of the next ones and the last looked at, as one statement sees them.
  select min(n.rank) filter (where not n.barred), coalesce(max(n.rank), beyond) into first_rank, passed
    from (select o.rank, exists (select 1 from annotation.assignment a
        where a.task_id = o.task_id and a.person_id = person) as barred
      from (select s.rank, s.task_id from annotation.slot s where s.award_id = award and s.state = 'open'
        and s.rank > beyond order by s.rank limit 500) o) n;
  if first_rank is not null then
    passed := first_rank - 1;
    return next;
    return;
  end if;
  select s.rank into first_rank from (select o.rank, o.task_id from annotation.slot o where o.award_id = award
      and o.state = 'open' and o.rank > open_far.passed order by o.rank desc limit 500) s
    where not exists (select 1 from annotation.assignment a where a.task_id = s.task_id and a.person_id = person)
    order by s.rank desc limit 1;
  if found then
    from_end := true;
    return next;
    return;
  end if;
  -- What opens after this statement has a rank beyond all that it sees.
  select coalesce(max(o.rank), open_far.passed) into beyond from annotation.slot o
    where o.award_id = award and o.state = 'open' and o.rank > open_far.passed;
  select s.rank into first_rank from annotation.slot s
    where s.award_id = award and s.state = 'open' and s.rank > open_far.passed and not exists (select 1
      from annotation.assignment a where a.task_id = s.task_id and a.person_id = person)
    order by s.rank limit 1;
  passed := least(beyond, first_rank - 1);
  return next;
end $$;

-- Whether something stands open for the person behind a rank.
create function annotation.open_after(award text, person text, beyond bigint) returns boolean
language plpgsql volatile security invoker as $$
begin
  return exists (select 1 from (select o.rank, o.task_id from annotation.slot o
        where o.award_id = award and o.state = 'open' and o.rank > beyond order by o.rank limit 50) s
      where not exists (select 1 from annotation.assignment a
        where a.task_id = s.task_id and a.person_id = person))
    or (exists (select 1 from annotation.slot o where o.award_id = award and o.state = 'open' and o.rank > beyond)
      and (select f.first_rank from annotation.open_far(award, person, beyond) f) is not null);
end $$;

-- Where an award's queue stands for a person: counters and the short indexes, never all slots. No row for who
-- is of neither party.
create or replace function annotation.queue_counts(award text, person text)
returns table (total bigint, leased bigint, gold bigint, mine bigint, returned bigint, back bigint, held bigint,
  next_at timestamptz, eligible boolean)
language plpgsql volatile security definer ${planned} as $$
begin
  select a.slot_count into total from annotation.award a where a.id = award and (a.org_id = any (hub.org_ids())
    or a.vendor_org_id = any (hub.org_ids()) or hub.is_staff());
  if not found then return; end if;
  select l.leased, l.gold, l.mine, l.next_at, r.returned, r.back, w.held,
      annotation.open_after(award, person, w.passed)
    into leased, gold, mine, next_at, returned, back, held, eligible
    from (select count(*) as leased, count(*) filter (where s.kind = 'gold') as gold,
        count(*) filter (where s.lessee_id = person) as mine,
        min(s.lease_expires_at) filter (where s.lessee_id <> person) as next_at
      from annotation.slot s where s.award_id = award and s.state = 'leased') l,
    (select count(*) as returned, count(*) filter (where s.returned_to = person) as back
      from annotation.slot s where s.award_id = award and s.state = 'returned') r,
    (select coalesce(sum(x.held), 0)::bigint as held,
        coalesce(max(x.cursor_rank) filter (where x.person_id = person), 0) as passed
      from annotation.worker x where x.award_id = award) w;
  return next;
end $$;
`;
