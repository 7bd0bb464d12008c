import { sql, type Kysely } from 'kysely';

const demand = `org_id = any (coalesce((select hub.org_ids()), '{}'::text[])) or (select hub.is_staff())`;

const guarded = (table: string): string => `
alter table annotation.${table} enable row level security;
alter table annotation.${table} force row level security;
create policy select_rows on annotation.${table} for select using (${demand});
create policy insert_rows on annotation.${table} for insert with check (${demand});
create policy update_rows on annotation.${table} for update using (${demand});
grant select, insert, update on annotation.${table} to hub_app;
`;

/** Exports as jobs, results given back to the catalogue, and the package a project's own team works in. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create table annotation.export (
  id text primary key,
  number bigint generated always as identity unique,
  project_id text not null references annotation.project (id),
  org_id text not null,
  package_id text references annotation.package (id),
  -- Made from the file of another export instead of the tasks of now.
  made_from text references annotation.export (id),
  title text not null default '',
  format text not null,
  which text not null check (which in ('accepted', 'submitted', 'all')),
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
  total_tasks bigint not null default 0,
  done_tasks bigint not null default 0,
  file_name text,
  media_type text,
  sha256 text,
  size_bytes bigint,
  crc32 bigint,
  -- Counts and losses, as src/annotation/formats/export-tally.ts has them.
  report jsonb,
  error jsonb,
  created_by text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((state = 'done') <= (sha256 is not null and size_bytes is not null and crc32 is not null))
);
create index on annotation.export (project_id, id desc);
${guarded('export')}

create table annotation.publication (
  id text primary key,
  project_id text not null references annotation.project (id),
  org_id text not null,
  export_id text not null references annotation.export (id),
  dataset_id text not null,
  path text not null,
  provenance jsonb not null,
  created_by text,
  created_at timestamptz not null default now()
);
create index on annotation.publication (project_id, id desc);
${guarded('publication')}
create trigger refuse_change before update on annotation.publication
  for each row execute function hub.refuse_change();

-- The one package of a project in which its own members label at once, as Label Studio's clients do.
alter table annotation.package add column implicit boolean not null default false;
create unique index package_implicit on annotation.package (project_id) where implicit;
`,
    )
    .execute(db);
}
