import { AppError } from '#src/kernel/errors.ts';
import { noticeErrors } from '../errors.ts';

/** The days that are not what their weekday says, and the years for which that is known. */
export interface Calendar {
  readonly years: ReadonlySet<number>;
  /** By YYYY-MM-DD. */
  readonly days: ReadonlyMap<string, 'holiday' | 'worked'>;
}

const dayMs = 86_400_000;
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const textOf = (date: Date): string => date.toISOString().slice(0, 10);

/** A day that the calendar has, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = dateOf(text);
  return !Number.isNaN(date.getTime()) && textOf(date) === text;
}

/** Saturday or Sunday. */
export const isWeekend = (day: string): boolean => [0, 6].includes(dateOf(day).getUTCDay());

export const nextDay = (day: string): string => textOf(new Date(dateOf(day).getTime() + dayMs));

/**
 * Whether people work on this day in mainland China: weekdays except holidays, and the Saturdays and
 * Sundays worked in return. notice.holidayYearMissing where the year is unknown: a weekday of such a year
 * may be a holiday.
 */
export function isWorking(calendar: Calendar, day: string): boolean {
  const year = Number(day.slice(0, 4));
  if (!calendar.years.has(year))
    throw new AppError(noticeErrors.holidayYearMissing, {
      extra: { year },
      errors: [{ field: 'year', code: 'missing', message: `the holidays of ${year} are needed` }],
    });
  const kind = calendar.days.get(day);
  return kind === undefined ? !isWeekend(day) : kind === 'worked';
}

/** The n-th working day after `day`, which itself does not count; n ≥ 1. */
export function nthWorkingDayAfter(calendar: Calendar, day: string, n: number): string {
  if (!isDay(day) || !Number.isInteger(n) || n < 1) throw new RangeError('a day and n ≥ 1');
  let at = day;
  for (let left = n; left > 0;) {
    at = nextDay(at);
    if (isWorking(calendar, at)) left -= 1;
  }
  return at;
}
