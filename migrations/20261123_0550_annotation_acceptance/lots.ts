const orgs = `any (coalesce((select hub.org_ids()), '{}'::text[]))`;
const staff = `(select hub.is_staff())`;
const demand = `org_id = ${orgs} or ${staff}`;
const parties = `org_id = ${orgs} or vendor_org_id = ${orgs} or ${staff}`;

/** What vendors hand over, the samples drawn from it, what was found and decided. */
export const lots = `
-- The hash of the seed of each lot stands before the lot does: the first with the award, the next with
-- the lot before. A seed of its own for each lot, so that one revealed says nothing about the next.
create table annotation.lot_commitment (
  award_id text not null references annotation.award (id),
  sequence integer not null check (sequence >= 1),
  org_id text not null,
  vendor_org_id text not null,
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  committed_at timestamptz not null default clock_timestamp(),
  primary key (award_id, sequence)
);
create trigger commitment_immutable before update or delete on annotation.lot_commitment
  for each row execute function hub.refuse_change();
alter table annotation.lot_commitment enable row level security;
alter table annotation.lot_commitment force row level security;
create policy select_rows on annotation.lot_commitment for select using (${parties});
grant select on annotation.lot_commitment to hub_app;

create table annotation.lot_seed (
  award_id text not null,
  sequence integer not null,
  seed text not null check (seed ~ '^[0-9a-f]{64}$'),
  primary key (award_id, sequence)
);
create trigger seed_immutable before update or delete on annotation.lot_seed
  for each row execute function hub.refuse_change();
alter table annotation.lot_seed enable row level security;
alter table annotation.lot_seed force row level security;
create policy select_rows on annotation.lot_seed for select using ((select hub.is_system()));
grant select on annotation.lot_seed to hub_app;

create policy owner_commits on annotation.lot_commitment to current_user using (true) with check (true);
create policy owner_commits on annotation.lot_seed to current_user using (true) with check (true);
-- 244 random bits from two random UUIDs, hashed into a seed; the commitment is the hash of its bytes.
create function annotation.commit_seed(of_award text, of_sequence integer, demand_org text, vendor_org text)
  returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  drawn bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
begin
  insert into annotation.lot_seed (award_id, sequence, seed)
    values (of_award, of_sequence, encode(drawn, 'hex'));
  insert into annotation.lot_commitment (award_id, sequence, org_id, vendor_org_id, commitment)
    values (of_award, of_sequence, demand_org, vendor_org, encode(sha256(drawn), 'hex'));
end $$;
revoke execute on function annotation.commit_seed from public;
create function annotation.commit_first_seed() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform annotation.commit_seed(new.id, 1, new.org_id, new.vendor_org_id);
  return null;
end $$;
create trigger award_commits after insert on annotation.award
  for each row execute function annotation.commit_first_seed();
select annotation.commit_seed(a.id, 1, a.org_id, a.vendor_org_id) from annotation.award a;

create table annotation.lot (
  id text primary key,
  award_id text not null references annotation.award (id),
  sequence integer not null,
  package_id text not null,
  project_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  state text not null default 'submitted' check (state in ('submitted', 'accepted', 'returned')),
  -- Units that stood in an earlier lot: such a lot does not count in the switching history.
  rework boolean not null,
  size integer not null check (size >= 2),
  digest text not null,
  aql text not null,
  severity text not null check (severity in ('normal', 'tightened')),
  letter text not null,
  sample_size integer not null,
  accept_number integer not null,
  reject_number integer not null,
  commitment text not null,
  committed_at timestamptz not null,
  inspected integer not null default 0,
  defects integer not null default 0,
  -- Revealed with the decision.
  seed text,
  reason text check (length(reason) <= 2000),
  certificate jsonb,
  revision integer not null default 1,
  submitted_by text,
  submitted_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  unique (award_id, sequence),
  check ((state = 'submitted') = (seed is null)),
  check ((state = 'submitted') = (decided_at is null))
);
create index on annotation.lot (package_id, id desc);
create index lot_history on annotation.lot (org_id, vendor_org_id, aql, decided_at) where state <> 'submitted' and not rework;
alter table annotation.lot enable row level security;
alter table annotation.lot force row level security;
create policy select_rows on annotation.lot for select using (${parties});
create policy insert_rows on annotation.lot for insert with check (vendor_org_id = ${orgs} or (select hub.is_system()));
create policy update_rows on annotation.lot for update using (${demand});
grant select, insert, update on annotation.lot to hub_app;

create function annotation.guard_lot() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    perform annotation.commit_seed(new.award_id, new.sequence + 1, new.org_id, new.vendor_org_id);
    return new;
  end if;
  if old.state <> 'submitted' or (to_jsonb(new) - '{state,inspected,defects,seed,reason,certificate,revision,decided_by,decided_at}'::text[])
    is distinct from (to_jsonb(old) - '{state,inspected,defects,seed,reason,certificate,revision,decided_by,decided_at}'::text[]) then
    raise exception 'immutable: a lot keeps its content, and a decided one all of it' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger lot_guarded before insert or update on annotation.lot
  for each row execute function annotation.guard_lot();
create trigger lot_kept before delete on annotation.lot
  for each row execute function hub.refuse_change();

create table annotation.lot_unit (
  lot_id text not null references annotation.lot (id),
  annotation_id text not null references annotation.annotation (id),
  slot_id text not null,
  task_id text not null,
  person_id text not null,
  org_id text not null,
  vendor_org_id text not null,
  digest text not null,
  primary key (lot_id, annotation_id)
);
create index on annotation.lot_unit (slot_id);
create trigger unit_immutable before update or delete on annotation.lot_unit
  for each row execute function hub.refuse_change();
alter table annotation.lot_unit enable row level security;
alter table annotation.lot_unit force row level security;
create policy select_rows on annotation.lot_unit for select using (${parties});
create policy insert_rows on annotation.lot_unit for insert with check (vendor_org_id = ${orgs} or (select hub.is_system()));
grant select, insert on annotation.lot_unit to hub_app;

-- The units drawn, unseen by the vendor until the lot is decided.
create table annotation.lot_sample (
  lot_id text not null references annotation.lot (id),
  annotation_id text not null,
  position integer not null,
  org_id text not null,
  vendor_org_id text not null,
  verdict text check (verdict in ('conform', 'defect')),
  reason text check (length(reason) <= 2000),
  inspected_by text,
  inspected_at timestamptz,
  primary key (lot_id, annotation_id),
  foreign key (lot_id, annotation_id) references annotation.lot_unit (lot_id, annotation_id)
);
create unique index on annotation.lot_sample (lot_id, position);
alter table annotation.lot_sample enable row level security;
alter table annotation.lot_sample force row level security;
create policy select_rows on annotation.lot_sample for select using (${demand}
  or (vendor_org_id = ${orgs} and exists (select 1 from annotation.lot l where l.id = lot_id and l.state <> 'submitted')));
create policy insert_rows on annotation.lot_sample for insert with check (vendor_org_id = ${orgs} or (select hub.is_system()));
create policy update_rows on annotation.lot_sample for update using (${demand})
  with check (exists (select 1 from annotation.lot l where l.id = lot_id and l.state = 'submitted')
    and not exists (select 1 from annotation.annotation a where a.id = annotation_id and a.person_id = inspected_by));
grant select, insert, update on annotation.lot_sample to hub_app;

-- The responsible side lets inspection start again after it was discontinued (ISO 2859-1, 9.4).
create table annotation.inspection_resumption (
  id text primary key,
  org_id text not null,
  vendor_org_id text not null,
  aql text not null,
  reason text not null check (length(reason) between 1 and 2000),
  resumed_by text not null,
  created_at timestamptz not null default now()
);
create index on annotation.inspection_resumption (org_id, vendor_org_id, aql);
create trigger resumption_immutable before update or delete on annotation.inspection_resumption
  for each row execute function hub.refuse_change();
alter table annotation.inspection_resumption enable row level security;
alter table annotation.inspection_resumption force row level security;
create policy select_rows on annotation.inspection_resumption for select using (${parties});
create policy insert_rows on annotation.inspection_resumption for insert with check (org_id = ${orgs});
grant select, insert on annotation.inspection_resumption to hub_app;

-- Public keys that ever signed a certificate, so that old certificates can be checked.
create table annotation.certificate_key (
  key_id text primary key check (key_id ~ '^[0-9a-f]{64}$'),
  public_key text not null check (public_key ~ '^[0-9a-f]{64}$'),
  first_used_at timestamptz not null default now()
);
create trigger key_immutable before update or delete on annotation.certificate_key
  for each row execute function hub.refuse_change();
grant select, insert on annotation.certificate_key to hub_app;
`;
