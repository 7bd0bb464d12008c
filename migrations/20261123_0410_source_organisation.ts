import { sql, type Kysely } from 'kysely';

/** Organisations that the hub makes for outside catalogues have no unified social credit code. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`alter table identity.organisation alter column uscc drop not null,
    add constraint code_of_registered check (uscc is not null or created_by is null)`.execute(db);
}
