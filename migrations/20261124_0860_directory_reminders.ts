import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What was said ahead of time about an entry of the directory, so that it is said once for each day it is about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table selection.directory_reminder (
    entry_id text not null references selection.directory_entry (id),
    what text not null check (what in ('expiry', 'review')),
    due date not null,
    told_at timestamptz not null default now(),
    primary key (entry_id, what, due)
  )`.execute(db);
  await sql`alter table selection.directory_reminder enable row level security`.execute(db);
  await sql`alter table selection.directory_reminder force row level security`.execute(db);
  await sql`create policy system_only on selection.directory_reminder
    using (hub.is_system()) with check (hub.is_system())`.execute(db);
  await sql`grant select, insert on selection.directory_reminder to hub_app`.execute(db);
}
