/** The queue: slots, leases, who had what, results. */
export const queue = `
create sequence annotation.slot_rank;
grant usage on sequence annotation.slot_rank to hub_app;
-- A UUID of version 7 (RFC 9562 §5.7), as src/kernel/ids.ts makes them, for rows that are made in bulk.
create function annotation.new_id() returns text language sql volatile parallel safe return
  encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid::text;

create table annotation.slot (
  id text primary key,
  package_id text not null,
  project_id text not null,
  award_id text not null references annotation.award (id),
  task_id text not null references annotation.task (id),
  org_id text not null,
  vendor_org_id text not null,
  overlap_index integer not null,
  kind text not null check (kind in ('work', 'gold', 'overlap')),
  state text not null default 'open' check (state in
    ('open', 'leased', 'submitted', 'accepted', 'returned', 'cancelled')),
  -- Place in the queue; a slot that opens again gets a new one at the end (see queue/queries.ts).
  rank bigint not null,
  lease_id text,
  lessee_id text,
  lease_mode text check (lease_mode in ('online', 'offline')),
  lease_expires_at timestamptz,
  -- Who must do it again, while returned.
  returned_to text,
  attempt integer not null default 0,
  created_at timestamptz not null default now(),
  check ((state = 'leased') <= (lease_id is not null and lessee_id is not null and lease_expires_at is not null))
) with (fillfactor = 85);
create unique index slot_place on annotation.slot (task_id, award_id, overlap_index);
create index slot_open on annotation.slot (award_id, rank) where state = 'open';
create index slot_leased on annotation.slot (award_id, lease_expires_at) where state = 'leased';
create index slot_mine on annotation.slot (lessee_id, award_id) where state = 'leased';
create index slot_returned on annotation.slot (award_id, returned_to) where state = 'returned';
create unique index slot_lease on annotation.slot (lease_id) where lease_id is not null;
create index slot_award on annotation.slot (award_id, id);

-- Every lease there ever was: its id is the fencing token.
create table annotation.lease (
  id text primary key,
  slot_id text not null references annotation.slot (id),
  task_id text not null,
  award_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  person_id text not null,
  attempt integer not null,
  mode text not null check (mode in ('online', 'offline')),
  -- Idempotency-Key of the request, so that a retry gets the same leases.
  request_key text not null,
  leased_at timestamptz not null default now(),
  ended_at timestamptz,
  end_reason text check (end_reason in ('submitted', 'given_back', 'expired', 'cancelled'))
);
create index lease_request on annotation.lease (person_id, request_key);
create unique index lease_attempt on annotation.lease (slot_id, attempt);

-- Who has had which task: nobody gets a task twice.
create table annotation.assignment (
  task_id text not null references annotation.task (id),
  person_id text not null,
  slot_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  submitted boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (task_id, person_id)
);

-- One person in one award: its cursor in the queue and its counters.
create table annotation.worker (
  award_id text not null references annotation.award (id),
  person_id text not null,
  package_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  cursor_rank bigint not null default 0,
  served bigint not null default 0,
  gold_served bigint not null default 0,
  gold_graded bigint not null default 0,
  gold_score double precision not null default 0,
  -- Slots that stand as done by this person (submitted or accepted, no gold).
  held bigint not null default 0,
  submitted bigint not null default 0,
  skipped bigint not null default 0,
  accepted bigint not null default 0,
  returned bigint not null default 0,
  orphaned bigint not null default 0,
  lead_time_ms bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (award_id, person_id)
) with (fillfactor = 70);
create index on annotation.worker (package_id, person_id);
create index on annotation.worker (person_id);

create table annotation.annotation (
  id text primary key,
  number bigint generated always as identity unique,
  project_id text not null,
  package_id text not null,
  award_id text not null references annotation.award (id),
  slot_id text not null references annotation.slot (id),
  task_id text not null references annotation.task (id),
  org_id text not null,
  vendor_org_id text not null,
  person_id text not null,
  lease_id text not null,
  state text not null check (state in
    ('submitted', 'skipped', 'orphaned', 'returned', 'accepted', 'replaced')),
  result jsonb not null,
  lead_time_ms bigint not null default 0,
  skip_reason text,
  submission_id text not null unique,
  -- sha256 of the canonical JSON of what was sent, hex.
  content_digest text not null,
  gold_score double precision,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on annotation.annotation (task_id, number);
create index on annotation.annotation (slot_id);
create index on annotation.annotation (project_id, number);
create index annotation_mine on annotation.annotation (package_id, person_id, number desc);
create index on annotation.annotation (award_id, number);

create table annotation.draft (
  slot_id text not null references annotation.slot (id),
  person_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  result jsonb not null,
  revision integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (slot_id, person_id)
);
`;
