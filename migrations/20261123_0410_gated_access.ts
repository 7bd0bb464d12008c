import { sql, type Kysely } from 'kysely';

const mine = `exists (select 1 from catalog.dataset d where d.id = dataset_id
  and (d.org_id = any (coalesce((select hub.org_ids()), '{}'::text[])) or (select hub.is_staff())))`;
const visible = `exists (select 1 from catalog.dataset d where d.id = dataset_id)`;

/**
 * Terms that gated datasets ask for, kept in every wording somebody accepted; requests that ended by
 * themselves; suspensions with who ordered and who lifted them.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create table catalog.access_terms (
  id text primary key,
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  content text not null check (length(content) between 1 and 80000),
  origin text not null check (origin in ('provider', 'licence')),
  set_by text,
  created_at timestamptz not null default now()
);
create index on catalog.access_terms (dataset_id, id desc);
create unique index access_terms_once on catalog.access_terms (dataset_id, digest) where origin = 'licence';
alter table catalog.access_terms enable row level security;
alter table catalog.access_terms force row level security;
create policy select_rows on catalog.access_terms for select using (${visible});
create policy insert_rows on catalog.access_terms for insert
  with check ((origin = 'licence' and ${visible}) or ${mine});
create trigger keep_row before update on catalog.access_terms for each row execute function hub.refuse_change();
grant select, insert on catalog.access_terms to hub_app;

alter table catalog.access_request drop constraint access_request_state_check;
alter table catalog.access_request add constraint access_request_state_check
  check (state in ('pending', 'approved', 'refused', 'revoked', 'expired'));
create index on catalog.access_request (expires_at) where state = 'approved' and expires_at is not null;
-- Whose access has run out may close the row, so that a new request is possible.
create policy expire_rows on catalog.access_request for update
  using (user_id = (select hub.actor_id()) and state = 'approved' and expires_at <= now())
  with check (state = 'expired');

create table catalog.suspension (
  id text primary key,
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  reason text not null,
  ordered_by text,
  ordered_at timestamptz not null default now(),
  lifted_reason text,
  lifted_by text,
  lifted_at timestamptz,
  check ((lifted_at is null) = (lifted_reason is null))
);
create unique index one_open_suspension on catalog.suspension (dataset_id) where lifted_at is null;
create index on catalog.suspension (dataset_id, id desc);
alter table catalog.suspension enable row level security;
alter table catalog.suspension force row level security;
create policy select_rows on catalog.suspension for select using (${mine});
create policy insert_rows on catalog.suspension for insert with check ((select hub.is_staff()));
create policy update_rows on catalog.suspension for update using ((select hub.is_staff()));
grant select, insert, update on catalog.suspension to hub_app;

alter table catalog.appeal add column suspension_id text references catalog.suspension (id);
`,
    )
    .execute(db);
}
