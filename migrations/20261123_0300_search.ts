import { sql, type Kysely } from 'kysely';

/**
 * Search index. `search.document` is narrow (one row is what a hit costs): its lexemes lie in TOAST
 * and are read through the GIN index only. PostgreSQL moves nothing out of rows under 2 kB, hence
 * `filler`: blanks that make every row long enough and are then compressed to some 30 bytes. A row-level policy would keep the planner from using
 * that index, because `@@` is not leakproof; so hub_app cannot read the table at all and asks
 * `search.find`, which narrows the caller's scope to what the session's settings allow.
 * Texts (`search.content`) are fetched by key and carry an ordinary policy.
 */
// oxlint-disable-next-line no-explicit-any -- migrations are frozen and do not follow the tables' types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create schema search`.execute(db);
  for (const statement of [...tables, ...guards, ...readers, ...writers, ...grants])
    await sql.raw(statement).execute(db);
}

const tables = [
  `create table search.document (
    downloads bigint not null,
    published_ms bigint not null,
    prior integer not null,
    open boolean not null,
    org_id text collate "C" not null,
    id text collate "C" not null primary key,
    facets bytea not null,
    lexemes tsvector not null,
    filler text not null default repeat(' ', 2048)
  ) with (toast_tuple_target = 128)`,
  `alter table search.document alter lexemes set storage external, alter id set storage main,
    alter org_id set storage main, alter facets set storage main`,
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

const guards = [
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

/** One page, the capped total and the facet values of everything that matches, in one round trip. */
const settings = `set search_path = pg_catalog set jit = off set enable_seqscan = off
  set work_mem = '64MB' set plan_cache_mode = force_generic_plan set max_parallel_workers_per_gather = 0`;
const visible = `(d.open or d.org_id = any (_in.orgs) or _in.everything)`;
const walk = (key: string): string => `
      return query select d.id, d.${key}::bigint from search.document d
        where d.lexemes @@ _query and (d.open or d.org_id = any (_orgs) or _all)
          and (d.${key}, d.id) <= (coalesce(_after, 9223372036854775807), 'zzzz')
          and (_after is null or d.${key} < _after or (d.${key} = _after and d.id > _after_id))
        order by d.${key} desc, d.id limit _limit;`;

const readers = [
  // For queries that match a large part of everything: along the order, filtering, until the page is full.
  `create function search.walk(_query tsquery, _sort text, _after bigint, _after_id text, _limit integer,
    _orgs text[], _all boolean) returns table (id text, key bigint)
  language plpgsql stable set search_path = pg_catalog set jit = off set enable_seqscan = off
  set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $$
  #variable_conflict use_column
  begin
    if _sort = 'newest' then ${walk('published_ms')}
    elsif _sort = 'downloads' then ${walk('downloads')}
    else ${walk('prior')}
    end if;
  end $$`,
  `create function search.count(_queries tsquery[], _cap integer, _orgs text[], _all boolean)
  returns integer[] language plpgsql stable security definer ${settings} as $$
  declare _in record; _out integer[] := '{}'; _query tsquery; _n integer;
  begin
    select * into _in from search.allowed(_orgs, _all);
    foreach _query in array _queries loop
      select count(*) into _n from (
        select 1 from search.document d where d.lexemes @@ _query and ${visible} limit _cap) s;
      _out := _out || _n;
    end loop;
    return _out;
  end $$`,
  `create function search.find(_any tsquery, _tiers tsquery[], _others tsquery[], _sort text, _tier integer,
    _after bigint, _after_id text, _limit integer, _cap integer, _orgs text[], _all boolean,
    out total integer, out facets bytea, out other_facets bytea[],
    out ids text[], out tiers integer[], out keys bigint[])
  language plpgsql stable security definer ${settings} as $$
  declare _in record; _query tsquery; _bytes bytea; _n integer; _ids text[]; _keys bigint[];
  begin
    select * into _in from search.allowed(_orgs, _all);
    select count(*), coalesce(string_agg(s.facets, ''), '') into total, facets from (
      select d.facets from search.document d where d.lexemes @@ _any and ${visible} limit _cap + 1) s;
    other_facets := '{}'; ids := '{}'; tiers := '{}'; keys := '{}';
    foreach _query in array _others loop
      select coalesce(string_agg(s.facets, ''), '') into _bytes from (
        select d.facets from search.document d where d.lexemes @@ _query and ${visible} limit _cap) s;
      other_facets := other_facets || _bytes;
    end loop;
    if total = 0 then return; end if;
    for _t in _tier .. array_length(_tiers, 1) loop
      _query := _tiers[_t];
      with s as materialized (
        select d.id, case _sort when 'newest' then d.published_ms when 'downloads' then d.downloads
          else d.prior end as key
        from search.document d where d.lexemes @@ _query and ${visible} limit _cap + 1)
      select n.n, array_agg(p.id order by p.key desc, p.id), array_agg(p.key order by p.key desc, p.id)
        into _n, _ids, _keys
      from (select count(*) as n from s) n left join lateral (
        select s.id, s.key from s
        where _after is null or s.key < _after or (s.key = _after and s.id > _after_id)
        order by s.key desc, s.id limit _limit - cardinality(ids)) p on true
      group by n.n;
      if _n > _cap then
        select array_agg(w.id), array_agg(w.key) into _ids, _keys
          from search.walk(_query, _sort, _after, _after_id, _limit - cardinality(ids), _in.orgs, _in.everything) w;
      elsif _ids = array[null::text] then
        _ids := null;
      end if;
      if _ids is not null then
        ids := ids || _ids; keys := keys || _keys;
        tiers := tiers || array_fill(_t, array[cardinality(_ids)]);
      end if;
      exit when cardinality(ids) >= _limit;
      _after := null;
    end loop;
  end $$`,
  // Ranked or: each document scores the weights of the terms it has, those below the minimum fall out.
  `create function search.vote(_terms tsquery[], _weights integer[], _minimum integer, _others tsquery[],
    _after bigint, _after_id text, _limit integer, _each integer, _orgs text[], _all boolean,
    out total integer, out facets bytea, out other_facets bytea[],
    out ids text[], out tiers integer[], out keys bigint[])
  language plpgsql stable security definer ${settings} set enable_hashjoin = off set enable_mergejoin = off as $$
  declare _in record; _filter tsquery; _bytes bytea; _all_ids text[] := '{}'; _all_keys bigint[] := '{}';
    _found_ids text[]; _found_keys bigint[]; _term tsquery; _rows text[]; _i integer;
  begin
    select * into _in from search.allowed(_orgs, _all);
    other_facets := '{}';
    for _i in 1 .. cardinality(_others) loop
      _filter := _others[_i]; _all_ids := '{}'; _all_keys := '{}';
      for _j in 1 .. cardinality(_terms) loop
        _term := case when numnode(_filter) = 0 then _terms[_j] else _terms[_j] && _filter end;
        select array_agg(s.id) into _rows from (
          select d.id from search.document d where d.lexemes @@ _term and ${visible} limit _each) s;
        if _rows is not null then
          _all_ids := _all_ids || _rows;
          _all_keys := _all_keys || array_fill(_weights[_j]::bigint, array[cardinality(_rows)]);
        end if;
      end loop;
      select array_agg(v.id order by v.score desc, v.id), array_agg(v.score order by v.score desc, v.id)
        into _found_ids, _found_keys
      from (select u.id collate "C" as id, sum(u.w)::bigint as score
        from unnest(_all_ids, _all_keys) u (id, w) group by 1 having sum(u.w) >= _minimum) v;
      select coalesce(string_agg(d.facets, ''), '') into _bytes
        from unnest(_found_ids) f (id) join search.document d on d.id = f.id;
      if _i = 1 then
        total := coalesce(cardinality(_found_ids), 0); facets := _bytes;
        select coalesce(array_agg(p.id), '{}'), coalesce(array_agg(p.key), '{}') into ids, keys
        from (select f.id, f.key from unnest(_found_ids, _found_keys) with ordinality f (id, key, n)
          where _after is null or f.key < _after or (f.key = _after and f.id collate "C" > _after_id)
          order by f.n limit _limit) p;
        tiers := array_fill(1, array[cardinality(ids)]);
      else
        other_facets := other_facets || _bytes;
      end if;
    end loop;
  end $$`,
  `create function search.near(_variants text[], _orgs text[], _all boolean)
  returns table (word text, documents bigint)
  language plpgsql stable security definer ${settings} as $$
  #variable_conflict use_column
  declare _in record;
  begin
    select * into _in from search.allowed(_orgs, _all);
    return query select s.word, sum(t.documents) from search.spelling s
      join search.term t on t.kind = 'w' and t.key = s.word
        and (t.org = '' or t.org = any (_in.orgs) or _in.everything)
      where s.variants && _variants group by s.word;
  end $$`,
  `create function search.known(_words text[], _orgs text[], _all boolean) returns text[]
  language plpgsql stable security definer ${settings} as $$
  declare _in record;
  begin
    select * into _in from search.allowed(_orgs, _all);
    return array(select distinct t.key from search.term t where t.kind = 'w' and t.key = any (_words)
      and (t.org = '' or t.org = any (_in.orgs) or _in.everything));
  end $$`,
  `create function search.keywords(_prefix text, _limit integer, _orgs text[], _all boolean)
  returns table (label text) language plpgsql stable security definer ${settings} as $$
  #variable_conflict use_column
  declare _in record;
  begin
    select * into _in from search.allowed(_orgs, _all);
    return query select min(t.label) from search.term t
      where t.kind = 'k' and t.key >= _prefix and t.key < _prefix || U&'\\+10FFFF'
        and (t.org = '' or t.org = any (_in.orgs) or _in.everything)
      group by t.key order by sum(t.documents) desc, t.key limit _limit;
  end $$`,
];

const writers = [
  `create function search.values_of(_facets text[], _values text[])
  returns table (id integer, facet text, value text)
  language plpgsql security definer set search_path = pg_catalog as $$
  #variable_conflict use_column
  begin
    insert into search.value (facet, value)
      select distinct n.facet, n.value from unnest(_facets, _values) n (facet, value)
      where not exists (select 1 from search.value v where v.facet = n.facet and v.value = n.value)
      on conflict do nothing;
    return query select v.id, v.facet, v.value from search.value v
      join (select distinct * from unnest(_facets, _values) n (facet, value)) n using (facet, value);
  end $$`,
  // Adds or takes away what some documents of a content table give to the terms.
  `create function search.count_terms(_content text, _terms text, _ids text[], _sign integer) returns void
  language plpgsql set search_path = pg_catalog as $$
  begin
    execute format($q$
      insert into search.%2$I as t (org, kind, key, label, documents)
      select case when c.open then '' else c.org_id end, w.kind, w.key, min(w.label), count(*) * %3$s
      from search.%1$I c, lateral (
        select 'w'::"char" as kind, unnest(c.words) as key, '' as label
        union all select 'k', split_part(k, E'\\n', 1), split_part(k, E'\\n', 2) from unnest(c.keywords) k) w
      where $1 is null or c.id = any ($1) group by 1, 2, 3 order by 1, 2, 3
      on conflict (kind, key, org) do update set documents = t.documents + excluded.documents
    $q$, _content, _terms, _sign) using _ids;
    if _sign < 0 then execute format('delete from search.%I where documents <= 0', _terms); end if;
  end $$`,
  `create function search.add(_document text, _content text, _rows json) returns void
  language plpgsql set search_path = pg_catalog as $$
  begin
    execute format($q$
      insert into search.%I (prior, downloads, published_ms, open, org_id, id, facets, lexemes)
      select r.prior, r.downloads, r.published_ms, r.open, r.org_id, r.id, decode(r.facets, 'hex'), r.lexemes::tsvector
      from json_to_recordset($1) as r (prior integer, downloads bigint, published_ms bigint, open boolean,
        org_id text, id text, facets text, lexemes text)$q$, _document) using _rows;
    execute format($q$
      insert into search.%I (id, org_id, open, texts, words, keywords)
      select r.id, r.org_id, r.open, r.texts, r.words, r.keywords
      from json_to_recordset($1) as r (id text, org_id text, open boolean, texts json, words text[],
        keywords text[])$q$, _content) using _rows;
  end $$`,
  `create function search.remove(_ids text[]) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
  begin
    perform pg_advisory_xact_lock(hashtext('search.write'));
    if exists (select 1 from search.rebuild) then
      insert into search.changed select distinct unnest(_ids) on conflict do nothing;
    end if;
    perform search.count_terms('content', 'term', _ids, -1);
    delete from search.document where id = any (_ids);
    delete from search.content where id = any (_ids);
  end $$`,
  `create function search.put(_rows json) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
  declare _ids text[] := array(select r.id from json_to_recordset(_rows) as r (id text));
  begin
    perform search.remove(_ids);
    perform search.add('document', 'content', _rows);
    perform search.count_terms('content', 'term', _ids, 1);
  end $$`,
  `create function search.spell(_rows json) returns void
  language sql security definer set search_path = pg_catalog as $$
    insert into search.spelling (word, variants)
    select r.word, r.variants from json_to_recordset(_rows) as r (word text, variants text[])
    on conflict do nothing
  $$`,
  `create function search.rebuild_begin(_token text) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
  begin
    perform pg_advisory_xact_lock(hashtext('search.write'));
    delete from search.rebuild; delete from search.changed;
    insert into search.rebuild (token) values (_token);
    drop table if exists search.document_next, search.content_next, search.term_next;
    create table search.document_next (like search.document including storage including defaults) with (toast_tuple_target = 128);
    create table search.content_next (like search.content including storage);
    create table search.term_next (like search.term including storage);
  end $$`,
  `create function search.rebuild_add(_token text, _rows json) returns boolean
  language plpgsql security definer set search_path = pg_catalog as $$
  begin
    perform 1 from search.rebuild where token = _token for key share;
    if not found then return false; end if;
    perform search.add('document_next', 'content_next', _rows);
    return true;
  end $$`,
  // Long: builds the indexes while searches and writes go on over the tables in use.
  `create function search.rebuild_prepare(_token text) returns boolean
  language plpgsql security definer set search_path = pg_catalog set maintenance_work_mem = '512MB' as $$
  begin
    perform 1 from search.rebuild where token = _token for key share;
    if not found then return false; end if;
    alter table search.document_next add primary key (id);
    alter table search.content_next add primary key (id);
    alter table search.term_next add primary key (kind, key, org);
    perform search.count_terms('content_next', 'term_next', null, 1);
    create index on search.document_next using gin (lexemes) with (fastupdate = off);
    create index on search.document_next (prior desc, id);
    create index on search.document_next (published_ms desc, id);
    create index on search.document_next (downloads desc, id);
    analyze search.document_next; analyze search.content_next; analyze search.term_next;
    return true;
  end $$`,
  // Short: takes over what was written meanwhile and puts the new tables in place.
  `create function search.rebuild_swap(_token text) returns boolean
  language plpgsql security definer set search_path = pg_catalog as $$
  declare _ids text[];
  begin
    perform pg_advisory_xact_lock(hashtext('search.write'));
    perform 1 from search.rebuild where token = _token for update;
    if not found then return false; end if;
    _ids := array(select id from search.changed);
    if cardinality(_ids) > 0 then
      perform search.count_terms('content_next', 'term_next', _ids, -1);
      delete from search.document_next where id = any (_ids);
      delete from search.content_next where id = any (_ids);
      insert into search.document_next select * from search.document where id = any (_ids);
      insert into search.content_next select * from search.content where id = any (_ids);
      perform search.count_terms('content_next', 'term_next', _ids, 1);
    end if;
    drop table search.document, search.content, search.term;
    alter table search.document_next rename to document;
    alter table search.content_next rename to content;
    alter table search.term_next rename to term;
    perform search.guard();
    delete from search.spelling s where not exists (select 1 from search.term t where t.kind = 'w' and t.key = s.word);
    delete from search.rebuild; delete from search.changed;
    return true;
  end $$`,
];

const grants = [
  `revoke all on all functions in schema search from public`,
  `grant usage on schema search to hub_app`,
  `grant select on search.value to hub_app`,
  `grant execute on function search.count, search.find, search.vote, search.near, search.known,
    search.keywords, search.values_of, search.remove, search.put, search.spell, search.rebuild_begin,
    search.rebuild_add, search.rebuild_prepare, search.rebuild_swap to hub_app`,
];
