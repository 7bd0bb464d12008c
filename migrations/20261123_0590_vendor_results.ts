import { sql, type Kysely } from 'kysely';

/** A vendor's newest results, for its scorecard. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create index annotation_vendor on annotation.annotation (vendor_org_id, number desc)`.execute(
    db,
  );
  await sql`create index award_vendor on annotation.award (vendor_org_id, package_id)`.execute(db);
}
