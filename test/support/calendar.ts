import pg from 'pg';
import type { TestHub } from './hub.ts';

/** Years without holidays for wherever today lies, so that a notice opened now finds its end. */
export async function furnishCalendar(hub: TestHub): Promise<void> {
  const client = new pg.Client({ connectionString: hub.database.ownerUrl });
  await client.connect();
  await client.query("set session hub.role = 'system'");
  await client.query(
    `insert into notice.calendar_year (year, source)
     select y, 'test' from generate_series(extract(year from now())::int, extract(year from now())::int + 12) y
     on conflict do nothing`,
  );
  await client.end();
}
