const staff = `(select hub.is_staff())`;
const own = `user_id = (select hub.actor_id())`;
const secured = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;`;

/** Boards, items, assignments, drafts, submitted versions, comments. */
export const boards = `
-- One review of the items of one subject, such as a round of a selection.
create table review.board (
  id text primary key,
  subject_kind text not null check (length(subject_kind) between 1 and 60),
  subject_id text not null check (length(subject_id) between 1 and 100),
  title jsonb not null,
  rubric jsonb not null,
  blind text not null check (blind in ('open', 'single', 'double')),
  reviews_per_item smallint not null check (reviews_per_item between 1 and 20),
  due_at timestamptz not null,
  conflict_years smallint not null check (conflict_years between 0 and 50),
  fields text[] not null default '{}',
  -- How many items the ranking is to choose; decides which selections hang on one reviewer.
  places integer check (places between 1 and 10000),
  state text not null default 'open' check (state in ('open', 'closed')),
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (subject_kind, subject_id)
);
create table review.item (
  id text primary key,
  board_id text not null references review.board (id),
  subject_kind text not null check (length(subject_kind) between 1 and 60),
  subject_id text not null check (length(subject_id) between 1 and 100),
  title text not null check (length(title) between 1 and 300),
  -- [{id, uscc, names}], as they were when the item came in: nobody's reading right hides a conflict.
  orgs jsonb not null,
  people text[] not null default '{}',
  field text not null check (length(field) between 1 and 60),
  href text not null check (length(href) between 1 and 500),
  summary text not null default '' check (length(summary) <= 100000),
  state text not null default 'open' check (state in ('open', 'withdrawn')),
  state_reason text,
  created_at timestamptz not null default now(),
  unique (subject_kind, subject_id),
  unique (id, board_id)
);
create index item_board on review.item (board_id, id);

create table review.assignment (
  id text primary key,
  board_id text not null,
  item_id text not null,
  expert_id text not null references review.expert (id),
  user_id text not null,
  state text not null default 'invited' check (state in
    ('invited', 'accepted', 'draft', 'submitted', 'reopened', 'declined', 'recused', 'invalidated')),
  state_reason text check (length(state_reason) <= 500),
  explanation jsonb not null,
  revision integer not null default 1,
  invited_at timestamptz not null default now(),
  invited_by text,
  -- When the expert said that nothing ties them to the applicants; nothing is read before.
  declared_at timestamptz,
  submitted_at timestamptz,
  versions integer not null default 0,
  foreign key (item_id, board_id) references review.item (id, board_id),
  unique (item_id, expert_id),
  -- Nothing is read or written before the declaration.
  check (state not in ('accepted', 'draft', 'submitted', 'reopened') or declared_at is not null)
);
create index assignment_user on review.assignment (user_id, id desc);
create index assignment_board on review.assignment (board_id, item_id);
create index assignment_expert on review.assignment (expert_id, state);

-- Who has submitted a review of the item and may see those of the others.
create table review.peer_right (
  item_id text not null references review.item (id),
  user_id text not null,
  primary key (item_id, user_id)
);
${secured('review.peer_right')}
create policy select_rows on review.peer_right for select using (${own} or ${staff});
create policy insert_rows on review.peer_right for insert with check (${own});
create policy delete_rows on review.peer_right for delete using (${own} or ${staff});
grant select, insert, delete on review.peer_right to hub_app;
-- The right is earned by a review of one's own, whatever statement is run.
create function review.guard_peer_right() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from review.assignment a
      where a.item_id = new.item_id and a.user_id = new.user_id and a.state = 'submitted') then
    raise exception 'immutable: the reviews of others are seen after one''s own'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger peer_right_guarded before insert on review.peer_right
  for each row execute function review.guard_peer_right();

${secured('review.assignment')}
create policy select_rows on review.assignment for select using (${own} or ${staff}
  or state = 'submitted' and exists (select 1 from review.peer_right r
    where r.item_id = assignment.item_id and r.user_id = (select hub.actor_id())));
create policy insert_rows on review.assignment for insert with check (${staff});
create policy update_rows on review.assignment for update using (${own} or ${staff});
grant select, insert, update on review.assignment to hub_app;

${secured('review.board')}
create policy select_rows on review.board for select using (${staff} or exists (
  select 1 from review.assignment a where a.board_id = board.id and a.user_id = (select hub.actor_id())));
create policy insert_rows on review.board for insert with check (${staff});
create policy update_rows on review.board for update using (${staff});
grant select, insert, update on review.board to hub_app;

${secured('review.item')}
create policy select_rows on review.item for select using (${staff} or exists (
  select 1 from review.assignment a where a.item_id = item.id and a.user_id = (select hub.actor_id())));
create policy insert_rows on review.item for insert with check (${staff});
create policy update_rows on review.item for update using (${staff});
grant select, insert, update on review.item to hub_app;

create table review.draft (
  assignment_id text primary key references review.assignment (id),
  user_id text not null,
  scores jsonb not null default '{}',
  opinion text not null default '' check (length(opinion) <= 20000),
  note text not null default '' check (length(note) <= 20000),
  revision integer not null default 1,
  saved_at timestamptz not null default now()
);
${secured('review.draft')}
-- A draft is its writer's alone.
create policy private on review.draft using (${own} or (select hub.is_system()))
  with check (${own} or (select hub.is_system()));
grant select, insert, update on review.draft to hub_app;

create table review.version (
  assignment_id text not null references review.assignment (id),
  number integer not null check (number >= 1),
  item_id text not null references review.item (id),
  user_id text not null,
  scores jsonb not null,
  -- 0 to 100 by the weights of the rubric.
  total double precision not null check (total between 0 and 100),
  -- For the applicant; anonymous unless reviews are open.
  opinion text not null,
  -- For the other reviewers and the deciders.
  note text not null,
  submitted_at timestamptz not null default now(),
  primary key (assignment_id, number)
);
create index version_item on review.version (item_id);
create trigger version_immutable before update or delete on review.version
  for each row execute function hub.refuse_change();
create trigger version_not_truncated before truncate on review.version
  for each statement execute function hub.refuse_change();
${secured('review.version')}
create policy select_rows on review.version for select using (${own} or ${staff}
  or exists (select 1 from review.peer_right r
    where r.item_id = version.item_id and r.user_id = (select hub.actor_id())));
create policy insert_rows on review.version for insert with check (${own});
grant select, insert on review.version to hub_app;

create table review.comment (
  id text primary key,
  item_id text not null references review.item (id),
  assignment_id text not null references review.assignment (id),
  user_id text not null,
  text text not null check (length(text) between 1 and 5000),
  created_at timestamptz not null default now()
);
create index comment_item on review.comment (item_id, id);
create trigger comment_immutable before update or delete on review.comment
  for each row execute function hub.refuse_change();
create trigger comment_not_truncated before truncate on review.comment
  for each statement execute function hub.refuse_change();
${secured('review.comment')}
create policy select_rows on review.comment for select using (${staff}
  or exists (select 1 from review.peer_right r
    where r.item_id = comment.item_id and r.user_id = (select hub.actor_id())));
create policy insert_rows on review.comment for insert with check (${own}
  and exists (select 1 from review.peer_right r
    where r.item_id = comment.item_id and r.user_id = (select hub.actor_id())));
grant select, insert on review.comment to hub_app;
`;
