import { facetBytes, mask, settings, slots, visible } from './settings.ts';

export const votersAndTerms: readonly string[] = [
  // Ranked or: each document scores the weights of the terms it has, those below the minimum fall out.
  `create function search.vote(_terms tsquery[], _weights integer[], _minimum integer, _chosen text[],
    _after bigint, _after_id text, _limit integer, _each integer, _orgs text[], _all boolean,
    out matched integer, out total integer, out facets bytea, out other_totals integer[], out other_facets bytea[],
    out ids text[], out tiers integer[], out keys bigint[])
  language plpgsql stable security definer ${settings} set enable_hashjoin = off set enable_mergejoin = off as $$
  declare _in record; _all_ids text[] := '{}'; _all_keys bigint[] := '{}'; _rows text[]; _term tsquery;
    ${slots.map((n) => `_f${n} integer[]`).join('; ')};
  begin
    select * into _in from search.allowed(_orgs, _all);
    ${slots.map((n) => `_f${n} := search.ids_of(_chosen[${n}]);`).join(' ')}
    for _j in 1 .. cardinality(_terms) loop
      _term := _terms[_j];
      select array_agg(s.id) into _rows from (
        select d.id from search.document d where d.lexemes @@ _term and ${visible} limit _each) s;
      if _rows is not null then
        _all_ids := _all_ids || _rows;
        _all_keys := _all_keys || array_fill(_weights[_j]::bigint, array[cardinality(_rows)]);
      end if;
    end loop;
    with v as materialized (
      select u.id collate "C" as id, sum(u.w)::bigint as key
      from unnest(_all_ids, _all_keys) u (id, w) group by 1 having sum(u.w) >= _minimum),
    h as materialized (
      select v.id, v.key, d.facets, ${mask} as mask from v join search.document d on d.id = v.id),
    p as (
      select h.id, h.key from h where h.mask = 0
        and (_after is null or h.key < _after or (h.key = _after and h.id > _after_id))
      order by h.key desc, h.id limit _limit)
    select (select count(*) from h), (select count(*) from h where mask = 0), b.facets, b.totals, b.others,
      coalesce((select array_agg(p.id order by p.key desc, p.id) from p), '{}'),
      coalesce((select array_agg(p.key order by p.key desc, p.id) from p), '{}')
    into matched, total, facets, other_totals, other_facets, ids, keys
    from (select ${facetBytes} from h) b (facets, totals, others);
    tiers := array_fill(1, array[cardinality(ids)]);
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
