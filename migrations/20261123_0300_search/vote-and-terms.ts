import { settings, visible } from './settings.ts';

export const votersAndTerms: readonly string[] = [
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
