import type { Db } from '../deps.ts';
import { calendarDays, calendarYears } from './queries.ts';
import { isWorking, nthWorkingDayAfter, type Calendar } from './working-days.ts';

/** The calendar of the years that `days` working days from `day` can reach. */
async function calendarFor(db: Db, day: string, days: number): Promise<Calendar> {
  const year = Number(day.slice(0, 4));
  const last = year + 1 + Math.ceil(days / 200);
  const years = await calendarYears(db);
  const named = await calendarDays(db, `${year}-01-01`, `${last}-12-31`);
  return {
    years: new Set(years.map((row) => row.year)),
    days: new Map(named.map((row) => [row.day, row.kind])),
  };
}

/**
 * The n-th working day after `day` (YYYY-MM-DD, Asia/Shanghai), which itself does not count.
 * notice.holidayYearMissing names the year the table lacks.
 */
export async function workingDayAfter(db: Db, day: string, n: number): Promise<string> {
  return nthWorkingDayAfter(await calendarFor(db, day, n), day, n);
}

/** Whether `day` (YYYY-MM-DD, Asia/Shanghai) is worked; notice.holidayYearMissing as above. */
export async function isWorkingDay(db: Db, day: string): Promise<boolean> {
  return isWorking(await calendarFor(db, day, 1), day);
}
