import { sql, type Kysely } from 'kysely';

/**
 * When a lease ends without a further sign, kept with the lease so that its history can be checked; and
 * tokens may carry the scopes of annotation.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`alter table annotation.lease add column expires_at timestamptz`.execute(db);
  await sql`alter table identity.token drop constraint token_scopes_check`.execute(db);
  await sql`alter table identity.token add constraint token_scopes_check check (
    scopes <@ array['catalog:read','catalog:write','annotation:read','annotation:write','org:manage',
      'staff','account']::text[])`.execute(db);
}
