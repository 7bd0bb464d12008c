import type { TestHub } from './hub.ts';

/** Makes the organisation an annotation vendor with a profile that only its members see yet. */
export function makeVendor(hub: TestHub, orgId: string): Promise<void> {
  return hub.node.withOwner(async (pool) => {
    const client = await pool.connect();
    try {
      await client.query(`select set_config('hub.role', 'system', false)`);
      await client.query(
        `update identity.organisation set kind = 'annotation-vendor' where id = $1`,
        [orgId],
      );
      await client.query(
        `insert into annotation.vendor (org_id, modalities, languages, headcount)
         values ($1, '{text}', '{zh}', 1)`,
        [orgId],
      );
    } finally {
      client.release(true);
    }
  });
}
