import { sql, type Kysely } from 'kysely';

/** Table, columns whose change may end a right, the subject it hangs on and the column that names it. */
const told = [
  ['catalog.access_request', 'update of state, expires_at', 'user', 'user_id'],
  ['catalog.dataset', 'update of state, visibility, org_id', 'dataset', 'id'],
  ['catalog.version', 'update of state', 'dataset', 'dataset_id'],
  ['identity.person', 'update of disabled_at, staff_roles', 'user', 'user_id'],
  ['identity.member', 'update or delete', 'user', 'user_id'],
  ['identity.token', 'update of revoked_at or delete', 'user', 'user_id'],
  ['auth."session"', 'delete', 'user', 'userId'],
] as const;

/**
 * Tells the channel hub_rights, at commit, whose rights may have ended: running downloads ask again.
 * Only the subject is told, never who did what.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `create function hub.tell_rights() returns trigger language plpgsql as $$
    begin
      perform pg_notify('hub_rights', tg_argv[0] || ':' || (to_jsonb(old) ->> tg_argv[1]));
      return null;
    end $$`,
    )
    .execute(db);
  for (const [table, event, subject, column] of told)
    await sql
      .raw(
        `create trigger tell_rights after ${event} on ${table}
         for each row execute function hub.tell_rights('${subject}', '${column}')`,
      )
      .execute(db);
}
