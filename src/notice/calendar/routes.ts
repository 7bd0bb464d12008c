import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { NoticeDeps } from '../deps.ts';
import { noticeErrors } from '../errors.ts';
import { mayKeepYear } from '../policy.ts';
import { workingDayAfter } from './calendar.ts';
import { keepYear, yearView } from './keep-year.ts';
import { calendarYears, daysOfDocument } from './queries.ts';
import * as schema from './schema.ts';
import { isDay } from './working-days.ts';

const tag = 'notices';

/** The working days as everybody reads them; operators add years. */
export function calendarRoutes(deps: NoticeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/calendar/years',
    route({
      summary: 'Years whose holidays are known, each with its document',
      tag,
      access: 'public',
      replies: { 200: schema.YearList },
    }),
    async (c) => {
      const items = await deps.store.read(c.var.actor, async (db) => {
        const years = await calendarYears(db);
        return Promise.all(
          years.map(async (row) => yearView(row, await daysOfDocument(db, row.year))),
        );
      });
      return c.json({
        items: items.map((y) => ({
          ...y,
          holidays: y.holidays.length,
          worked: y.worked.length,
        })),
      });
    },
  );
  app.get(
    '/api/v1/calendar/years/:year',
    route({
      summary: 'Holidays of a year and the weekend days worked in return',
      tag,
      access: 'public',
      replies: { 200: schema.YearView },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.YearPath),
    async (c) => {
      const year = Number(c.req.valid('param').year);
      const view = await deps.store.read(c.var.actor, async (db) => {
        const row = (await calendarYears(db)).find((y) => y.year === year);
        return row && yearView(row, await daysOfDocument(db, year));
      });
      if (!view) throw new AppError(errors.notFound);
      return c.json(view);
    },
  );
  app.get(
    '/api/v1/calendar/working-day',
    route({
      summary: 'The n-th working day after a day (Asia/Shanghai)',
      tag,
      access: 'public',
      replies: { 200: schema.WorkingDayView },
      errors: [errors.invalid, noticeErrors.holidayYearMissing],
    }),
    valid('query', schema.WorkingDayQuery),
    async (c) => {
      const { from, days } = c.req.valid('query');
      if (!isDay(from))
        throw new AppError(errors.invalid, {
          errors: [{ field: 'from', code: 'day', message: 'must be a day that the calendar has' }],
        });
      const n = Number(days);
      const day = await deps.store.read(c.var.actor, (db) => workingDayAfter(db, from, n));
      return c.json({ from, days: n, day });
    },
  );
  app.put(
    '/api/v1/operator/calendar/years/:year',
    route({
      summary: 'Add the holidays of a year, or correct them',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.YearView },
      errors: [
        errors.invalid,
        errors.unauthenticated,
        errors.forbidden,
        errors.notFound,
        errors.conflict,
        noticeErrors.calendarDays,
      ],
    }),
    valid('param', schema.YearPath),
    valid('json', schema.PutYear),
    (c) => {
      const year = mayKeepYear(c.var.actor, Number(c.req.valid('param').year));
      return mutate(c, deps.store, async (trx, audit) => ({
        status: 200,
        body: await keepYear(trx, audit, year, c.req.valid('json')),
      }));
    },
  );
  return app;
}
