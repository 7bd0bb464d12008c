import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors, type FieldError } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { noticeErrors } from '../errors.ts';
import { calendarYears, daysOfDocument, putYear, replaceDays } from './queries.ts';
import type { CalendarDayRow, CalendarYearRow } from './queries.ts';
import type { PutYearBody, YearViewBody } from './schema.ts';
import { isDay, isWeekend } from './working-days.ts';

/** What is wrong with the days of a year's document, each named by its place. */
export function dayProblems(year: number, body: PutYearBody): FieldError[] {
  const seen = new Set<string>();
  const problems: FieldError[] = [];
  const check = (field: string, day: string, worked: boolean): void => {
    const complain = (message: string) => problems.push({ field, code: 'day', message });
    if (!isDay(day)) complain('must be a day that the calendar has');
    else if (!day.startsWith(`${year}-`) && !day.startsWith(`${year - 1}-12-`))
      complain(`must be in ${year} or the December before it`);
    else if (seen.has(day)) complain('must be named once');
    else if (worked && !isWeekend(day)) complain('must be a Saturday or a Sunday');
    seen.add(day);
  };
  body.holidays.forEach(({ day }, n) => check(`holidays/${n}/day`, day, false));
  body.worked.forEach((day, n) => check(`worked/${n}`, day, true));
  return problems;
}

export function yearView(row: CalendarYearRow, days: readonly CalendarDayRow[]): YearViewBody {
  return {
    year: row.year,
    source: row.source,
    revision: row.revision,
    holidays: days.filter((d) => d.kind === 'holiday').map(({ day, name }) => ({ day, name })),
    worked: days.filter((d) => d.kind === 'worked').map((d) => d.day),
  };
}

export async function readYear(db: Trx, year: number): Promise<YearViewBody | undefined> {
  const row = (await calendarYears(db)).find((y) => y.year === year);
  return row && yearView(row, await daysOfDocument(db, year));
}

/** Adds a year (revision 0) or corrects it; the ends of notices already open stay as announced. */
export async function keepYear(
  trx: Trx,
  audit: Audit,
  { year }: Authorized<{ readonly year: number }, 'keep'>,
  body: PutYearBody,
): Promise<YearViewBody> {
  const problems = dayProblems(year, body);
  if (problems.length > 0)
    throw new AppError(noticeErrors.calendarDays, { errors: problems.slice(0, 20) });
  const before = await readYear(trx, year);
  if (!(await putYear(trx, { year, source: body.source }, body.revision)))
    throw new AppError(errors.conflict);
  const days: CalendarDayRow[] = [
    ...body.holidays.map(({ day, name }) => ({ day, year, kind: 'holiday' as const, name })),
    ...body.worked.map((day) => ({ day, year, kind: 'worked' as const, name: '' })),
  ];
  if (!(await replaceDays(trx, year, days)))
    throw new AppError(noticeErrors.calendarDays, {
      errors: [
        { field: 'holidays', code: 'day', message: "a day is already in another year's document" },
      ],
    });
  const after = await readYear(trx, year);
  if (!after) throw new AppError(errors.notFound);
  await audit({
    action: 'notice.keep-calendar-year',
    objectType: 'calendar-year',
    objectId: String(year),
    ...(before ? { before } : {}),
    after,
  });
  return after;
}
