/** Calendar, notices and objections, without the rules between them. */
export const tables = `
create schema notice;
grant usage on schema notice to hub_app;

create table notice.calendar_year (
  year smallint primary key check (year between 2000 and 2100),
  source text not null check (length(source) between 1 and 300),
  revision integer not null default 1,
  added_at timestamptz not null default now()
);

-- Days that are not what their weekday says. A year's arrangement may reach into the December before it.
create table notice.calendar_day (
  day date primary key,
  year smallint not null references notice.calendar_year (year),
  kind text not null check (kind in ('holiday', 'worked')),
  name text not null check (length(name) <= 40),
  check (extract(year from day) = year
    or extract(year from day) = year - 1 and extract(month from day) = 12),
  check (kind <> 'worked' or extract(isodow from day) in (6, 7)),
  check (kind <> 'holiday' or name <> '')
);
create index calendar_day_year on notice.calendar_day (year);

create table notice.notice (
  id text primary key,
  number bigint generated always as identity unique,
  subject_kind text not null check (subject_kind ~ '^[a-z]+\\.[a-z-]+$'),
  subject_id text not null,
  -- Organisations the notice is about; their members do not handle objections to it.
  org_ids text[] not null default '{}',
  state text not null default 'draft' check (state in ('draft', 'open', 'extended', 'closed', 'confirmed')),
  working_days smallint not null check (working_days between 1 and 60),
  version integer not null default 1 check (version >= 1),
  opened_at timestamptz,
  last_day date,
  -- 24:00 of the last day in Asia/Shanghai.
  ends_at timestamptz,
  closed_at timestamptz,
  confirmed_at timestamptz,
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  check (state = 'draft' or opened_at is not null),
  check ((opened_at is null) = (last_day is null) and (opened_at is null) = (ends_at is null)),
  check (ends_at = (last_day + 1)::timestamp at time zone 'Asia/Shanghai'),
  check (state not in ('closed', 'confirmed') or closed_at is not null),
  check ((state = 'confirmed') = (confirmed_at is not null))
);
create index notice_subject on notice.notice (subject_kind, subject_id, number desc);
create index notice_ends on notice.notice (ends_at) where state in ('open', 'extended');
create index notice_state on notice.notice (state, number desc);

create table notice.version (
  notice_id text not null references notice.notice (id),
  version integer not null check (version >= 1),
  title_zh text not null check (length(title_zh) between 1 and 200),
  title_en text not null check (length(title_en) between 1 and 200),
  body_zh text not null check (length(body_zh) between 1 and 20000),
  body_en text not null check (length(body_en) between 1 and 20000),
  items jsonb not null check (jsonb_typeof(items) = 'array'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  reason text check (length(reason) between 1 and 500),
  published_at timestamptz not null default now(),
  published_by text,
  primary key (notice_id, version),
  check (version = 1 or reason is not null)
);

create table notice.extension (
  notice_id text not null references notice.notice (id),
  number smallint not null check (number between 1 and 20),
  working_days smallint not null check (working_days between 1 and 60),
  former_day date not null,
  last_day date not null,
  reason text not null check (length(reason) between 1 and 500),
  extended_at timestamptz not null default now(),
  extended_by text,
  primary key (notice_id, number),
  check (last_day > former_day)
);

-- What everybody may read of an objection: that there is one, where it stands and how it ended.
create table notice.objection (
  id text primary key,
  notice_id text not null references notice.notice (id),
  number smallint not null check (number >= 1),
  -- The text of the notice at the time.
  version integer not null,
  state text not null check (state in ('filed', 'admitted', 'answered', 'upheld', 'dismissed', 'rejected_late')),
  -- The item of the notice it is about, from 0; null for the notice as a whole.
  item smallint,
  answer text check (length(answer) between 1 and 4000),
  outcome text check (length(outcome) between 1 and 4000),
  filed_at timestamptz not null default now(),
  admitted_at timestamptz,
  answered_at timestamptz,
  decided_at timestamptz,
  revision integer not null default 1,
  unique (notice_id, number),
  foreign key (notice_id, version) references notice.version (notice_id, version),
  check (state not in ('answered', 'upheld', 'dismissed') or answer is not null and answered_at is not null),
  check ((state in ('upheld', 'dismissed')) = (outcome is not null and decided_at is not null))
);
create index objection_waiting on notice.objection (filed_at) where state in ('filed', 'admitted', 'answered');

-- Who objects, and with what: the person and the staff alone.
create table notice.objection_case (
  objection_id text primary key references notice.objection (id),
  filed_by text not null,
  name text not null,
  statement text not null check (length(statement) between 1 and 4000),
  contact text check (length(contact) <= 200),
  links text[] not null default '{}' check (cardinality(links) <= 10),
  admitted_by text,
  answered_by text,
  decided_by text,
  -- Who answers does not decide.
  check (decided_by is null or decided_by <> answered_by)
);
create index objection_filed_by on notice.objection_case (filed_by);

create table notice.evidence (
  id text primary key,
  objection_id text not null references notice.objection_case (objection_id),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  content bytea not null check (length(content) between 1 and 1048576),
  sha256 text not null,
  added_at timestamptz not null default now()
);
create index evidence_objection on notice.evidence (objection_id, added_at);
`;
