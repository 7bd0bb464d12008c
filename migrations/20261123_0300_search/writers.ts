/** Values of a column; a single empty one would otherwise be read as none. */
const column = (n: number): string =>
  `coalesce(nullif(string_to_array($1[${n}], E'\\x1e'), '{}'), '{""}')`;

export const writers: readonly string[] = [
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
  // Rows by columns: columns apart by U+001D, their values by U+001E, lexemes and words by newlines,
  // keywords by U+001F. Plain separators are read in a fraction of the time of JSON or array literals.
  `create function search.add(_document text, _content text, _rows text) returns void
  language plpgsql set search_path = pg_catalog as $$
  declare _columns text[] := string_to_array(_rows, E'\\x1d');
  begin
    execute format($q$
      insert into search.%I (id, org_id, open, prior, downloads, published_ms, facets, vals, lexemes)
      select r.id, r.org_id, r.open::boolean, r.prior::integer, r.downloads::bigint, r.published_ms::bigint,
        decode(r.facets, 'hex'), ('{' || r.vals || '}')::integer[],
        array_to_tsvector(string_to_array(r.lexemes, E'\\n'))
      from unnest(${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(column).join(', ')})
        as r (id, org_id, open, prior, downloads, published_ms, facets, vals, lexemes)$q$, _document)
      using _columns;
    execute format($q$
      insert into search.%I (id, org_id, open, texts, words, keywords)
      select r.id, r.org_id, r.open::boolean, r.texts::json, string_to_array(r.words, E'\\n'),
        string_to_array(r.keywords, E'\\x1f')
      from unnest(${[1, 2, 3, 10, 11, 12].map(column).join(', ')})
        as r (id, org_id, open, texts, words, keywords)$q$, _content)
      using _columns;
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
  `create function search.put(_rows text) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
  declare _ids text[] := string_to_array(split_part(_rows, E'\\x1d', 1), E'\\x1e');
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
  `create function search.rebuild_abort(_token text) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
  begin
    perform pg_advisory_xact_lock(hashtext('search.write'));
    delete from search.rebuild where token = _token;
    if not found then return; end if;
    delete from search.changed;
    drop table if exists search.document_next, search.content_next, search.term_next;
  end $$`,
  `create function search.rebuild_add(_token text, _rows text) returns boolean
  language plpgsql security definer set search_path = pg_catalog as $$
  begin
    perform 1 from search.rebuild where token = _token for key share;
    if not found then return false; end if;
    perform search.add('document_next', 'content_next', _rows);
    return true;
  end $$`,
  // Long: builds the indexes while searches and writes go on over the tables in use.
  `create function search.rebuild_prepare(_token text) returns boolean
  language plpgsql security definer set search_path = pg_catalog set maintenance_work_mem = '64MB' as $$
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
