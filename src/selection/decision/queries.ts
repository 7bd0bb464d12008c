import { sql, type Insertable, type UpdateObject } from 'kysely';
import type { Db, Trx } from '../outcome-deps.ts';
import type { DecisionTables } from './tables.ts';

export const deliberationOf = (db: Db, roundId: string) =>
  db
    .selectFrom('selection.deliberation')
    .selectAll()
    .where('round_id', '=', roundId)
    .executeTakeFirst();

export type DeliberationRow = NonNullable<Awaited<ReturnType<typeof deliberationOf>>>;

/** Records the sitting, or corrects it at this revision (0 for none yet); false when another came first. */
export async function putDeliberation(
  trx: Trx,
  row: Insertable<DecisionTables['selection.deliberation']>,
  revision: number,
): Promise<boolean> {
  if (revision === 0) {
    const added = await trx
      .insertInto('selection.deliberation')
      .values(row)
      .onConflict((oc) => oc.column('round_id').doNothing())
      .returning('round_id')
      .executeTakeFirst();
    return added !== undefined;
  }
  const { round_id, ...change } = row;
  const changed = await trx
    .updateTable('selection.deliberation')
    .set({ ...change, revision: sql<number>`revision + 1`, recorded_at: sql<Date>`now()` })
    .where('round_id', '=', round_id)
    .where('revision', '=', revision)
    .returning('round_id')
    .executeTakeFirst();
  return changed !== undefined;
}

export const minutesOf = (db: Db, roundId: string) =>
  db.selectFrom('selection.item_minutes').selectAll().where('round_id', '=', roundId).execute();
export type MinutesRow = Awaited<ReturnType<typeof minutesOf>>[number];

/** Writes the minutes of an item at this revision (0 for none yet); false when another came first. */
export async function putMinutes(
  trx: Trx,
  row: Insertable<DecisionTables['selection.item_minutes']>,
  revision: number,
): Promise<boolean> {
  if (revision === 0) {
    const added = await trx
      .insertInto('selection.item_minutes')
      .values(row)
      .onConflict((oc) => oc.column('application_id').doNothing())
      .returning('application_id')
      .executeTakeFirst();
    return added !== undefined;
  }
  const { application_id, ...change } = row;
  const changed = await trx
    .updateTable('selection.item_minutes')
    .set({ ...change, revision: sql<number>`revision + 1`, written_at: sql<Date>`now()` })
    .where('application_id', '=', application_id)
    .where('revision', '=', revision)
    .returning('application_id')
    .executeTakeFirst();
  return changed !== undefined;
}

function decisions(db: Db) {
  return db
    .selectFrom('selection.decision as d')
    .innerJoin('selection.round as r', 'r.id', 'd.round_id')
    .leftJoin('identity.person as p', 'p.user_id', 'd.proposed_by')
    .leftJoin('identity.person as q', 'q.user_id', 'd.approved_by')
    .selectAll('d')
    .select(['r.title_zh as round_zh', 'r.title_en as round_en', 'r.capacity'])
    .select(['p.name as proposed_name', 'q.name as approved_name']);
}
export type DecisionRow = Awaited<ReturnType<ReturnType<typeof decisions>['execute']>>[number];

export const decisionById = (db: Db, id: string) =>
  decisions(db).where('d.id', '=', id).executeTakeFirst();

/** Every decision about a round, newest first. */
export const decisionsOf = (db: Db, roundId: string) =>
  decisions(db).where('d.round_id', '=', roundId).orderBy('d.number', 'desc').execute();

/** The decision about a round that is not superseded. */
export const presentDecision = (db: Db, roundId: string) =>
  decisions(db)
    .where('d.round_id', '=', roundId)
    .where('d.state', '<>', 'superseded')
    .executeTakeFirst();

export const proposedDecisions = (db: Db, n: number) =>
  decisions(db).where('d.state', '=', 'proposed').orderBy('d.proposed_at').limit(n).execute();

export const insertDecision = (trx: Trx, row: Insertable<DecisionTables['selection.decision']>) =>
  trx.insertInto('selection.decision').values(row).execute();

export const insertDecisionItems = (
  trx: Trx,
  rows: readonly Insertable<DecisionTables['selection.decision_item']>[],
) =>
  rows.length === 0
    ? Promise.resolve()
    : trx
        .insertInto('selection.decision_item')
        .values([...rows])
        .execute();

/** Changes the decision of this revision; false when another change came first. */
export async function updateDecision(
  trx: Trx,
  id: string,
  revision: number,
  change: UpdateObject<DecisionTables, 'selection.decision'>,
): Promise<boolean> {
  const row = await trx
    .updateTable('selection.decision')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** What a decision says of each application, the selected first in their order. */
export const itemsOf = (db: Db, decisionId: string) =>
  db
    .selectFrom('selection.decision_item as i')
    .innerJoin('selection.application as a', 'a.id', 'i.application_id')
    .innerJoin('identity.organisation as o', 'o.id', 'a.lead_org_id')
    .selectAll('i')
    .select(['a.number', 'a.title', 'a.state', 'a.lead_org_id', 'a.dataset_id', 'a.version_id'])
    .select(['o.slug as lead_slug', 'o.name_zh as lead_zh', 'o.name_en as lead_en'])
    .where('i.decision_id', '=', decisionId)
    .orderBy(sql`i.place nulls last`)
    .orderBy('i.rank')
    .orderBy('i.application_id')
    .execute();
export type DecisionItemRow = Awaited<ReturnType<typeof itemsOf>>[number];

export const now = () => sql<Date>`now()`;

/** Who acts in this transaction, as the database was told. */
export async function actorOf(db: Db): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select hub.actor_id() as id`.execute(db);
  return rows[0]?.id ?? null;
}

/** Organisations of these applications, lead and joint, each once. */
export async function organisationsOfApplications(
  db: Db,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select lead_org_id as id from selection.application where id = any (${[...ids]})
    union
    select org_id from selection.application_org
      where application_id = any (${[...ids]}) and state = 'confirmed'`.execute(db);
  return rows.map((row) => row.id);
}

/** Organisations of the applications of a round, lead and joint. */
export async function organisationsOfRound(db: Db, roundId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct id from (
      select lead_org_id as id from selection.application
        where round_id = ${roundId} and number is not null
      union all
      select j.org_id from selection.application_org j
        join selection.application a on a.id = j.application_id
        where a.round_id = ${roundId} and j.state = 'confirmed') ids`.execute(db);
  return rows.map((row) => row.id);
}

/** The text the officers wrote for the notice of a decision. */
export const noticeTextOf = (db: Db, decisionId: string) =>
  db
    .selectFrom('selection.notice_text')
    .selectAll()
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();

export const putNoticeText = (trx: Trx, row: Insertable<DecisionTables['selection.notice_text']>) =>
  trx
    .insertInto('selection.notice_text')
    .values(row)
    .onConflict((oc) =>
      oc.column('decision_id').doUpdateSet({ ...row, written_at: sql<Date>`now()` }),
    )
    .execute();
