export const tables = `
create schema selection;
grant usage on schema selection to hub_app;

create table selection.programme (
  code text primary key check (code ~ '^M[0-9]{1,2}[a-z]?$'),
  kind text not null check (kind in ('ranking', 'formula', 'ceiling', 'roster', 'activity')),
  -- What is applied for: a pinned version of a dataset of the hub, or something described in the form.
  subject text not null check (subject in ('dataset', 'project')),
  name_zh text not null,
  name_en text not null,
  clause text not null,
  clause_text text not null,
  source_document text not null,
  source_status text not null check (source_status in ('consultation-draft', 'in-force', 'repealed')),
  -- Places in one year; null where the measure names no number.
  yearly_capacity smallint check (yearly_capacity between 1 and 1000),
  state text not null check (state in ('draft', 'active', 'suspended', 'retired'))
);

create table selection.rule_set (
  id text primary key,
  programme_code text not null references selection.programme (code),
  version integer not null check (version >= 1),
  effective_from date not null,
  effective_to date check (effective_to >= effective_from),
  source_document text not null check (length(source_document) between 1 and 300),
  source_clause text not null check (length(source_clause) between 1 and 300),
  source_status text not null check (source_status in ('consultation-draft', 'in-force', 'repealed')),
  rules jsonb not null check (jsonb_typeof(rules) = 'array'),
  -- json, not jsonb: the questions keep their order.
  form json not null check (json_typeof(form) = 'array'),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  unique (programme_code, version),
  unique (id, sha256)
);

create table selection.round (
  id text primary key,
  programme_code text not null references selection.programme (code),
  year smallint not null check (year between 2000 and 2999),
  title_zh text not null check (length(title_zh) between 1 and 200),
  title_en text not null check (length(title_en) between 1 and 200),
  guide_zh text not null default '' check (length(guide_zh) <= 20000),
  guide_en text not null default '' check (length(guide_en) <= 20000),
  rule_set_id text not null,
  -- The wording that the round froze: another wording has another hash, which this key refuses.
  rule_set_sha256 text not null,
  capacity smallint not null check (capacity between 1 and 1000),
  -- Wall clock of Asia/Shanghai; 24:00:00 is the end of the day.
  opens_on date not null,
  opens_time time(0) not null default '00:00:00',
  closes_on date not null,
  closes_time time(0) not null default '24:00:00',
  opens_at timestamptz not null generated always as ((opens_on + opens_time) at time zone 'Asia/Shanghai') stored,
  -- The first instant that is too late.
  closes_at timestamptz not null generated always as ((closes_on + closes_time) at time zone 'Asia/Shanghai') stored,
  state text not null default 'draft' check (state in ('draft', 'open', 'closed', 'screening', 'reviewing',
    'deliberating', 'noticing', 'published', 'archived', 'cancelled')),
  state_reason text,
  board_id text,
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  unique (id, year),
  foreign key (rule_set_id, rule_set_sha256) references selection.rule_set (id, sha256),
  check (opens_on + opens_time < closes_on + closes_time)
);
create index round_by_year on selection.round (year desc, id);
create index round_of_programme on selection.round (programme_code, year);

-- Whether a submission at an instant is in time; the first late instant is closes_at itself.
create function selection.receives(opens_at timestamptz, closes_at timestamptz, at timestamptz)
  returns boolean language sql immutable parallel safe
  return at >= opens_at and at < closes_at;

create table selection.application (
  id text primary key,
  round_id text not null references selection.round (id),
  -- Drawn at random: a running number would tell how many there are.
  number text unique check (number ~ '^SEL-[0-9]{4}-[0-9]{6}$'),
  lead_org_id text not null references identity.organisation (id),
  title text not null default '' check (length(title) <= 200),
  dataset_id text references catalog.dataset (id),
  version_id text references catalog.version (id),
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'screened',
    'under_review', 'shortlisted', 'noticed', 'selected', 'not_selected', 'ineligible', 'withdrawn', 'revoked')),
  state_reason text,
  returned_due timestamptz,
  -- The version that counts, as it was submitted.
  snapshot_version integer,
  snapshot jsonb,
  snapshot_sha256 text check (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
  submitted_at timestamptz,
  -- Under review in the round's board.
  item_id text,
  supersedes text references selection.application (id),
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  check ((snapshot is null) = (snapshot_sha256 is null) and (snapshot is null) = (number is null)
    and (snapshot is null) = (snapshot_version is null) and (snapshot is null) = (submitted_at is null)),
  check (state in ('draft', 'withdrawn') or snapshot is not null),
  check (state <> 'returned' or returned_due is not null)
);
-- Numbers ever given. Nobody reads here: an insert that finds its number taken draws another.
create table selection.used_number (number text primary key);

create index application_of_round on selection.application (round_id, state, id);
create index application_of_lead on selection.application (lead_org_id, id);
create unique index dataset_once_a_round on selection.application (round_id, dataset_id)
  where dataset_id is not null and state not in ('draft', 'withdrawn');

create table selection.application_org (
  application_id text not null references selection.application (id),
  org_id text not null references identity.organisation (id),
  lead_org_id text not null references identity.organisation (id),
  state text not null default 'invited' check (state in ('invited', 'confirmed', 'declined')),
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (application_id, org_id),
  check (org_id <> lead_org_id)
);
create index application_org_of_org on selection.application_org (org_id, state);

create table selection.application_version (
  application_id text not null references selection.application (id),
  version integer not null check (version >= 1),
  snapshot jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  submitted_by text,
  submitted_at timestamptz not null default now(),
  primary key (application_id, version)
);

create table selection.attachment (
  id text primary key,
  application_id text not null references selection.application (id),
  field text not null check (field ~ '^[a-z][a-zA-Z0-9]{0,39}$'),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer not null check (size_bytes between 1 and 10485760),
  content bytea not null,
  removed_at timestamptz,
  added_by text,
  created_at timestamptz not null default now()
);
create index attachment_of_application on selection.attachment (application_id, field, id);

create table selection.event (
  seq bigint generated always as identity primary key,
  round_id text not null references selection.round (id),
  application_id text references selection.application (id),
  at timestamptz not null default now(),
  actor text not null,
  command text not null,
  before text,
  after text not null,
  reason text,
  payload jsonb not null default '{}',
  -- Of no concern to the applicant before the result is public.
  internal boolean not null default false
);
create index event_of_round on selection.event (round_id, seq);
create index event_of_application on selection.event (application_id, seq) where application_id is not null;

create table selection.eligibility_check (
  application_id text not null references selection.application (id),
  run integer not null check (run >= 1),
  rule_key text not null,
  result text not null check (result in ('pass', 'fail', 'unknown')),
  facts jsonb not null,
  checked_at timestamptz not null default now(),
  primary key (application_id, run, rule_key)
);

create table selection.waiver (
  id text primary key,
  application_id text not null references selection.application (id),
  rule_key text not null,
  reason text not null check (length(reason) between 1 and 500),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')),
  proposed_by text not null,
  proposed_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  check (decided_by is null or decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_by is null))
);
create unique index one_waiver_a_rule on selection.waiver (application_id, rule_key) where state <> 'refused';

create function selection.guard_rule_set() returns trigger language plpgsql as $$
begin
  if exists (select 1 from selection.round r where r.rule_set_id = old.id)
     or new.id <> old.id or new.programme_code <> old.programme_code or new.version <> old.version
     or (new.sha256 = old.sha256 and (new.rules, new.form::text, new.settings, new.effective_from, new.source_clause)
       is distinct from (old.rules, old.form::text, old.settings, old.effective_from, old.source_clause)) then
    raise exception 'immutable: a rule set that a round uses stays as it is; make another version'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger rule_set_guarded before update on selection.rule_set
  for each row execute function selection.guard_rule_set();

create function selection.guard_round() returns trigger language plpgsql as $$
begin
  if new.id <> old.id or new.year <> old.year and old.state <> 'draft'
     or new.programme_code <> old.programme_code or new.revision <> old.revision + 1
     or (old.state <> 'draft' and (new.rule_set_id <> old.rule_set_id or new.capacity <> old.capacity))
     or old.state in ('archived', 'cancelled') then
    raise exception 'immutable: a round that was opened keeps its year, capacity and rule set'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger round_guarded before update on selection.round
  for each row execute function selection.guard_round();

create function selection.guard_application() returns trigger language plpgsql as $$
begin
  if new.id <> old.id or new.round_id <> old.round_id or new.lead_org_id <> old.lead_org_id
     or new.revision <> old.revision + 1 or (old.number is not null and new.number is distinct from old.number)
     or (old.snapshot is not null and new.snapshot is null)
     or old.state in ('withdrawn', 'revoked') then
    raise exception 'immutable: an application keeps its round, organisation and number'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger application_guarded before update on selection.application
  for each row execute function selection.guard_application();

create trigger version_immutable before update or delete on selection.application_version
  for each row execute function hub.refuse_change();
create trigger version_not_truncated before truncate on selection.application_version
  for each statement execute function hub.refuse_change();
create trigger event_immutable before update or delete on selection.event
  for each row execute function hub.refuse_change();
create trigger event_not_truncated before truncate on selection.event
  for each statement execute function hub.refuse_change();
create trigger check_immutable before update or delete on selection.eligibility_check
  for each row execute function hub.refuse_change();
create trigger check_not_truncated before truncate on selection.eligibility_check
  for each statement execute function hub.refuse_change();
create trigger round_not_deleted before delete on selection.round
  for each row execute function hub.refuse_change();
create trigger round_not_truncated before truncate on selection.round
  for each statement execute function hub.refuse_change();
create trigger rule_set_not_deleted before delete on selection.rule_set
  for each row execute function hub.refuse_change();
create trigger rule_set_not_truncated before truncate on selection.rule_set
  for each statement execute function hub.refuse_change();
create trigger application_not_truncated before truncate on selection.application
  for each statement execute function hub.refuse_change();
create trigger application_not_deleted before delete on selection.application
  for each row execute function hub.refuse_change();
`;
