import { runMigrations } from 'graphile-worker';
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type pg from 'pg';

/** Creates the serving role where it is missing and lets the owner act as it; needs CREATEROLE once. */
async function ensureAppRole(db: Kysely<any>): Promise<void> {
  const found = await sql`select 1 from pg_roles where rolname = 'hub_app'`.execute(db);
  if (found.rows.length === 0) await sql`create role hub_app nologin`.execute(db);
  await sql`do $$ begin
    if not pg_has_role(current_user, 'hub_app', 'SET') then
      execute format('grant hub_app to %I', current_user);
    end if; end $$`.execute(db);
}

/** Queue tables are graphile-worker's own; the serving role may use them, nothing else of the owner's. */
async function grantQueue(db: Kysely<any>): Promise<void> {
  await sql`do $$ declare t record; begin
    grant usage on schema graphile_worker to hub_app;
    grant select, insert, update, delete on all tables in schema graphile_worker to hub_app;
    grant usage, select on all sequences in schema graphile_worker to hub_app;
    grant execute on all functions in schema graphile_worker to hub_app;
    for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
        and not exists (select from pg_policies p where p.schemaname = 'graphile_worker'
                          and p.tablename = c.relname and p.policyname = 'hub_app') loop
      execute format('create policy hub_app on graphile_worker.%I to hub_app using (true) with check (true)', t.relname);
    end loop; end $$`.execute(db);
}

/**
 * Brings the database to the newest migration, as its owner. Safe to run from several processes:
 * the migrator holds a lock. Returns the names that ran; throws the first failure.
 */
export async function migrate(
  pool: pg.Pool,
  db: Kysely<any>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<string[]> {
  await ensureAppRole(db);
  await sql`create schema if not exists hub`.execute(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableSchema: 'hub',
    // Branches land in another order than they were numbered; a migration names what it builds on.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  await runMigrations({ pgPool: pool as never });
  await grantQueue(db);
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName);
}
