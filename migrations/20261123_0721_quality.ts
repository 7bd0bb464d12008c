import { sql, type Kysely } from 'kysely';

const versionColumns = `v.id, v.dataset_id, v.semver, v.major, v.minor, v.patch, v.notes, v.state, v.state_reason,
  v.state_at, v.digest, v.file_count, v.size_bytes, v.formats, v.published_at, v.published_by, v.downloads`;

/** The page of a dataset with the short form of its scorecard: one statement as before. */
const datasetPage = `
create or replace function catalog.dataset_page(of_dataset text, of_version text, of_user text, most_versions int, most_files int)
  returns table (version jsonb, versions jsonb, folders jsonb, files jsonb, request jsonb)
  language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return query select
    (select to_jsonb(x) from (select ${versionColumns}, v.quality from catalog.version v where v.id = of_version) x),
    coalesce((select jsonb_agg(x) from (select ${versionColumns} from catalog.version v
      where v.dataset_id = of_dataset
      order by v.major desc, v.minor desc, v.patch desc limit most_versions) x), '[]'),
    level.folders, level.files,
    (select to_jsonb(x) from (
      select case when r.state = 'approved' and r.expires_at <= now() then 'expired' else r.state end as state,
        r.reason, r.expires_at
      from catalog.access_request r
      where r.dataset_id = of_dataset and r.user_id = of_user order by r.id desc limit 1) x)
  from catalog.folder_page(of_version, '', '', most_files) level;
end $$;
`;

/** Scorecards of versions, one for each version of the rules; their short form stands with the version. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create schema quality;
grant usage on schema quality to hub_app;

create table quality.scorecard (
  version_id text not null references catalog.version (id),
  dataset_id text not null references catalog.dataset (id),
  rules_version text not null,
  total integer not null check (total between 0 and 10000),
  card jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  computed_at timestamptz not null,
  primary key (version_id, rules_version)
);
create index scorecard_of_dataset on quality.scorecard (dataset_id);

alter table catalog.version add column quality jsonb;

alter table quality.scorecard enable row level security;
alter table quality.scorecard force row level security;
-- Whoever sees a version sees its card: the policies of catalog.version decide.
create policy scorecard_read on quality.scorecard for select using (
  (select hub.is_system()) or exists (select 1 from catalog.version v where v.id = version_id));
create policy scorecard_write on quality.scorecard for insert with check ((select hub.is_system()));
create policy scorecard_renew on quality.scorecard for update using ((select hub.is_system()));
grant select, insert, update (total, card, digest, computed_at) on quality.scorecard to hub_app;
`,
    )
    .execute(db);
  await sql.raw(datasetPage).execute(db);
}
