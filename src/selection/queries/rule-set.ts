import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { SelectionTables } from '../tables.ts';

export const listProgrammes = (db: Db) =>
  db
    .selectFrom('selection.programme')
    .selectAll()
    .orderBy(sql`(regexp_match(code, '[0-9]+'))[1]::int`)
    .orderBy('code')
    .execute();
export type ProgrammeRow = Awaited<ReturnType<typeof listProgrammes>>[number];

export const programmeByCode = (db: Db, code: string) =>
  db.selectFrom('selection.programme').selectAll().where('code', '=', code).executeTakeFirst();

const ruleSets = (db: Db) =>
  db
    .selectFrom('selection.rule_set as s')
    .selectAll('s')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('selection.round as r')
            .select('r.id')
            .whereRef('r.rule_set_id', '=', 's.id'),
        )
        .as('used'),
    );
export type RuleSetRow = Awaited<ReturnType<ReturnType<typeof ruleSets>['execute']>>[number];

export const ruleSetById = (db: Db, id: string) =>
  ruleSets(db).where('s.id', '=', id).executeTakeFirst();

export const ruleSetsOf = (db: Db, programme: string) =>
  ruleSets(db).where('s.programme_code', '=', programme).orderBy('s.version', 'desc').execute();

/** False when the number is taken. */
export async function insertRuleSet(
  trx: Trx,
  row: Insertable<SelectionTables['selection.rule_set']>,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('selection.rule_set')
    .values(row)
    .onConflict((oc) => oc.columns(['programme_code', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** False when another change came first. */
export async function updateRuleSet(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<SelectionTables['selection.rule_set']>,
): Promise<boolean> {
  const row = await trx
    .updateTable('selection.rule_set')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
