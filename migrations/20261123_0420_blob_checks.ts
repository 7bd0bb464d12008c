import { sql, type Kysely } from 'kysely';

/** When a published content was last read again, and since when it is known to be damaged. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    alter table catalog.blob add column verified_at timestamptz, add column damaged_at timestamptz;
    create index on catalog.blob (verified_at nulls first, sha256);
  `.execute(db);
}
