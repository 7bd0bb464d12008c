/** Every reader plans once, without surprises: always through the text index, never compiled. */
export const settings = `set search_path = pg_catalog set jit = off set enable_seqscan = off
  set work_mem = '64MB' set plan_cache_mode = force_generic_plan set max_parallel_workers_per_gather = 0`;
/** Rows of the narrowed scope, which the function holds in `_in`. */
export const visible = `(d.open or d.org_id = any (_in.orgs) or _in.everything)`;
