import { sql, type Kysely } from 'kysely';

/** When the operators were told of a report; one mail tells of all that are new. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `alter table catalog.report add column mailed_at timestamptz;
       create index report_unmailed on catalog.report (dataset_id) where mailed_at is null;`,
    )
    .execute(db);
}
