import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

export const attemptsOf = (db: Db, packageId: string, personId: string) =>
  db
    .selectFrom('annotation.qualification')
    .selectAll()
    .where('package_id', '=', packageId)
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute();

/** Whether anybody of a vendor has passed. */
export const vendorPassed = (db: Db, packageId: string, vendorOrgId: string) =>
  db
    .selectFrom('annotation.qualification')
    .select('id')
    .where('package_id', '=', packageId)
    .where('vendor_org_id', '=', vendorOrgId)
    .where('state', '=', 'passed')
    .limit(1)
    .executeTakeFirst();

/** Gold items of a project that a person has never been shown, drawn at random; read as the hub. */
export async function drawGold(
  db: Db,
  projectId: string,
  personId: string,
  count: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.id from annotation.task t
    where t.project_id = ${projectId} and t.gold is not null
      and not exists (select 1 from annotation.assignment a where a.task_id = t.id and a.person_id = ${personId})
    order by random() limit ${count}`.execute(db);
  return rows.map((r) => r.id);
}

export interface NewAttempt {
  readonly id: string;
  readonly package_id: string;
  readonly org_id: string;
  readonly vendor_org_id: string;
  readonly person_id: string;
  readonly task_ids: string[];
  readonly pass_ppm: number;
}

/** Stores an attempt; its items count as seen, so that none of them comes again as a gold item. */
export async function insertAttempt(trx: Trx, row: NewAttempt): Promise<void> {
  await trx
    .insertInto('annotation.qualification')
    .values({ ...row, answers: null, score_ppm: null, decided_at: null })
    .execute();
  await trx
    .insertInto('annotation.assignment')
    .values(
      row.task_ids.map((task_id) => ({
        task_id,
        person_id: row.person_id,
        slot_id: row.id,
        org_id: row.org_id,
        vendor_org_id: row.vendor_org_id,
        submitted: true,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export const tasksOfAttempt = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('annotation.task')
    .select(['id', 'number', 'data', 'media', 'gold'])
    .where('id', 'in', [...ids, ''])
    .orderBy('number')
    .execute();

export const decideAttempt = (
  trx: Trx,
  id: string,
  decision: {
    readonly state: 'passed' | 'failed';
    readonly score: number;
    readonly answers: unknown;
  },
) =>
  trx
    .updateTable('annotation.qualification')
    .set({
      state: decision.state,
      score_ppm: decision.score,
      answers: JSON.stringify(decision.answers),
      decided_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
