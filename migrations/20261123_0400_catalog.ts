import { sql, type Kysely } from 'kysely';
import { catalogPolicies } from './20261123_0400_catalog/policies.ts';

const sha = (name: string) => `${name} text not null check (${name} ~ '^[0-9a-f]{64}$')`;

const datasetTables = `
create table catalog.dataset (
  id text primary key,
  org_id text not null references identity.organisation (id),
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$'),
  card jsonb not null,
  title_zh text,
  title_en text,
  domain text,
  visibility text not null check (visibility in ('public', 'organisation', 'gated')),
  classification text not null check (classification in ('general', 'important', 'core')),
  state text not null default 'draft' check (state in ('draft', 'published', 'suspended', 'withdrawn')),
  state_reason text,
  state_at timestamptz,
  revision int not null default 1,
  latest_version_id text,
  external_url text,
  source text,
  source_id text unique,
  downloads bigint not null default 0,
  recommended_in int,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  first_published_at timestamptz,
  counted_at timestamptz,
  indexed_at timestamptz,
  unique (org_id, name),
  check (coalesce(title_zh, title_en) is not null),
  constraint important_is_not_public check (classification = 'general' or visibility <> 'public')
);
create index on catalog.dataset (first_published_at desc, id desc) where visibility <> 'organisation' and state = 'published';
create index on catalog.dataset (downloads desc, id desc) where visibility <> 'organisation' and state = 'published';
create index on catalog.dataset (domain) where visibility <> 'organisation' and state = 'published';
create index on catalog.dataset (org_id, id);
create index on catalog.dataset (counted_at) where counted_at is not null;
create table catalog.dataset_redirect (
  org_id text not null references identity.organisation (id),
  name text not null,
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (org_id, name)
);
create index on catalog.dataset_redirect (dataset_id);
create table catalog.transfer (
  id text primary key,
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  from_org_id text not null references identity.organisation (id),
  to_org_id text not null references identity.organisation (id),
  state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'cancelled')),
  offered_by text,
  decided_by text,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  check (from_org_id <> to_org_id)
);
create unique index one_open_transfer on catalog.transfer (dataset_id) where state = 'offered';
create index on catalog.transfer (to_org_id) where state = 'offered';
create index on catalog.transfer (from_org_id) where state = 'offered';
`;

const versionTables = `
create table catalog.version (
  id text primary key,
  dataset_id text not null references catalog.dataset (id),
  semver text not null,
  major int not null,
  minor int not null,
  patch int not null,
  notes text not null default '',
  state text not null check (state in ('waiting', 'published', 'refused', 'deprecated', 'withdrawn')),
  state_reason text,
  state_at timestamptz,
  ${sha('digest')},
  file_count int not null check (file_count >= 0),
  size_bytes bigint not null check (size_bytes >= 0),
  formats text[] not null,
  card jsonb not null,
  published_at timestamptz not null default now(),
  published_by text,
  downloads bigint not null default 0,
  check (semver = major || '.' || minor || '.' || patch)
);
create unique index version_number on catalog.version (dataset_id, major, minor, patch) where state <> 'refused';
create index on catalog.version (published_at, id) where state = 'waiting';
alter table catalog.dataset add foreign key (latest_version_id) references catalog.version (id) deferrable initially deferred;
create table catalog.version_file (
  version_id text not null references catalog.version (id),
  dataset_id text not null references catalog.dataset (id),
  path text not null,
  folder text not null,
  ${sha('sha256')},
  size_bytes bigint not null check (size_bytes >= 0),
  crc32 bigint not null,
  media_type text not null,
  format text not null,
  primary key (version_id, path)
);
create index on catalog.version_file (version_id, folder, path);
create index on catalog.version_file (sha256, dataset_id);
create table catalog.version_folder (
  version_id text not null references catalog.version (id),
  dataset_id text not null references catalog.dataset (id),
  path text not null,
  parent text not null,
  file_count int not null,
  size_bytes bigint not null,
  primary key (version_id, path)
);
create index on catalog.version_folder (version_id, parent, path);
create table catalog.download_day (
  version_id text not null references catalog.version (id),
  day date not null,
  count bigint not null,
  primary key (version_id, day)
);
`;

const fileTables = `
create table catalog.blob (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes >= 0),
  crc32 bigint not null,
  created_at timestamptz not null default now(),
  unreferenced_since timestamptz
);
create index on catalog.blob (unreferenced_since) where unreferenced_since is not null;
create table catalog.blob_holding (
  org_id text not null references identity.organisation (id),
  sha256 text not null references catalog.blob (sha256),
  created_at timestamptz not null default now(),
  primary key (org_id, sha256)
);
create index on catalog.blob_holding (sha256);
create table catalog.draft_file (
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  org_id text not null references identity.organisation (id),
  path text not null,
  path_key text not null,
  sha256 text not null references catalog.blob (sha256),
  size_bytes bigint not null check (size_bytes >= 0),
  crc32 bigint not null,
  media_type text not null,
  format text not null,
  added_by text,
  added_at timestamptz not null default now(),
  primary key (dataset_id, path),
  unique (dataset_id, path_key)
);
create index on catalog.draft_file (sha256);
alter table catalog.version_file add foreign key (sha256) references catalog.blob (sha256);
create table catalog.upload (
  id text primary key,
  org_id text not null references identity.organisation (id),
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  path text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  received_bytes bigint not null default 0,
  expected_sha256 text,
  state text not null default 'receiving' check (state in ('receiving', 'hashing', 'ready', 'failed', 'expired', 'aborted')),
  sha256 text,
  transfer jsonb not null default '{}',
  error text,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on catalog.upload (dataset_id, id desc);
create index on catalog.upload (org_id) where state in ('receiving', 'hashing');
create index on catalog.upload (expires_at) where state in ('receiving', 'hashing');
create table catalog.profile (
  org_id text not null references identity.organisation (id),
  sha256 text not null references catalog.blob (sha256),
  name_kind text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'ready', 'failed')),
  progress jsonb,
  preview jsonb,
  result jsonb,
  error jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, sha256, name_kind)
);
create index on catalog.profile (sha256);
`;

const accessTables = `
create table catalog.access_request (
  id text primary key,
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  user_id text not null,
  org_id text references identity.organisation (id),
  purpose text not null,
  terms_digest text not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'revoked')),
  reason text,
  decided_by text,
  decided_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index one_open_request on catalog.access_request (dataset_id, user_id) where state in ('pending', 'approved');
create index on catalog.access_request (user_id, id desc);
create index on catalog.access_request (dataset_id, id desc);
create table catalog.report (
  id text primary key,
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  reporter_id text,
  reporter_email text,
  kind text not null check (kind in ('personal-data', 'rights', 'illegal', 'wrong-data', 'malware', 'other')),
  text text not null,
  state text not null default 'open' check (state in ('open', 'dismissed', 'upheld')),
  decision text,
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default now()
);
create index on catalog.report (state, id desc);
create index on catalog.report (dataset_id);
create table catalog.appeal (
  id text primary key,
  dataset_id text not null references catalog.dataset (id) on delete cascade,
  text text not null,
  state text not null default 'open' check (state in ('open', 'granted', 'refused')),
  decision text,
  created_by text,
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index one_open_appeal on catalog.appeal (dataset_id) where state = 'open';
create index on catalog.appeal (state, id desc);
`;

/** The catalogue: datasets, versions, files, access, moderation; with their guards. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const part of [
    'create schema catalog',
    datasetTables,
    versionTables,
    fileTables,
    accessTables,
    catalogPolicies,
  ])
    await sql.raw(part).execute(db);
}
