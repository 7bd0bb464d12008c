import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Steps of the deliberation in the life of an application: its organisations' revision does not count them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table selection.application
    add column hidden_steps integer not null default 0 check (hidden_steps >= 0)`.execute(db);
}
