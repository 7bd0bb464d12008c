/** Deliberation, minutes, decisions with an outcome and a reason for every item. */
export const decisions = `
-- One sitting on a round; who was there decides whether it could decide.
create table selection.deliberation (
  round_id text primary key references selection.round (id),
  panel_id text,
  present text[] not null default '{}',
  held_on date not null,
  quorum boolean not null,
  minutes text not null check (length(minutes) between 1 and 20000),
  recorded_by text not null,
  revision integer not null default 1,
  recorded_at timestamptz not null default now()
);

create table selection.item_minutes (
  application_id text primary key references selection.application (id),
  round_id text not null references selection.round (id),
  minutes text not null check (length(minutes) between 1 and 4000),
  -- Why it is not selected, should it not be.
  reason text check (length(reason) between 1 and 2000),
  written_by text not null,
  revision integer not null default 1,
  written_at timestamptz not null default now()
);
create index item_minutes_round on selection.item_minutes (round_id);

create table selection.decision (
  id text primary key,
  round_id text not null,
  year smallint not null,
  number smallint not null check (number >= 1),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'effective', 'superseded')),
  supersedes text references selection.decision (id),
  supersede_reason text,
  -- The steps by which it came about, in order.
  trace jsonb not null check (jsonb_typeof(trace) = 'array'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  proposed_by text not null,
  proposed_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  notice_id text,
  effective_at timestamptz,
  superseded_at timestamptz,
  revision integer not null default 1,
  foreign key (round_id, year) references selection.round (id, year),
  unique (round_id, number),
  unique (id, round_id),
  check (approved_by is null or approved_by <> proposed_by),
  check (state = 'proposed' or state = 'superseded' or approved_by is not null and approved_at is not null),
  -- No decision is approved without its notice.
  check (approved_by is null or notice_id is not null),
  check ((state = 'superseded') = (superseded_at is not null))
);
create unique index one_decision_a_round on selection.decision (round_id) where state <> 'superseded';

create table selection.decision_item (
  decision_id text not null,
  application_id text not null references selection.application (id),
  round_id text not null,
  outcome text not null check (outcome in ('selected', 'not_selected')),
  -- Order among the selected, from 1.
  place smallint check (place >= 1),
  reason text check (length(reason) between 1 and 2000),
  rank integer,
  raw double precision,
  adjusted double precision,
  by_criterion jsonb not null default '{}',
  primary key (decision_id, application_id),
  foreign key (decision_id, round_id) references selection.decision (id, round_id),
  unique (decision_id, place),
  check ((outcome = 'selected') = (place is not null)),
  -- Who is not selected is told why.
  check (outcome = 'selected' or reason is not null)
);
create index decision_item_application on selection.decision_item (application_id);

-- Nobody decides what they reviewed.
create function selection.refuse_reviewer(round text, person text) returns void language plpgsql as $$
begin
  if exists (select 1 from review.assignment a join review.item i on i.id = a.item_id
      join selection.application p on p.id = i.subject_id and i.subject_kind = 'selection.application'
      where p.round_id = round and a.user_id = person and a.versions > 0) then
    raise exception 'reviewer: who reviewed in a round neither proposes nor approves its decision'
      using errcode = 'restrict_violation';
  end if;
end $$;

create function selection.guard_decision() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform selection.refuse_reviewer(new.round_id, new.proposed_by);
    return new;
  end if;
  if new.id <> old.id or new.round_id <> old.round_id or new.year <> old.year or new.number <> old.number
      or new.proposed_by <> old.proposed_by or new.revision <> old.revision + 1
      or old.state <> 'proposed' and (new.trace <> old.trace or new.sha256 <> old.sha256)
      or old.approved_by is not null and (new.approved_by is distinct from old.approved_by
        or new.notice_id is distinct from old.notice_id) then
    raise exception 'immutable: what was decided stays; another decision supersedes it'
      using errcode = 'restrict_violation';
  end if;
  if not (new.state = old.state
      or old.state = 'proposed' and new.state in ('approved', 'superseded')
      or old.state = 'approved' and new.state in ('effective', 'superseded')
      or old.state = 'effective' and new.state = 'superseded') then
    raise exception 'immutable: a decision does not go from % to %', old.state, new.state
      using errcode = 'restrict_violation';
  end if;
  if old.state = 'proposed' and new.state = 'approved' then
    perform selection.refuse_reviewer(new.round_id, new.approved_by);
    if exists (select 1 from selection.application a where a.round_id = new.round_id
        and a.state in ('under_review', 'shortlisted', 'noticed')
        and not exists (select 1 from selection.decision_item i
          where i.decision_id = new.id and i.application_id = a.id)) then
      raise exception 'incomplete: the decision says nothing about an application under review'
        using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger decision_guarded before insert or update on selection.decision
  for each row execute function selection.guard_decision();

-- Items are written with the decision while it is proposed, and never after.
create function selection.guard_decision_item() returns trigger language plpgsql as $$
begin
  -- The owner writes here only when a backup is restored.
  if current_user = (select relowner::regrole::text from pg_class where oid = tg_relid) then
    return new;
  end if;
  if not exists (select 1 from selection.decision d where d.id = new.decision_id and d.state = 'proposed') then
    raise exception 'immutable: items are part of a decision that is proposed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger decision_item_guarded before insert on selection.decision_item
  for each row execute function selection.guard_decision_item();
create trigger decision_item_immutable before update or delete on selection.decision_item
  for each row execute function hub.refuse_change();
create trigger decision_item_not_truncated before truncate on selection.decision_item
  for each statement execute function hub.refuse_change();
create trigger decision_not_deleted before delete on selection.decision
  for each row execute function hub.refuse_change();
create trigger decision_not_truncated before truncate on selection.decision
  for each statement execute function hub.refuse_change();
`;
