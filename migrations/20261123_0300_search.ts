import { sql, type Kysely } from 'kysely';
import { finders } from './20261123_0300_search/find.ts';
import { grants } from './20261123_0300_search/grants.ts';
import { guards, tables } from './20261123_0300_search/tables.ts';
import { votersAndTerms } from './20261123_0300_search/vote-and-terms.ts';
import { writers } from './20261123_0300_search/writers.ts';

/**
 * Search index. `search.document` is narrow (one row is what a hit costs): its lexemes lie in TOAST
 * and are read through the GIN index only. PostgreSQL moves nothing out of rows under 2 kB, hence
 * `filler`: blanks that make every row long enough and are then compressed to some 30 bytes.
 * A row-level policy would keep the planner from using that index, because `@@` is not leakproof;
 * so hub_app cannot read the table at all and asks `search.find`, which narrows the caller's scope
 * to what the session's settings allow. Texts (`search.content`) are fetched by key and carry an
 * ordinary policy.
 */
// oxlint-disable-next-line no-explicit-any -- migrations are frozen and do not follow the tables' types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create schema search`.execute(db);
  for (const statement of [
    ...tables,
    ...guards,
    ...finders,
    ...votersAndTerms,
    ...writers,
    ...grants,
  ])
    await sql.raw(statement).execute(db);
}
