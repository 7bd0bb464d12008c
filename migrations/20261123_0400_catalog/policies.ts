/**
 * Row policies, refusing triggers and grants of the catalogue. A dataset is visible to everyone once
 * it was published and is not kept to its organisation; everything that hangs on a dataset follows
 * the dataset's own policy through `exists`. `(select hub.…())` makes the planner ask once a query.
 */
const mine = (column: string) =>
  `(${column} = any (coalesce((select hub.org_ids()), '{}'::text[])) or (select hub.is_staff()))`;
const ofVisible = `exists (select 1 from catalog.dataset d where d.id = dataset_id)`;
/** What waits for the operator, or was refused, concerns the organisation and the staff alone. */
const ofDecided = `exists (select 1 from catalog.dataset d where d.id = dataset_id
  and (version.state not in ('waiting', 'refused') or ${mine('d.org_id')}))`;
const ofMine = `exists (select 1 from catalog.dataset d where d.id = dataset_id and ${mine('d.org_id')})`;

const policy = (table: string, forWhat: string, using: string, check?: string) =>
  `create policy ${forWhat}_rows on catalog.${table} for ${forWhat}` +
  (forWhat === 'insert' ? '' : ` using (${using})`) +
  (check ? ` with check (${check})` : '') +
  ';';

const guarded = (table: string) =>
  `alter table catalog.${table} enable row level security; alter table catalog.${table} force row level security;`;

const offered = (side: string) =>
  `exists (select 1 from catalog.transfer t where t.dataset_id = dataset.id and t.state = 'offered' and ${side})`;

const datasetPolicies = [
  guarded('dataset'),
  policy(
    'dataset',
    'select',
    `(first_published_at is not null and visibility <> 'organisation') or ${mine('org_id')} or ${offered("t.to_org_id = any (coalesce((select hub.org_ids()), '{}'::text[]))")}`,
  ),
  policy('dataset', 'insert', '', mine('org_id')),
  // The organisation that takes a dataset over changes a row that is not yet its own.
  policy(
    'dataset',
    'update',
    `${mine('org_id')} or ${offered("t.to_org_id = any (coalesce((select hub.org_ids()), '{}'::text[]))")}`,
    mine('org_id'),
  ),
  policy(
    'dataset',
    'delete',
    `${mine('org_id')} and state = 'draft' and first_published_at is null`,
  ),
  guarded('transfer'),
  policy('transfer', 'select', `${mine('from_org_id')} or ${mine('to_org_id')}`),
  policy('transfer', 'insert', '', mine('from_org_id')),
  policy('transfer', 'update', `${mine('from_org_id')} or ${mine('to_org_id')}`, 'true'),
];

const versionPolicies = ['version', 'version_file', 'version_folder'].flatMap((table) => [
  guarded(table),
  policy(table, 'select', table === 'version' ? ofDecided : ofVisible),
  policy(table, 'insert', '', ofMine),
]);

const ownedPolicies = [
  policy('version', 'update', ofMine, ofMine),
  guarded('draft_file'),
  policy('draft_file', 'all', mine('org_id'), mine('org_id')),
  guarded('blob_holding'),
  policy('blob_holding', 'all', mine('org_id'), mine('org_id')),
  guarded('upload'),
  policy('upload', 'all', mine('org_id'), mine('org_id')),
  guarded('profile'),
  // A profile holds cells: besides its owner only those see it who may read the bytes.
  policy(
    'profile',
    'select',
    `${mine('org_id')} or exists (
       select 1 from catalog.version_file f join catalog.dataset d on d.id = f.dataset_id
       where f.sha256 = profile.sha256 and d.org_id = profile.org_id and d.state = 'published'
         and (d.visibility = 'public' or exists (
           select 1 from catalog.access_request r where r.dataset_id = d.id and r.state = 'approved'
             and r.user_id = (select hub.actor_id()) and (r.expires_at is null or r.expires_at > now()))))`,
  ),
  policy('profile', 'insert', '', mine('org_id')),
  policy('profile', 'update', mine('org_id'), mine('org_id')),
  policy('profile', 'delete', mine('org_id')),
];

