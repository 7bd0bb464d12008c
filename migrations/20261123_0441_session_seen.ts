import { sql, type Kysely } from 'kysely';

/** When a session was last used, to the minute; better-auth does not know the column. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(`alter table auth."session" add column "seenAt" timestamptz not null default now()`)
    .execute(db);
}
