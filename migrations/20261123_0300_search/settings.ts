/** Every reader plans once, without surprises: always through the text index, never compiled. */
export const settings = `set search_path = pg_catalog set jit = off set enable_seqscan = off
  set work_mem = '64MB' set plan_cache_mode = force_generic_plan set max_parallel_workers_per_gather = 0`;
/** Rows of the narrowed scope, which the function holds in `_in`. */
export const visible = `(d.open or d.org_id = any (_in.orgs) or _in.everything)`;

/** At most so many facets can be narrowed at once. */
export const slots = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** One bit for each narrowed facet of which a row has none of the chosen values. */
export const mask = `(${slots
  .map((n) => `case when _f${n} is null or d.vals && _f${n} then 0 else ${1 << (n - 1)} end`)
  .join(' + ')})`;

/**
 * Of rows `h (facets, mask)`: facet bytes of the hits, then for each narrowed facet number and facet
 * bytes of the rows that only it keeps out.
 */
export const facetBytes = `coalesce(string_agg(h.facets, '') filter (where h.mask = 0), ''),
  array[${slots.map((n) => `count(*) filter (where h.mask = ${1 << (n - 1)})`).join(', ')}]::integer[],
  array[${slots.map((n) => `string_agg(h.facets, '') filter (where h.mask = ${1 << (n - 1)})`).join(', ')}]`;
