export const tables: readonly string[] = [
  `create table search.document (
    downloads bigint not null,
    published_ms bigint not null,
    prior integer not null,
    open boolean not null,
    org_id text collate "C" not null,
    id text collate "C" not null primary key,
    facets bytea not null,
    vals integer[] not null,
    lexemes tsvector not null,
    filler text not null default repeat(' ', 2048)
  ) with (toast_tuple_target = 128)`,
  `alter table search.document alter lexemes set storage external, alter id set storage main,
    alter org_id set storage main, alter facets set storage main, alter vals set storage main`,
  `create index on search.document using gin (lexemes) with (fastupdate = off)`,
  `create index on search.document (prior desc, id)`,
  `create index on search.document (published_ms desc, id)`,
  `create index on search.document (downloads desc, id)`,
  `create table search.content (
    id text collate "C" not null primary key,
    org_id text collate "C" not null,
    open boolean not null,
    texts json not null,
    words text[] not null,
    keywords text[] not null
  )`,
  // org is '' for what everyone may find; kind is 'w' (word) or 'k' (keyword)
  `create table search.term (
    org text collate "C" not null,
    kind "char" not null,
    key text collate "C" not null,
    label text not null,
    documents integer not null,
    primary key (kind, key, org)
  )`,
  `create table search.spelling (word text collate "C" primary key, variants text[] not null)`,
  `create index on search.spelling using gin (variants) with (fastupdate = off)`,
  `create table search.value (
    id integer generated always as identity primary key check (id < 65536),
    facet text not null,
    value text not null,
    unique (facet, value)
  )`,
  `create table search.rebuild (token text primary key, started_at timestamptz not null default now())`,
  `create table search.changed (id text collate "C" primary key)`,
];

export const guards: readonly string[] = [
  `create function search.guard() returns void language plpgsql as $$
  begin
    alter table search.document enable row level security;
    alter table search.content enable row level security;
    create policy content_scope on search.content for select to hub_app using (
      open or org_id = any (coalesce((select hub.org_ids()), '{}'::text[])) or (select hub.is_staff())
    );
    grant select on search.content to hub_app;
  end $$`,
  `select search.guard()`,
  // The caller's scope, narrowed to the session's: what the application asks is never enough alone.
  `create function search.allowed(_orgs text[], _all boolean, out orgs text[], out everything boolean)
  language sql stable as $$
    select case when s.staff then coalesce(_orgs, '{}')
             else array(select unnest(_orgs) intersect select unnest(hub.org_ids())) end,
           coalesce(_all, false) and s.staff
    from (select coalesce(hub.is_staff(), false) as staff) s
  $$`,
];
