import { sql, type Kysely } from 'kysely';

/** A vendor's people are served gold items of the projects in which it has a share. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `create policy select_gold on annotation.task for select using (gold is not null and exists (
  select 1 from annotation.award a where a.project_id = task.project_id
    and a.vendor_org_id = any (coalesce((select hub.org_ids()), '{}'::text[]))))`,
    )
    .execute(db);
}
