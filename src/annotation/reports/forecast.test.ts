import { expect, test } from 'vitest';
import { forecastOf } from './forecast.ts';

const now = new Date('2026-11-23T12:00:00Z');
const hours = Array.from({ length: 24 }, (_, n) => (n < 22 ? 0 : 30));

test('what is left at the pace of the last day', () => {
  const { pace, forecast } = forecastOf(
    {
      hours,
      first: new Date('2026-11-20T00:00:00Z'),
      left: 240,
      deadline: new Date('2026-11-25T00:00:00Z'),
    },
    now,
  );
  expect(pace).toEqual({ hours, perHour: 2.5, last24: 60 });
  expect([forecast.endsAt, forecast.late]).toEqual(['2026-11-27T12:00:00.000Z', true]);
});

test('work that began two hours ago is measured by those two', () => {
  const of = { hours, first: new Date('2026-11-23T10:00:00Z'), left: 60, deadline: null };
  expect(forecastOf(of, now).forecast.endsAt).toBe('2026-11-23T14:00:00.000Z');
});

test('no end where nobody works or nothing is left', () => {
  const idle = { hours: hours.map(() => 0), first: null, left: 5, deadline: null };
  expect(forecastOf(idle, now).forecast.endsAt).toBeNull();
  expect(forecastOf({ ...idle, hours, left: 0 }, now).forecast).toMatchObject({
    endsAt: null,
    late: false,
  });
});