const accessPolicies = [
  guarded('access_request'),
  policy('access_request', 'select', `user_id = (select hub.actor_id()) or ${ofMine}`),
  policy(
    'access_request',
    'insert',
    '',
    `user_id = (select hub.actor_id()) or (select hub.is_system())`,
  ),
  policy('access_request', 'update', ofMine, 'true'),
  guarded('report'),
  policy('report', 'select', `reporter_id = (select hub.actor_id()) or (select hub.is_staff())`),
  policy(
    'report',
    'insert',
    '',
    `reporter_id is not distinct from (select hub.actor_id()) or (select hub.is_system())`,
  ),
  policy('report', 'update', '(select hub.is_staff())', 'true'),
  guarded('appeal'),
  policy('appeal', 'select', ofMine),
  policy('appeal', 'insert', '', ofMine),
  policy('appeal', 'update', '(select hub.is_staff())', 'true'),
];

/** What was published does not change: of a version only its state and its count may. */
const triggers = `
create function catalog.keep_version() returns trigger language plpgsql as $$
begin
  if row(new.id, new.dataset_id, new.semver, new.major, new.minor, new.patch, new.notes, new.digest, new.file_count,
         new.size_bytes, new.formats, new.card, new.published_by)
     is distinct from
     row(old.id, old.dataset_id, old.semver, old.major, old.minor, old.patch, old.notes, old.digest, old.file_count,
         old.size_bytes, old.formats, old.card, old.published_by)
     or (new.published_at <> old.published_at and old.state <> 'waiting')
     or (old.state = 'withdrawn' and new.state <> 'withdrawn') then
    raise exception 'immutable' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep before update on catalog.version for each row execute function catalog.keep_version();
create trigger keep_row before delete on catalog.version for each row execute function hub.refuse_change();
create trigger keep_all before truncate on catalog.version for each statement execute function hub.refuse_change();
create trigger keep_row before update or delete on catalog.version_file for each row execute function hub.refuse_change();
create trigger keep_all before truncate on catalog.version_file for each statement execute function hub.refuse_change();
create trigger keep_row before update or delete on catalog.version_folder for each row execute function hub.refuse_change();
create trigger keep_all before truncate on catalog.version_folder for each statement execute function hub.refuse_change();
`;

/**
 * Acceptance is an act of the receiver, who may not touch the sender's rows: this function moves
 * what belongs to the dataset, for a transfer that was accepted and for nothing else.
 */
const handOver = `
create function catalog.hand_over(transfer_id text) returns void language plpgsql security definer
  set search_path = catalog, pg_temp set hub.role = 'system' as $$
declare t catalog.transfer;
begin
  select * into strict t from catalog.transfer where id = transfer_id and state = 'accepted';
  update draft_file set org_id = t.to_org_id where dataset_id = t.dataset_id;
  update upload set state = 'aborted', updated_at = now()
    where dataset_id = t.dataset_id and state in ('receiving', 'hashing');
  insert into blob_holding (org_id, sha256)
    select t.to_org_id, x.sha256 from (
      select sha256 from version_file where dataset_id = t.dataset_id
      union select sha256 from draft_file where dataset_id = t.dataset_id) x
    on conflict do nothing;
  insert into profile (org_id, sha256, name_kind, state, progress, preview, result, error)
    select t.to_org_id, p.sha256, p.name_kind, p.state, p.progress, p.preview, p.result, p.error from profile p
    where p.org_id = t.from_org_id and p.state in ('ready', 'failed') and p.sha256 in (
      select sha256 from version_file where dataset_id = t.dataset_id
      union select sha256 from draft_file where dataset_id = t.dataset_id)
    on conflict do nothing;
end $$;
revoke execute on function catalog.hand_over(text) from public;
grant execute on function catalog.hand_over(text) to hub_app;
`;

const grants = `
grant usage on schema catalog to hub_app;
grant select, insert, update, delete on catalog.dataset, catalog.draft_file, catalog.blob, catalog.blob_holding,
  catalog.profile, catalog.upload to hub_app;
grant select, insert, update, delete on catalog.dataset_redirect to hub_app;
grant select, insert, update on catalog.transfer, catalog.version, catalog.access_request, catalog.report,
  catalog.appeal, catalog.download_day to hub_app;
grant select, insert on catalog.version_file, catalog.version_folder to hub_app;
`;

export const catalogPolicies = [
  ...datasetPolicies,
  ...versionPolicies,
  ...ownedPolicies,
  ...accessPolicies,
  triggers,
  handOver,
  grants,
].join('\n');
