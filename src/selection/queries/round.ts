import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { RoundTable } from '../tables.ts';
import type { RoundState } from '../transitions.ts';

/** Whether a submission at this moment, by the database's clock, is in time. */
const receiving = sql<boolean>`(r.state = 'open' and selection.receives(r.opens_at, r.closes_at, now()))`;

function rounds(db: Db) {
  return db
    .selectFrom('selection.round as r')
    .innerJoin('selection.programme as p', 'p.code', 'r.programme_code')
    .selectAll('r')
    .select(['p.kind', 'p.subject', 'p.name_zh as programme_zh', 'p.name_en as programme_en'])
    .select(['p.yearly_capacity', receiving.as('receiving')]);
}
export type RoundRow = Awaited<ReturnType<ReturnType<typeof rounds>['execute']>>[number];

export const roundById = (db: Db, id: string) =>
  rounds(db).where('r.id', '=', id).executeTakeFirst();

/** Applicants may not lock the row of a round, so its moves and their submissions meet in this lock. */
const lockName = (id: string) => sql`hashtextextended(${`selection.round ${id}`}, 0)`;

/** The round, which nobody else changes until the end of the transaction. */
export async function lockRound(trx: Trx, id: string) {
  await sql`select pg_advisory_xact_lock(${lockName(id)})`.execute(trx);
  return roundById(trx, id);
}

/** The round, whose state stays as it is until the end of the transaction. */
export async function holdRound(trx: Trx, id: string) {
  await sql`select pg_advisory_xact_lock_shared(${lockName(id)})`.execute(trx);
  return roundById(trx, id);
}

/** Rounds the actor may see, newest first. */
export const listRounds = (db: Db, n: number, after?: string) => {
  const all = rounds(db).orderBy('r.id', 'desc').limit(n);
  return (after === undefined ? all : all.where('r.id', '<', after)).execute();
};

export const insertRound = (trx: Trx, row: Insertable<RoundTable>) =>
  trx.insertInto('selection.round').values(row).execute();

/** False when another change came first. */
export async function updateRound(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<RoundTable>,
): Promise<boolean> {
  const row = await trx
    .updateTable('selection.round')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Open rounds whose deadline has passed, by the database's clock. */
export const overdueRounds = (db: Db) =>
  db
    .selectFrom('selection.round')
    .select('id')
    .where('state', '=', 'open')
    .where('closes_at', '<=', sql<Date>`now()`)
    .orderBy('closes_at')
    .execute();

/** Applications of a round by state, drafts left out. */
export async function countStates(db: Db, roundId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('selection.application')
    .select(['state', (eb) => eb.fn.countAll<bigint>().as('n')])
    .where('round_id', '=', roundId)
    .where('number', 'is not', null)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]));
}

/** What stands in a later state than the moment of the database. */
export async function isFuture(db: Db, at: Date): Promise<boolean> {
  const { rows } = await sql<{ future: boolean }>`select ${at} > now() as future`.execute(db);
  return rows[0]?.future ?? false;
}

export const setRoundState = (
  trx: Trx,
  id: string,
  revision: number,
  state: RoundState,
  reason: string | null,
) => updateRound(trx, id, revision, { state, state_reason: reason });

/** The instant at which a day of Asia/Shanghai is over. */
export async function endOfDay(db: Db, day: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai' as at`.execute(db);
  return rows[0]?.at ?? new Date(Number.NaN);
}

/** A moment so many days from now, by the database's clock. */
export async function daysFromNow(db: Db, days: number): Promise<Date> {
  const { rows } = await sql<{
    at: Date;
  }>`select now() + make_interval(days => ${days}) as at`.execute(db);
  return rows[0]?.at ?? new Date(Number.NaN);
}

/** Notes the review board of a round. */
export const setBoard = (trx: Trx, id: string, boardId: string) =>
  trx
    .updateTable('selection.round')
    .set({ board_id: boardId, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute();
