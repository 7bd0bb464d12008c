const staff = `(select hub.is_staff())`;
const own = `user_id = (select hub.actor_id())`;

/** A table of which an expert sees and writes the own rows, staff all. */
const ofExpert = (table: string, insert = `${own} or ${staff}`): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy select_rows on ${table} for select using (${own} or ${staff});
create policy insert_rows on ${table} for insert with check (${insert});
create policy update_rows on ${table} for update using (${own} or ${staff});
grant select, insert, update on ${table} to hub_app;`;

/** Experts, where they worked, whom they are close to, and which organisations belong together. */
export const register = `
create schema review;
grant usage on schema review to hub_app;

create table review.expert (
  id text primary key,
  user_id text not null unique references auth."user" ("id"),
  state text not null default 'invited'
    check (state in ('invited', 'registered', 'active', 'suspended', 'declined')),
  -- The first is the field the expert knows best.
  fields text[] not null default '{}' check (cardinality(fields) <= 20),
  load_limit integer not null check (load_limit between 1 and 200),
  term_from date not null,
  term_to date not null check (term_to >= term_from),
  state_reason text check (length(state_reason) <= 500),
  invited_by text,
  decided_by text,
  revision integer not null default 1,
  created_at timestamptz not null default now()
);
create index expert_state on review.expert (state, id);
${ofExpert('review.expert', staff)}

-- An expert does not admit themselves, whatever statement is run in their name.
create function review.guard_expert() returns trigger language plpgsql as $$
begin
  if hub.is_staff() and new.user_id is distinct from hub.actor_id() then return new; end if;
  if new.state = 'active' and old.state <> 'active'
    or old.state = 'suspended' and new.state <> 'suspended'
    or new.term_from <> old.term_from or new.term_to <> old.term_to or new.user_id <> old.user_id then
    raise exception 'immutable: state and term of an expert are decided by an operator'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger expert_guarded before update on review.expert
  for each row execute function review.guard_expert();

-- Rows are ended or struck out by an operator, never deleted: what was true once still binds for years.
create table review.affiliation (
  id text primary key,
  expert_id text not null references review.expert (id),
  user_id text not null,
  org_id text references identity.organisation (id),
  uscc text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null check (length(name) between 1 and 200),
  from_day date not null,
  to_day date check (to_day >= from_day),
  struck_at timestamptz,
  struck_reason text,
  created_at timestamptz not null default now()
);
create index affiliation_expert on review.affiliation (expert_id, from_day);
${ofExpert('review.affiliation')}

create table review.relation (
  id text primary key,
  expert_id text not null references review.expert (id),
  user_id text not null,
  kind text not null check (kind in ('organisation', 'person')),
  nature text not null
    check (nature in ('co-author', 'family', 'adviser', 'financial', 'competitor', 'other')),
  org_id text references identity.organisation (id),
  uscc text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null check (length(name) between 1 and 200),
  until_day date,
  struck_at timestamptz,
  struck_reason text,
  created_at timestamptz not null default now()
);
create index relation_expert on review.relation (expert_id, id);
${ofExpert('review.relation')}

create table review.organisation_tie (
  id text primary key,
  a_org_id text references identity.organisation (id),
  a_uscc text,
  a_name text not null check (length(a_name) between 1 and 200),
  b_org_id text references identity.organisation (id),
  b_uscc text,
  b_name text not null check (length(b_name) between 1 and 200),
  nature text not null check (nature in ('parent', 'group', 'joint-venture', 'supervision', 'other')),
  note text not null default '' check (length(note) <= 500),
  from_day date not null,
  to_day date check (to_day >= from_day),
  revision integer not null default 1,
  created_at timestamptz not null default now()
);
create index organisation_tie_a on review.organisation_tie (a_org_id) where a_org_id is not null;
create index organisation_tie_b on review.organisation_tie (b_org_id) where b_org_id is not null;
alter table review.organisation_tie enable row level security;
alter table review.organisation_tie force row level security;
create policy select_rows on review.organisation_tie for select
  using ((select hub.actor_id()) is not null or ${staff});
create policy insert_rows on review.organisation_tie for insert with check (${staff});
create policy update_rows on review.organisation_tie for update using (${staff});
grant select, insert, update on review.organisation_tie to hub_app;
`;
