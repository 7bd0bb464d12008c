import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { ApplicationTable } from '../tables.ts';
import type { ApplicationState } from '../transitions.ts';

function applications(db: Db) {
  return db
    .selectFrom('selection.application as a')
    .innerJoin('selection.round as r', 'r.id', 'a.round_id')
    .innerJoin('identity.organisation as o', 'o.id', 'a.lead_org_id')
    .selectAll('a')
    .select(['r.state as round_state', 'r.year', 'r.programme_code', 'r.rule_set_id'])
    .select(['r.title_zh as round_zh', 'r.title_en as round_en', 'r.closes_at'])
    .select(['o.slug as lead_slug', 'o.name_zh as lead_zh', 'o.name_en as lead_en'])
    .select(['o.uscc as lead_uscc', 'o.kind as lead_kind', 'o.status as lead_status']);
}
export type ApplicationRow = Awaited<
  ReturnType<ReturnType<typeof applications>['execute']>
>[number];

export const applicationById = (db: Db, id: string) =>
  applications(db).where('a.id', '=', id).executeTakeFirst();

/** The application, which nobody else changes until the end of the transaction. */
export const lockApplication = (trx: Trx, id: string) =>
  applications(trx).where('a.id', '=', id).forUpdate('a').executeTakeFirst();

/** Applications of the organisations of the actor, newest first. */
export const applicationsOfOrgs = (db: Db, orgIds: readonly string[], n: number) =>
  applications(db)
    .where((eb) =>
      eb.or([
        eb('a.lead_org_id', 'in', orgIds),
        eb.exists(
          eb
            .selectFrom('selection.application_org as j')
            .select('j.org_id')
            .whereRef('j.application_id', '=', 'a.id')
            .where('j.org_id', 'in', orgIds)
            .where('j.state', '<>', 'declined'),
        ),
      ]),
    )
    .orderBy('a.id', 'desc')
    .limit(n)
    .execute();

/** Applications of a round that were ever submitted, by number. */
export const applicationsOfRound = (db: Db, roundId: string, state?: ApplicationState) => {
  const all = applications(db)
    .where('a.round_id', '=', roundId)
    .where('a.number', 'is not', null)
    .orderBy('a.number');
  return (state ? all.where('a.state', '=', state) : all).execute();
};

export const insertApplication = (trx: Trx, row: Insertable<ApplicationTable>) =>
  trx.insertInto('selection.application').values(row).execute();

/** False when another change came first. */
export async function updateApplication(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<ApplicationTable>,
): Promise<boolean> {
  const row = await trx
    .updateTable('selection.application')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** True when nobody had the number yet; it is then taken for good. */
export async function takeNumber(trx: Trx, number: string): Promise<boolean> {
  const result = await trx
    .insertInto('selection.used_number')
    .values({ number })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Whether a failure of the database says that the dataset is nominated in the round already. */
export const isDatasetTaken = (error: unknown): boolean =>
  (error as { constraint?: string } | null)?.constraint === 'dataset_once_a_round';

/** The withdrawn application of the organisation in the round that a new one follows. */
export const withdrawnBefore = (db: Db, roundId: string, leadOrgId: string) =>
  db
    .selectFrom('selection.application')
    .select('id')
    .where('round_id', '=', roundId)
    .where('lead_org_id', '=', leadOrgId)
    .where('state', '=', 'withdrawn')
    .where('number', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
