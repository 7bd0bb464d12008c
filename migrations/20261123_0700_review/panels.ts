const staff = `(select hub.is_staff())`;
const secured = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy select_rows on ${table} for select using (true);
create policy insert_rows on ${table} for insert with check (${staff});`;

/** Panels drawn from the register; the hash of the seed stands before the draw. */
export const panels = `
create table review.panel (
  id text primary key,
  subject_kind text not null check (length(subject_kind) between 1 and 60),
  subject_id text not null check (length(subject_id) between 1 and 100),
  title jsonb not null,
  -- Empty: of every field.
  fields text[] not null default '{}',
  size smallint not null check (size between 1 and 100),
  quorum smallint not null check (quorum between 1 and 100),
  term_from date not null,
  term_to date not null check (term_to >= term_from),
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  -- The rest when it is drawn.
  seed text check (seed ~ '^[0-9a-f]{64}$'),
  -- [{id, digest}] of every expert who could be drawn, sorted by id.
  candidates jsonb,
  candidates_digest text,
  drawn_at timestamptz,
  created_at timestamptz not null default now(),
  check (quorum <= size),
  check ((seed is null) = (drawn_at is null) and (seed is null) = (candidates is null)),
  unique (subject_kind, subject_id)
);
${secured('review.panel')}
create policy update_rows on review.panel for update using (${staff});
grant select, insert, update on review.panel to hub_app;
-- A draw is made once.
create function review.guard_panel() returns trigger language plpgsql as $$
begin
  if old.drawn_at is not null or new.commitment <> old.commitment then
    raise exception 'immutable: a panel is drawn once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger panel_guarded before update on review.panel
  for each row execute function review.guard_panel();

create table review.panel_seed (
  panel_id text primary key references review.panel (id),
  seed text not null check (seed ~ '^[0-9a-f]{64}$')
);
create trigger seed_immutable before update or delete on review.panel_seed
  for each row execute function hub.refuse_change();
alter table review.panel_seed enable row level security;
alter table review.panel_seed force row level security;
-- Written with the panel, read by the hub alone until it is drawn.
create policy select_rows on review.panel_seed for select using ((select hub.is_system()));
create policy insert_rows on review.panel_seed for insert with check (${staff});
grant select, insert on review.panel_seed to hub_app;

create table review.panel_member (
  panel_id text not null references review.panel (id),
  expert_id text not null references review.expert (id),
  -- The order drawn.
  place smallint not null check (place >= 1),
  primary key (panel_id, expert_id),
  unique (panel_id, place)
);
create trigger member_immutable before update or delete on review.panel_member
  for each row execute function hub.refuse_change();
${secured('review.panel_member')}
grant select, insert on review.panel_member to hub_app;
`;
