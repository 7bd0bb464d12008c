import { sql, type Kysely } from 'kysely';
import { lots } from './20261123_0550_annotation_acceptance/lots.ts';
import { review } from './20261123_0550_annotation_acceptance/review.ts';

/** Annotation: reviews and the results they replace, adjudication, acceptance lots, kept reports. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(review).execute(db);
  await sql.raw(lots).execute(db);
}
