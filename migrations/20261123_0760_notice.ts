import { sql, type Kysely } from 'kysely';
import { guards } from './20261123_0760_notice/guards.ts';
import { policies } from './20261123_0760_notice/policies.ts';
import { tables } from './20261123_0760_notice/tables.ts';
import { years } from './20261123_0760_notice/years.ts';

/** Working days as data, public notices with every text they ever had, and objections to them. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(guards).execute(db);
  for (const { year, source, holidays, worked } of years) {
    await sql`insert into notice.calendar_year (year, source) values (${year}, ${source})`.execute(
      db,
    );
    for (const [from, to, name] of holidays)
      await sql`insert into notice.calendar_day (day, year, kind, name)
        select d::date, ${year}, 'holiday', ${name}
        from generate_series(${from}::date, ${to}::date, interval '1 day') d`.execute(db);
    for (const day of worked)
      await sql`insert into notice.calendar_day (day, year, kind, name)
        values (${day}::date, ${year}, 'worked', '')`.execute(db);
  }
  await sql.raw(policies).execute(db);
}
