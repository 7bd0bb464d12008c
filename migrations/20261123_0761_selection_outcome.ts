import { sql, type Kysely } from 'kysely';
import { decisions } from './20261123_0761_selection_outcome/decisions.ts';
import { directory } from './20261123_0761_selection_outcome/directory.ts';
import { policies } from './20261123_0761_selection_outcome/policies.ts';

/** Deliberation and decisions of a round, and the directory with at most ten slots a year. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(decisions).execute(db);
  await sql.raw(directory).execute(db);
  await sql.raw(policies).execute(db);
}
