import { sql, type Kysely } from 'kysely';

/**
 * Numbers that were given out are read by the hub alone, for its backup: who could list them could count
 * the applications of a call.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
alter table selection.used_number enable row level security;
alter table selection.used_number force row level security;
create policy used_number_read on selection.used_number for select using ((select hub.is_system()));
create policy used_number_write on selection.used_number for insert with check (true);
grant select on selection.used_number to hub_app;
`,
    )
    .execute(db);
}
