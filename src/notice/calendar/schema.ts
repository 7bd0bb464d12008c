import { type } from 'arktype';
import { day } from '#src/kernel/schema.ts';

const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);

const Year = type('/^20[0-9]{2}$/').describe('a year from 2000 to 2099');
export const YearPath = type({ year: Year });

export const YearSummary = type({
  year: 'number.integer',
  source: 'string',
  revision: 'number.integer',
  holidays: 'number.integer',
  worked: 'number.integer',
});
export const YearList = type({ items: YearSummary.array() });
export const YearView = type({
  year: 'number.integer',
  source: 'string',
  revision: 'number.integer',
  holidays: type({ day: 'string', name: 'string' }).array(),
  /** Saturdays and Sundays that are worked. */
  worked: type('string').array(),
});
export type YearViewBody = typeof YearView.infer;

export const PutYear = type({
  '+': 'reject',
  /** 0 for a year that is new. */
  revision: 'number.integer >= 0',
  source: line(300),
  holidays: type({ '+': 'reject', day, name: line(40) })
    .array()
    .atLeastLength(1)
    .atMostLength(60),
  worked: day.array().atMostLength(30),
});
export type PutYearBody = typeof PutYear.infer;

export const WorkingDayQuery = type({
  from: day,
  days: type('/^([1-9]|[1-9][0-9]|1[0-9]{2})$/').describe('a whole number from 1 to 199'),
});
export const WorkingDayView = type({ from: 'string', days: 'number.integer', day: 'string' });
