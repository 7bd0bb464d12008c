import { sql, type Kysely } from 'kysely';

/** What people are told, and which of it they want by mail. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create schema notify;
grant usage on schema notify to hub_app;

create table notify.notice (
  id text primary key,
  event_id text not null,
  user_id text not null references auth."user" ("id") on delete cascade,
  kind text not null check (kind ~ '^[a-z]+\\.[a-z-]+$'),
  org_id text references identity.organisation (id),
  title_zh text not null check (length(title_zh) between 1 and 200),
  title_en text not null check (length(title_en) between 1 and 200),
  text_zh text not null check (length(text_zh) <= 4000),
  text_en text not null check (length(text_en) <= 4000),
  href text not null check (href ~ '^/([^/]|$)' and length(href) <= 500),
  mail text not null default 'due' check (mail in ('due', 'digest', 'sending', 'sent', 'none')),
  mail_at timestamptz,
  read_at timestamptz,
  created_at timestamptz not null default now()
);
create index notice_of_user on notify.notice (user_id, id desc);
create index notice_unread on notify.notice (user_id) where read_at is null;
create index notice_of_event on notify.notice (event_id) where mail = 'due';
create index notice_for_digest on notify.notice (user_id, id) where mail = 'digest';
create index notice_age on notify.notice (created_at);

create table notify.preference (
  user_id text not null references auth."user" ("id") on delete cascade,
  group_key text not null,
  mail text not null check (mail in ('at-once', 'digest', 'none')),
  primary key (user_id, group_key)
);

-- Who is told of an organisation's affairs is decided by what happened, not by who caused it: an
-- applicant sees no members of the provider, yet its managers must hear of the application.
create function notify.members_of(org text, roles text[]) returns setof text
  language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  role_before text := coalesce(current_setting('hub.role', true), '');
begin
  perform set_config('hub.role', 'system', true);
  return query select user_id from identity.member
    where org_id = org and role = any (roles) order by user_id;
  perform set_config('hub.role', role_before, true);
end $$;
revoke all on function notify.members_of from public;
grant execute on function notify.members_of to hub_app;

alter table notify.notice enable row level security;
alter table notify.notice force row level security;
create policy notice_write on notify.notice for insert with check (true);
create policy notice_read on notify.notice for select
  using (user_id = (select hub.actor_id()) or (select hub.is_system()));
create policy notice_settle on notify.notice for update
  using (user_id = (select hub.actor_id()) or (select hub.is_system()));
create policy notice_forget on notify.notice for delete using ((select hub.is_system()));
grant select, insert, delete, update (mail, mail_at, read_at) on notify.notice to hub_app;

alter table notify.preference enable row level security;
alter table notify.preference force row level security;
create policy preference_own on notify.preference
  using (user_id = (select hub.actor_id()) or (select hub.is_system()));
grant select, insert, update on notify.preference to hub_app;
`,
    )
    .execute(db);
}
