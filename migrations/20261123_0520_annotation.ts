import { sql, type Kysely } from 'kysely';
import { policies } from './20261123_0520_annotation/policies.ts';
import { queue } from './20261123_0520_annotation/queue.ts';
import { tables } from './20261123_0520_annotation/tables.ts';

/**
 * Annotation: projects and tasks of a demand side, packages of tasks to vendors, one row a slot (task ×
 * overlap index) in the queue, leases, results. Every private table names the demand side (`org_id`) and,
 * where it is one vendor's, the vendor (`vendor_org_id`), so that its policy needs no join.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(queue).execute(db);
  await sql.raw(policies).execute(db);
}
