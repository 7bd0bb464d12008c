import { facetBytes, mask, settings, slots, visible } from './settings.ts';

const walk = (key: string): string => `
      return query select d.id, d.${key}::bigint from search.document d
        where d.lexemes @@ _query and (d.open or d.org_id = any (_orgs) or _all)
          and d.${key} <= coalesce(_after, ${key === 'prior' ? 2147483647 : '9223372036854775807'})
          and (_after is null or d.${key} < _after or (d.${key} = _after and d.id > _after_id))
        order by d.${key} desc, d.id limit _limit;`;
export const finders: readonly string[] = [
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
  // Values of one facet, one a line after the facet's name, as ids; unknown ones are none.
  `create function search.ids_of(_chosen text) returns integer[]
  language plpgsql stable set search_path = pg_catalog as $$
  begin
    if _chosen is null then return null; end if;
    return array(select v.id from search.value v where v.facet = split_part(_chosen, E'\\n', 1)
      and v.value = any ((string_to_array(_chosen, E'\\n'))[2:]));
  end $$`,
  // Rows that match the text are read once: a row that fails no filter is a hit, one that fails a
  // single filter counts for that facet. Above _most rows filters are asked of the index instead, and
  // facets are of the first _most.
  `create function search.find(_text tsquery, _tiers tsquery[], _filter tsquery, _chosen text[],
    _sort text, _tier integer, _after bigint, _after_id text, _limit integer, _cap integer, _most integer,
    _orgs text[], _all boolean,
    out matched integer, out total integer, out facets bytea, out other_totals integer[], out other_facets bytea[],
    out ids text[], out tiers integer[], out keys bigint[])
  language plpgsql stable security definer ${settings} as $$
  declare _in record; _query tsquery; _n integer; _ids text[]; _keys bigint[]; _narrow boolean;
    _by_row boolean; _many integer; ${slots.map((n) => `_f${n} integer[]`).join('; ')};
  begin
    select * into _in from search.allowed(_orgs, _all);
    ids := '{}'; tiers := '{}'; keys := '{}'; _narrow := cardinality(_chosen) > 0; _query := _text && _filter;
    if _narrow then
      ${slots.map((n) => `_f${n} := search.ids_of(_chosen[${n}]);`).join(' ')}
      select count(*), count(*) filter (where h.mask = 0), ${facetBytes}
      into matched, total, facets, other_totals, other_facets
      from (select d.facets, ${mask} as mask from search.document d
        where d.lexemes @@ _text and ${visible} limit _most + 1) h;
    else
      select count(*), coalesce(string_agg(h.facets, ''), '') into total, facets from (
        select d.facets from search.document d where d.lexemes @@ _text and ${visible} limit _cap + 1) h;
      matched := total; other_totals := '{}'; other_facets := '{}';
    end if;
    _by_row := _narrow and matched <= _most;
    if _narrow and not _by_row and total <= _cap then
      select count(*) into total from (
        select 1 from search.document d where d.lexemes @@ _query and ${visible} limit _cap + 1) h;
    end if;
    if total = 0 then return; end if;
    -- a tier is sorted whole, or, where at least every twentieth document is in it, found by walking
    _many := case when _by_row then _most else greatest(_cap, least(_most,
      (select c.reltuples::integer / 20 from pg_class c where c.oid = 'search.document'::regclass))) end;
    for _t in _tier .. array_length(_tiers, 1) loop
      _query := case when _by_row then _tiers[_t] else _tiers[_t] && _filter end;
      with s as materialized (
        select d.id, case _sort when 'newest' then d.published_ms when 'downloads' then d.downloads
          else d.prior end as key
        from search.document d where d.lexemes @@ _query and ${visible}
          and (not _by_row or ${mask} = 0) limit _many + 1)
      select (select count(*) from s), array_agg(p.id order by p.key desc, p.id),
          array_agg(p.key order by p.key desc, p.id)
        into _n, _ids, _keys
      from (select s.id, s.key from s
        where _after is null or s.key < _after or (s.key = _after and s.id > _after_id)
        order by s.key desc, s.id limit _limit - cardinality(ids)) p;
      if _n > _many then
        select array_agg(w.id), array_agg(w.key) into _ids, _keys
          from search.walk(_query, _sort, _after, _after_id, _limit - cardinality(ids), _in.orgs, _in.everything) w;
      end if;
      if _ids is not null then
        ids := ids || _ids; keys := keys || _keys;
        tiers := tiers || array_fill(_t, array[cardinality(_ids)]);
      end if;
      exit when cardinality(ids) >= _limit;
      _after := null;
    end loop;
  end $$`,
];
