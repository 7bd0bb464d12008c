import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/** Today in Asia/Shanghai, YYYY-MM-DD, by the database's clock. */
export async function currentDay(db: Db): Promise<string> {
  const { rows } = await sql<{
    day: string;
  }>`select (now() at time zone 'Asia/Shanghai')::date as day`.execute(db);
  return rows[0]?.day ?? '';
}

export const calendarYears = (db: Db) =>
  db.selectFrom('notice.calendar_year').selectAll().orderBy('year', 'desc').execute();
export type CalendarYearRow = Awaited<ReturnType<typeof calendarYears>>[number];

/** Every day that the documents of these years name, and those the next year's names within them. */
export const calendarDays = (db: Db, from: string, to: string) =>
  db
    .selectFrom('notice.calendar_day')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();

/** The days of one year's document, in order. */
export const daysOfDocument = (db: Db, year: number) =>
  db
    .selectFrom('notice.calendar_day')
    .selectAll()
    .where('year', '=', year)
    .orderBy('day')
    .execute();
export type CalendarDayRow = Awaited<ReturnType<typeof daysOfDocument>>[number];

/** Creates the year, or replaces it at this revision; false when another change came first. */
export async function putYear(
  trx: Trx,
  row: { readonly year: number; readonly source: string },
  revision: number,
): Promise<boolean> {
  if (revision === 0) {
    const added = await trx
      .insertInto('notice.calendar_year')
      .values(row)
      .onConflict((oc) => oc.column('year').doNothing())
      .returning('year')
      .executeTakeFirst();
    return added !== undefined;
  }
  const changed = await trx
    .updateTable('notice.calendar_year')
    .set({ source: row.source, revision: sql<number>`revision + 1` })
    .where('year', '=', row.year)
    .where('revision', '=', revision)
    .returning('year')
    .executeTakeFirst();
  return changed !== undefined;
}

/** Replaces what the document of a year says; false when a day belongs to another year's document. */
export async function replaceDays(
  trx: Trx,
  year: number,
  days: readonly CalendarDayRow[],
): Promise<boolean> {
  await trx.deleteFrom('notice.calendar_day').where('year', '=', year).execute();
  if (days.length === 0) return true;
  const added = await trx
    .insertInto('notice.calendar_day')
    .values([...days])
    .onConflict((oc) => oc.column('day').doNothing())
    .returning('day')
    .execute();
  return added.length === days.length;
}
