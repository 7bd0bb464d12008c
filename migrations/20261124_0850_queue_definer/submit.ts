/** What a submission is judged by, and its storing (see src/annotation/queue/submit-lease.ts). */
export const submit = (planned: string): string => `
-- A lease with the terms its results are judged by, and what was stored under the submission id before. No row
-- for who is of neither party to the lease.
create or replace function annotation.submission_context(who text[], lease text, submission text)
returns table (person_id text, org_id text, vendor_org_id text, kind text, overlap integer, overlap_max integer,
  agreement_threshold_ppm integer, label_config text, settings jsonb, data jsonb, gold jsonb, stored_id text, stored_number bigint,
  stored_state text, stored_person_id text, stored_digest text, stored_at timestamptz)
language plpgsql volatile security definer ${planned} as $$
declare
  orgs text[] := string_to_array(who[2], ',');
  staff boolean := coalesce(who[3] in ('staff', 'system'), false);
begin
  return query select l.person_id, l.org_id, l.vendor_org_id, s.kind, p.overlap, p.overlap_max,
      p.agreement_threshold_ppm, j.label_config, j.settings, t.data, t.gold,
      a.id, a.number, a.state, a.person_id, a.content_digest, a.created_at
    from annotation.lease l
    join annotation.slot s on s.id = l.slot_id
    join annotation.package p on p.id = s.package_id
    join annotation.project j on j.id = s.project_id
    join annotation.task t on t.id = s.task_id
    left join annotation.annotation a on a.submission_id = submission
      and (a.org_id = any (orgs) or a.vendor_org_id = any (orgs) or staff)
    where l.id = lease and (l.org_id = any (orgs) or l.vendor_org_id = any (orgs) or staff);
end $$;

-- Stores a submission and all that follows from it: the slot is done, the task and the person count one more,
-- the draft goes. It stands while nobody else holds the slot or has done it, also after the lease has expired,
-- and the package runs; otherwise it is kept as orphaned and changes nothing else. No row when the submission
-- id is taken.
create or replace function annotation.store_submission(who text[], lease text, made jsonb)
returns table (number bigint, state text, created_at timestamptz)
language plpgsql volatile security definer ${planned} as $$
declare
  -- Null inside a transaction that has said who asks.
  person text := case when who is null then hub.actor_id() else who[1] end;
  orgs text[] := case when who is null then hub.org_ids() else string_to_array(who[2], ',') end;
  staff boolean := case when who is null then hub.is_staff() else coalesce(who[3] in ('staff', 'system'), false) end;
  stands boolean;
  score double precision := made ->> 'goldScore';
  spent bigint := made ->> 'leadTimeMs';
  s annotation.slot;
begin
  select x.* into s from annotation.lease l join annotation.slot x on x.id = l.slot_id
    where l.id = lease and l.person_id = person
      and (l.org_id = any (orgs) or l.vendor_org_id = any (orgs) or staff) for update of x;
  if not found then
    raise exception 'the lease is not the caller''s' using errcode = 'insufficient_privilege';
  end if;
  stands := s.state = 'open' or (s.state = 'leased' and (s.lease_id = lease or s.lease_expires_at <= now()));
  if stands then
    stands := exists (select 1 from annotation.package p where p.id = s.package_id and p.state in ('open', 'working'));
  end if;
  state := case when not stands then 'orphaned' when made -> 'skipReason' <> 'null'::jsonb then 'skipped'
    else 'submitted' end;
  insert into annotation.annotation as a (id, project_id, package_id, award_id, slot_id, task_id, org_id,
      vendor_org_id, person_id, lease_id, state, result, lead_time_ms, skip_reason, submission_id,
      content_digest, gold_score)
    values (made ->> 'id', s.project_id, s.package_id, s.award_id, s.id, s.task_id, s.org_id, s.vendor_org_id,
      person, lease, state, made -> 'result', spent, made ->> 'skipReason', made ->> 'submissionId',
      made ->> 'digest', score)
    on conflict (submission_id) do nothing returning a.number, a.created_at into number, created_at;
  if not found then return; end if;
  if stands and s.attempt > 1 then
    update annotation.annotation a set state = 'replaced', updated_at = now()
      where a.slot_id = s.id and a.state = 'returned';
  end if;
  with slot_done as (update annotation.slot x set state = 'submitted', lease_id = lease, lessee_id = person,
      returned_to = null where x.id = s.id and stands),
  lease_done as (update annotation.lease x set ended_at = coalesce(x.ended_at, now()), end_reason = 'submitted'
      where x.id = lease and stands),
  task_done as (update annotation.task t set submitted_count = t.submitted_count + 1
      where t.id = s.task_id and stands and s.kind <> 'gold'),
  had as (insert into annotation.assignment as a (task_id, person_id, slot_id, org_id, vendor_org_id, submitted)
      values (s.task_id, person, s.id, s.org_id, s.vendor_org_id, true)
      on conflict (task_id, person_id) do update set submitted = true),
  counted as (update annotation.worker w set held = w.held + (stands and s.kind <> 'gold')::integer,
      submitted = w.submitted + (store_submission.state = 'submitted')::integer,
      skipped = w.skipped + (store_submission.state = 'skipped')::integer,
      orphaned = w.orphaned + (store_submission.state = 'orphaned')::integer,
      gold_graded = w.gold_graded + (stands and score is not null)::integer,
      gold_score = w.gold_score + case when stands then coalesce(score, 0) else 0 end,
      lead_time_ms = w.lead_time_ms + spent, updated_at = now()
      where w.award_id = s.award_id and w.person_id = person)
  delete from annotation.draft d where d.slot_id = s.id and d.person_id = person;
  return next;
end $$;
`;
