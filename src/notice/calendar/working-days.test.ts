import { expect, test } from 'vitest';
import { AppError } from '#src/kernel/errors.ts';
import { isDay, isWorking, nthWorkingDayAfter, type Calendar } from './working-days.ts';

const named = (kind: 'holiday' | 'worked', ...days: string[]) =>
  days.map((day) => [day, kind] as const);

/** Parts of 2024, 2026 and a 2028 without holidays. */
const calendar: Calendar = {
  years: new Set([2024, 2026, 2028]),
  days: new Map([
    ...named('holiday', '2024-02-12', '2024-02-13', '2024-02-14', '2024-02-15', '2024-02-16'),
    ...named('worked', '2024-02-18', '2026-10-10', '2026-09-20'),
    ...named('holiday', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'),
  ]),
};

test.each([
  ['2026-11-23', 1, '2026-11-24'],
  ['2026-11-20', 1, '2026-11-23'],
  ['2026-11-21', 1, '2026-11-23'],
  // The fifth day would be a holiday: the first day after the feast, and the worked Saturday counts.
  ['2026-09-30', 1, '2026-10-08'],
  ['2026-09-30', 3, '2026-10-10'],
  ['2026-09-30', 4, '2026-10-12'],
  ['2026-09-18', 1, '2026-09-20'],
  // Leap days are days.
  ['2024-02-09', 1, '2024-02-18'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2024-02-29', 1, '2024-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
])('%s + %i working days is %s', (from, n, day) => {
  expect(nthWorkingDayAfter(calendar, from, n)).toBe(day);
});

test('a year that the table lacks is refused by name, also when only the end lies in it', () => {
  const refused = (run: () => unknown) => {
    try {
      return run();
    } catch (error) {
      return error instanceof AppError ? [error.spec.code, error.extra] : error;
    }
  };
  const missing = ['notice.holidayYearMissing', { year: 2027 }];
  expect(refused(() => nthWorkingDayAfter(calendar, '2026-12-30', 2))).toEqual(missing);
  expect(nthWorkingDayAfter(calendar, '2026-12-30', 1)).toBe('2026-12-31');
  expect(refused(() => isWorking(calendar, '2027-01-02'))).toEqual(missing);
});

test('days are days that exist', () => {
  expect(['2024-02-29', '2026-02-29', '2026-13-01', '2026-2-1', ''].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(() => nthWorkingDayAfter(calendar, '2026-02-29', 1)).toThrow(RangeError);
  expect(() => nthWorkingDayAfter(calendar, '2026-02-28', 0)).toThrow(RangeError);
});
