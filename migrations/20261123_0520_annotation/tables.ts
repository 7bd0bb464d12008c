/** Projects, tasks, imports, packages and how they are given out. */
export const tables = `
create schema if not exists annotation;
grant usage on schema annotation to hub_app;

create table annotation.project (
  id text primary key,
  number bigint generated always as identity unique,
  org_id text not null references identity.organisation (id),
  title text not null check (length(title) between 1 and 200),
  description text not null default '',
  label_config text not null,
  instructions text not null default '',
  state text not null default 'draft' check (state in ('draft', 'active', 'archived')),
  settings jsonb not null default '{}',
  task_count bigint not null default 0,
  gold_count bigint not null default 0,
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on annotation.project (org_id, id desc);

create table annotation.task (
  id text primary key,
  number bigint generated always as identity unique,
  project_id text not null references annotation.project (id),
  org_id text not null,
  data jsonb not null,
  meta jsonb,
  predictions jsonb,
  gold jsonb,
  -- Field → stored content {sha256, mediaType, sizeBytes, path}.
  media jsonb,
  source jsonb,
  import_id text,
  submitted_count integer not null default 0,
  accepted_count integer not null default 0,
  created_at timestamptz not null default now()
);
create index task_list on annotation.task (project_id, number) include (id, org_id);
create index task_gold on annotation.task (project_id, number) where gold is not null;

create table annotation.import (
  id text primary key,
  project_id text not null references annotation.project (id),
  org_id text not null,
  state text not null check (state in ('awaiting', 'queued', 'running', 'done', 'failed')),
  format text not null,
  source jsonb not null,
  total_bytes bigint,
  done_bytes bigint not null default 0,
  items bigint not null default 0,
  tasks bigint not null default 0,
  annotations bigint not null default 0,
  problems bigint not null default 0,
  error jsonb,
  created_by text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index on annotation.import (project_id, id desc);
create table annotation.import_problem (
  import_id text not null references annotation.import (id) on delete cascade,
  number bigint not null,
  org_id text not null,
  item bigint not null,
  line bigint,
  field text,
  code text not null,
  zh text not null,
  en text not null,
  primary key (import_id, number)
);

create table annotation.package (
  id text primary key,
  number bigint generated always as identity unique,
  project_id text not null references annotation.project (id),
  org_id text not null,
  title text not null check (length(title) between 1 and 200),
  description text not null default '',
  mode text not null check (mode in
    ('open_claim', 'invitation', 'sealed_bids', 'split', 'blind_overlap', 'own_team')),
  state text not null default 'draft' check (state in ('draft', 'open', 'working', 'closed', 'cancelled')),
  price_fen bigint not null default 0 check (price_fen >= 0),
  bands jsonb not null default '[]',
  deadline timestamptz,
  bid_deadline timestamptz,
  required_skills text[] not null default '{}',
  overlap integer not null default 1 check (overlap between 1 and 20),
  overlap_max integer not null check (overlap_max between 1 and 20),
  agreement_threshold_ppm integer check (agreement_threshold_ppm between 0 and 1000000),
  gold_rate_bp integer not null default 0 check (gold_rate_bp between 0 and 5000),
  cross_rate_bp integer not null default 0 check (cross_rate_bp between 0 and 10000),
  max_share integer check (max_share > 0),
  qualification jsonb,
  aql text,
  aql_level text,
  seed_commitment text,
  task_count bigint not null default 0,
  awarded_count bigint not null default 0,
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  ended_at timestamptz,
  check (overlap_max >= overlap),
  check (mode <> 'sealed_bids' or state = 'draft' or bid_deadline is not null)
);
create index on annotation.package (project_id, id desc);
create index on annotation.package (id desc) where state = 'open';

-- Seeds of sampling and of gold items; revealed by whoever accepts, never read before.
create table annotation.package_seed (
  package_id text primary key references annotation.package (id),
  seed text not null,
  revealed_at timestamptz
);

create table annotation.award (
  id text primary key,
  package_id text not null references annotation.package (id),
  project_id text not null,
  org_id text not null,
  vendor_org_id text not null references identity.organisation (id),
  state text not null default 'working' check (state in
    ('working', 'submitted', 'accepted', 'returned', 'settled', 'withdrawn')),
  share bigint not null default 0,
  price_fen bigint not null,
  slot_count bigint not null default 0,
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  unique (package_id, vendor_org_id)
);
create index on annotation.award (vendor_org_id, id desc);
create index on annotation.award (project_id, vendor_org_id);

create table annotation.package_task (
  package_id text not null references annotation.package (id),
  task_id text not null references annotation.task (id),
  position bigint not null,
  award_id text references annotation.award (id),
  primary key (package_id, task_id)
);
create index package_task_free on annotation.package_task (package_id, position) where award_id is null;

create table annotation.invitation (
  package_id text not null references annotation.package (id),
  org_id text not null,
  vendor_org_id text not null references identity.organisation (id),
  share bigint,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'revoked')),
  invited_by text,
  created_at timestamptz not null default now(),
  primary key (package_id, vendor_org_id)
);

create table annotation.bid (
  id text primary key,
  package_id text not null references annotation.package (id),
  vendor_org_id text not null references identity.organisation (id),
  price_fen bigint not null check (price_fen > 0),
  share bigint not null check (share > 0),
  note text not null default '',
  state text not null default 'sealed' check (state in ('sealed', 'withdrawn', 'won', 'lost')),
  revision integer not null default 1,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (package_id, vendor_org_id)
);

create table annotation.qualification (
  id text primary key,
  package_id text not null references annotation.package (id),
  org_id text not null,
  vendor_org_id text not null,
  person_id text not null,
  state text not null default 'open' check (state in ('open', 'passed', 'failed')),
  task_ids text[] not null,
  answers jsonb,
  score_ppm integer,
  pass_ppm integer not null,
  created_at timestamptz not null default now(),
  decided_at timestamptz
);
create index on annotation.qualification (package_id, person_id, id desc);
create unique index one_open_qualification on annotation.qualification (package_id, person_id) where state = 'open';

create table annotation.comment (
  id text primary key,
  task_id text not null references annotation.task (id),
  org_id text not null,
  -- The vendor it is exchanged with; null: the demand side's own, seen by every party of the task.
  vendor_org_id text,
  region_id text,
  author_id text,
  content text not null check (length(content) between 1 and 4000),
  resolved_by text,
  resolved_at timestamptz,
  created_at timestamptz not null default now()
);
create index on annotation.comment (task_id, id);
`;
