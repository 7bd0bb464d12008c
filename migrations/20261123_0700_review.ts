import { sql, type Kysely } from 'kysely';
import { boards } from './20261123_0700_review/boards.ts';
import { panels } from './20261123_0700_review/panels.ts';
import { register } from './20261123_0700_review/register.ts';

/** Review: the expert register, boards with their items, assignments, reviews and comments, panels. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(register).execute(db);
  await sql.raw(boards).execute(db);
  await sql.raw(panels).execute(db);
  await sql`alter table identity.token drop constraint token_scopes_check`.execute(db);
  await sql`alter table identity.token add constraint token_scopes_check check (
    scopes <@ array['catalog:read', 'catalog:write', 'annotation:read', 'annotation:write',
      'review:read', 'review:write', 'org:manage', 'staff', 'account'])`.execute(db);
}
