import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

export interface CheckResult {
  readonly key: string;
  readonly result: 'pass' | 'fail' | 'unknown';
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Writes one run of the check, numbered after the one before. */
export async function insertChecks(
  trx: Trx,
  applicationId: string,
  results: readonly CheckResult[],
): Promise<void> {
  if (results.length === 0) return;
  const last = await trx
    .selectFrom('selection.eligibility_check')
    .select((eb) => eb.fn.max('run').as('run'))
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  await trx
    .insertInto('selection.eligibility_check')
    .values(
      results.map((result) => ({
        application_id: applicationId,
        run: (last?.run ?? 0) + 1,
        rule_key: result.key,
        result: result.result,
        facts: JSON.stringify(result.evidence),
      })),
    )
    .execute();
}

/** The newest run of the check. */
export const latestChecks = (db: Db, applicationId: string) =>
  db
    .selectFrom('selection.eligibility_check as c')
    .select(['rule_key', 'result', 'facts', 'run', 'checked_at'])
    .where('application_id', '=', applicationId)
    .where('run', '=', (eb) =>
      eb
        .selectFrom('selection.eligibility_check as l')
        .select((inner) => inner.fn.max('l.run').as('run'))
        .where('l.application_id', '=', applicationId),
    )
    .execute();
export type CheckRow = Awaited<ReturnType<typeof latestChecks>>[number];

const waivers = (db: Db) => db.selectFrom('selection.waiver').selectAll();
export type WaiverRow = Awaited<ReturnType<ReturnType<typeof waivers>['execute']>>[number];

export const waiversOf = (db: Db, applicationId: string) =>
  waivers(db).where('application_id', '=', applicationId).orderBy('proposed_at').execute();

export const waiverById = (db: Db, id: string) =>
  waivers(db).where('id', '=', id).executeTakeFirst();

/** False when a waiver of this rule is there already. */
export async function insertWaiver(
  trx: Trx,
  row: {
    id: string;
    application_id: string;
    rule_key: string;
    reason: string;
    proposed_by: string;
  },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('selection.waiver')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** False when it was decided already. */
export async function decideWaiver(
  trx: Trx,
  id: string,
  state: 'approved' | 'refused',
  by: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('selection.waiver')
    .set({ state, decided_by: by, decided_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
