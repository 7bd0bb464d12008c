import type { TestHub } from './hub.ts';

/** Tables that change by being used: counters of limits, last use of sessions and tokens, workers. */
const alive = ['identity.rate_window', 'auth.session', 'identity.token', 'hub.job_worker'];

/** Rows and a digest of the content of every table of ours, by name. */
export function tableState(hub: TestHub): Promise<Record<string, string>> {
  return hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      const { rows } = await client.query<{ name: string }>(
        `select schemaname || '.' || quote_ident(tablename) as name from pg_tables
         where schemaname in ('auth', 'identity', 'catalog', 'audit', 'hub', 'search', 'ledger', 'annotation', 'registers', 'notify', 'quality') order by 1`,
      );
      const names = rows.map((r) => r.name).filter((name) => !alive.includes(name));
      const parts = names.map(
        (name) =>
          `select '${name}' as name, count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as state from ${name} t`,
      );
      const state = await client.query<{ name: string; state: string }>(parts.join(' union all '));
      return Object.fromEntries(state.rows.map((r) => [r.name, r.state]));
    } finally {
      client.release(true);
    }
  });
}
