import { sql, type Kysely } from 'kysely';

const versionColumns = `v.id, v.dataset_id, v.semver, v.major, v.minor, v.patch, v.notes, v.state, v.state_reason,
  v.state_at, v.digest, v.file_count, v.size_bytes, v.formats, v.published_at, v.published_by, v.downloads`;

/**
 * What a dataset's address and page read, as functions: with their row policies these statements
 * cost several milliseconds to plan and less than one to run, and a function keeps its plan for the
 * whole session. They run as the caller, so the policies hold.
 */
const findDataset = `
create function catalog.find_dataset(at_org text, at_name text)
  returns table (id text, org_id text, name text, card jsonb, visibility text, classification text, state text,
    state_reason text, state_at timestamptz, revision int, latest_version_id text, external_url text, source text,
    downloads bigint, recommended_in int, created_by text, created_at timestamptz, updated_at timestamptz,
    first_published_at timestamptz, org_slug text, org_name_zh text, org_name_en text, org_kind text,
    org_status text, org_first_version_reviewed boolean, semver text, file_count int, size_bytes bigint,
    formats text[], moved boolean)
  language plpgsql stable set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
  with org as (
    select o.id, 0 as step from identity.organisation o where o.slug = at_org
    union all select r.org_id, 1 from identity.organisation_redirect r where r.slug = at_org),
  hit as (
    select d.id, org.step as rank from org join catalog.dataset d on d.org_id = org.id and d.name = at_name
    union all
    select r.dataset_id, org.step + 2 from org
      join catalog.dataset_redirect r on r.org_id = org.id and r.name = at_name)
  select d.id, d.org_id, d.name, d.card, d.visibility, d.classification, d.state, d.state_reason, d.state_at,
    d.revision, d.latest_version_id, d.external_url, d.source, d.downloads, d.recommended_in, d.created_by,
    d.created_at, d.updated_at, d.first_published_at, o.slug, o.name_zh, o.name_en, o.kind, o.status,
    o.first_version_reviewed, v.semver, v.file_count, v.size_bytes, v.formats, hit.rank > 0
  from hit
    join catalog.dataset d on d.id = hit.id
    join identity.organisation o on o.id = d.org_id
    left join catalog.version v on v.id = d.latest_version_id
  order by hit.rank limit 1;
end $$;
grant execute on function catalog.find_dataset(text, text) to hub_app;
`;

const folderPage = `
create function catalog.folder_page(of_version text, in_folder text, after_path text, page_size int)
  returns table (folders jsonb, files jsonb)
  language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return query select
    coalesce((select jsonb_agg(x) from (
      select f.path, f.file_count as "fileCount", f.size_bytes as "sizeBytes" from catalog.version_folder f
      where f.version_id = of_version and f.parent = in_folder order by f.path limit 1000) x), '[]'),
    coalesce((select jsonb_agg(x) from (
      select f.path, f.size_bytes as "sizeBytes", f.sha256, f.media_type as "mediaType", f.format
      from catalog.version_file f
      where f.version_id = of_version and f.folder = in_folder and f.path > after_path
      order by f.path limit page_size) x), '[]');
end $$;
grant execute on function catalog.folder_page(text, text, text, int) to hub_app;
`;

const datasetPage = `
create function catalog.dataset_page(of_dataset text, of_version text, of_user text, most_versions int, most_files int)
  returns table (version jsonb, versions jsonb, folders jsonb, files jsonb, request jsonb)
  language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return query select
    (select to_jsonb(x) from (select ${versionColumns} from catalog.version v where v.id = of_version) x),
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
grant execute on function catalog.dataset_page(text, text, text, int, int) to hub_app;
`;

export async function up(db: Kysely<any>): Promise<void> {
  for (const part of [findDataset, folderPage, datasetPage]) await sql.raw(part).execute(db);
}
