import { sql, type Kysely } from 'kysely';
import { claim } from './20261123_0600_annotation_queue_calls/claim.ts';
import { submit } from './20261123_0600_annotation_queue_calls/submit.ts';

/**
 * Plans of the queue's statements are made once a connection and hold however little the statistics know:
 * by index, in the index's order, row by row. Planning them anew with the row policies took 5 to 12 ms each.
 * The functions run as their caller and name every schema; a search_path of their own cost 0.3 ms a call.
 */
const planned = `set plan_cache_mode = force_generic_plan set enable_seqscan = off
  set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off
  set jit = off`;

/** A claim and a submission as calls of two functions each, a round trip a call. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create function hub.act_as(who text[]) returns void language plpgsql volatile as $$
    begin
      perform set_config('hub.actor_id', who[1], true), set_config('hub.org_ids', who[2], true),
        set_config('hub.role', who[3], true);
    end $$`.execute(db);
  await sql.raw(claim(planned)).execute(db);
  await sql.raw(submit(planned)).execute(db);
}
