/** The directory: an entry is in it exactly when it owns one of the ten slots of its year. */
export const directory = `
create table selection.directory_entry (
  id text primary key,
  round_id text not null,
  year smallint not null,
  decision_id text not null references selection.decision (id),
  application_id text not null unique references selection.application (id),
  dataset_id text not null references catalog.dataset (id),
  version_id text not null references catalog.version (id),
  title_zh text not null check (length(title_zh) between 1 and 200),
  title_en text not null check (length(title_en) between 1 and 200),
  field text not null default '',
  semver text not null,
  -- Lead organisation first, as they were named when it was published.
  organisations jsonb not null check (jsonb_typeof(organisations) = 'array'),
  -- Why it was chosen: scores and rank of the decision.
  reason jsonb not null default '{}',
  state text not null default 'listed' check (state in ('listed', 'expired', 'revoked')),
  published_at timestamptz not null default now(),
  published_by text,
  valid_to date not null,
  -- The day from which it is to be looked at again.
  review_due date not null,
  revoked_at timestamptz,
  revoked_reason text check (length(revoked_reason) between 1 and 500),
  revision integer not null default 1,
  foreign key (round_id, year) references selection.round (id, year),
  unique (id, year),
  unique (id, round_id, year),
  check ((state = 'revoked') = (revoked_at is not null and revoked_reason is not null))
);
create index directory_entry_dataset on selection.directory_entry (dataset_id, year desc);
create index directory_entry_due on selection.directory_entry (review_due) where state = 'listed';

-- At most ten a year, across rounds and concurrent transactions, by whoever writes: the key has ten values.
-- The year is that of the round of the entry. A slot is never given up, also not by an entry that is revoked.
create table selection.directory_slot (
  year smallint not null,
  slot smallint not null check (slot between 1 and 10),
  entry_id text not null unique,
  round_id text not null,
  given_at timestamptz not null default now(),
  primary key (year, slot),
  foreign key (entry_id, round_id, year) references selection.directory_entry (id, round_id, year),
  foreign key (round_id, year) references selection.round (id, year)
);

create table selection.directory_review (
  entry_id text not null references selection.directory_entry (id),
  number smallint not null check (number >= 1),
  note text not null check (length(note) between 1 and 2000),
  next_due date not null,
  reviewed_by text,
  reviewed_at timestamptz not null default now(),
  primary key (entry_id, number)
);

create function selection.guard_entry() returns trigger language plpgsql as $$
begin
  if (new.id, new.round_id, new.year, new.decision_id, new.application_id, new.dataset_id, new.version_id,
      new.title_zh, new.title_en, new.organisations, new.published_at)
    is distinct from (old.id, old.round_id, old.year, old.decision_id, old.application_id, old.dataset_id,
      old.version_id, old.title_zh, old.title_en, old.organisations, old.published_at)
    or new.revision <> old.revision + 1 or old.state = 'revoked' then
    raise exception 'immutable: an entry stays as it was published; it only expires or is revoked'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger entry_guarded before update on selection.directory_entry
  for each row execute function selection.guard_entry();
create trigger entry_not_deleted before delete on selection.directory_entry
  for each row execute function hub.refuse_change();
create trigger entry_not_truncated before truncate on selection.directory_entry
  for each statement execute function hub.refuse_change();
create trigger slot_immutable before update or delete on selection.directory_slot
  for each row execute function hub.refuse_change();
create trigger slot_not_truncated before truncate on selection.directory_slot
  for each statement execute function hub.refuse_change();
create trigger directory_review_immutable before update or delete on selection.directory_review
  for each row execute function hub.refuse_change();
create trigger directory_review_not_truncated before truncate on selection.directory_review
  for each statement execute function hub.refuse_change();
`;
