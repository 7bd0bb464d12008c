import { sql, type Kysely } from 'kysely';

const inside = `(org_id = any (coalesce((select hub.org_ids()), '{}'::text[])) or (select hub.is_staff()))`;
const own = `(org_id = any (coalesce((select hub.org_ids()), '{}'::text[])) or (select hub.is_system()))`;
const shown = `exists (select 1 from annotation.vendor v where v.org_id = vendor_certificate.org_id)`;

const privateTable = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;`;

/** Annotation vendors: what an organisation can do, its certificates, and who does what in it. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `

create table annotation.vendor (
  org_id text primary key references identity.organisation (id),
  state text not null default 'draft'
    check (state in ('draft', 'submitted', 'approved', 'refused', 'suspended')),
  modalities text[] not null check (cardinality(modalities) between 1 and 10),
  languages text[] not null check (cardinality(languages) between 1 and 50),
  headcount integer not null check (headcount between 1 and 100000),
  about_zh text not null default '',
  about_en text not null default '',
  state_reason text,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by text
);
create index vendor_state on annotation.vendor (state, org_id);
${privateTable('annotation.vendor')}
create policy vendor_read on annotation.vendor for select using (state in ('approved', 'suspended') or ${inside});
create policy vendor_write on annotation.vendor for insert with check (${own});
create policy vendor_change on annotation.vendor for update using (${inside});
grant select, insert, update on annotation.vendor to hub_app;

-- A vendor does not approve itself, whatever statement is run in its name.
create function annotation.guard_vendor() returns trigger language plpgsql as $$
begin
  if hub.is_staff() then return new; end if;
  if new.state in ('approved', 'suspended', 'refused') and (tg_op = 'INSERT' or new.state <> old.state)
    or tg_op = 'UPDATE' and old.state = 'suspended' and new.state <> 'suspended' then
    raise exception 'immutable: the state of a vendor is decided by an operator'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger vendor_guarded before insert or update on annotation.vendor
  for each row execute function annotation.guard_vendor();

create table annotation.vendor_certificate (
  id text primary key,
  org_id text not null references annotation.vendor (org_id),
  name text not null check (length(name) between 1 and 200),
  number text not null check (length(number) between 1 and 100),
  issuer text not null check (length(issuer) between 1 and 200),
  issued_on date not null,
  expires_on date check (expires_on >= issued_on),
  created_at timestamptz not null default now()
);
create index vendor_certificate_org on annotation.vendor_certificate (org_id, id);
${privateTable('annotation.vendor_certificate')}
create policy certificate_read on annotation.vendor_certificate for select using (${shown});
create policy certificate_write on annotation.vendor_certificate for insert with check (${own});
create policy certificate_remove on annotation.vendor_certificate for delete using (${own});
grant select, insert, delete on annotation.vendor_certificate to hub_app;

create table annotation.vendor_certificate_file (
  certificate_id text primary key references annotation.vendor_certificate (id) on delete cascade,
  org_id text not null references annotation.vendor (org_id),
  name text not null check (length(name) between 1 and 200),
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  content bytea not null check (octet_length(content) between 1 and 1048576)
);
${privateTable('annotation.vendor_certificate_file')}
create policy file_read on annotation.vendor_certificate_file for select using (${inside});
create policy file_write on annotation.vendor_certificate_file for insert with check (${own});
create policy file_change on annotation.vendor_certificate_file for update using (${own});
create policy file_remove on annotation.vendor_certificate_file for delete using (${own});
grant select, insert, update, delete on annotation.vendor_certificate_file to hub_app;

create table annotation.vendor_member (
  org_id text not null,
  user_id text not null,
  role text not null check (role in ('manager', 'annotator', 'inspector')),
  skills text[] not null default '{}' check (cardinality(skills) <= 50),
  assigned_by text,
  assigned_at timestamptz not null default now(),
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references identity.member (org_id, user_id) on delete cascade
);
${privateTable('annotation.vendor_member')}
create policy member_read on annotation.vendor_member for select using (${inside});
create policy member_write on annotation.vendor_member for insert with check (${own});
create policy member_change on annotation.vendor_member for update using (${own});
create policy member_remove on annotation.vendor_member for delete using (${own});
grant select, insert, update, delete on annotation.vendor_member to hub_app;
`,
    )
    .execute(db);
}
