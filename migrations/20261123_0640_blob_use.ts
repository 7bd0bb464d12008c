import { sql, type Kysely } from 'kysely';

const mine = `(org_id = any (coalesce((select hub.org_ids()), '{}'::text[])) or (select hub.is_system()))`;

/**
 * What features other than the catalogue keep contents for: media of imported tasks, files of imports that
 * are being read, files of exports. Garbage collection respects it. Exports from before are taken in.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create table catalog.blob_use (
  sha256 text not null references catalog.blob (sha256),
  -- Feature, kind and id of what uses it, such as annotation-import:<id>.
  used_by text not null,
  org_id text not null references identity.organisation (id),
  created_at timestamptz not null default now(),
  primary key (sha256, used_by)
);
create index on catalog.blob_use (used_by);
alter table catalog.blob_use enable row level security;
alter table catalog.blob_use force row level security;
create policy all_rows on catalog.blob_use for all using (${mine}) with check (${mine});
grant select, insert, delete on catalog.blob_use to hub_app;

select set_config('hub.role', 'system', true);
insert into catalog.blob (sha256, size_bytes, crc32)
  select distinct on (sha256) sha256, size_bytes, crc32 from annotation.export where state = 'done'
  on conflict (sha256) do update set unreferenced_since = null;
insert into catalog.blob_use (sha256, used_by, org_id)
  select sha256, 'annotation-export:' || id, org_id from annotation.export where state = 'done';
select set_config('hub.role', '', true);
`,
    )
    .execute(db);
}
