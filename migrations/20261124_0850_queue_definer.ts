import { sql, type Kysely } from 'kysely';
import { claim } from './20261124_0850_queue_definer/claim.ts';
import { look } from './20261124_0850_queue_definer/look.ts';
import { submit } from './20261124_0850_queue_definer/submit.ts';

/** Plans as in 20261123_0600_annotation_queue_calls; what runs as the owner resolves names by itself. */
const planned = `set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
  set enable_sort = off set jit = off`;

/** Tables that a claim or a submission reads or writes. */
const tables = [
  'annotation',
  'assignment',
  'award',
  'draft',
  'lease',
  'package',
  'project',
  'qualification',
  'slot',
  'task',
  'vendor_member',
  'worker',
];

/**
 * Claims and submissions run as the owner of the tables and ask once whether the actor may, where the row
 * policies asked it of every row (docs/decisions/queue-rights.md). The policies hold for the serving role as
 * before. What a result refers to stands in its slot, so that it does not lock its share and its task as well.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const table of tables)
    await sql`create policy owner_sees on annotation.${sql.ref(table)} to current_user
      using (true) with check (true)`.execute(db);
  // The record of what was handed in is written by a trigger, and by nothing changed or read here.
  await sql`create policy owner_writes on annotation.submission for insert to current_user
    with check (true)`.execute(db);
  await sql`do $$ declare p record; begin
    for p in select tablename, policyname from pg_policies where schemaname = 'annotation'
        and tablename = any (${sql.lit(`{${tables.join(',')}}`)}::text[]) and roles = '{public}' loop
      execute format('alter policy %I on annotation.%I to hub_app', p.policyname, p.tablename);
    end loop; end $$`.execute(db);
  await sql.raw(look(planned)).execute(db);
  await sql.raw(claim(planned)).execute(db);
  await sql.raw(submit(planned)).execute(db);
  await sql`alter table annotation.annotation drop constraint annotation_award_id_fkey,
    drop constraint annotation_task_id_fkey`.execute(db);
}
