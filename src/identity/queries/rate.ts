import { sql, type Kysely, type Transaction } from 'kysely';
import type { HubTables } from '../deps.ts';

/** Counts one use in the key's window, opening a new one when the last has ended; atomic. */
export async function countUse(
  trx: Transaction<HubTables>,
  key: string,
  windowSeconds: number,
): Promise<{ count: number; seconds_left: number }> {
  const ends = sql<Date>`now() + make_interval(secs => ${windowSeconds})`;
  return trx
    .insertInto('identity.rate_window')
    .values({ key, count: 1, ends_at: ends })
    .onConflict((oc) =>
      oc.column('key').doUpdateSet({
        count: sql<number>`case when rate_window.ends_at <= now() then 1 else rate_window.count + 1 end`,
        ends_at: sql<Date>`case when rate_window.ends_at <= now() then excluded.ends_at else rate_window.ends_at end`,
      }),
    )
    .returning([
      'count',
      sql<number>`ceil(extract(epoch from ends_at - now()))::int`.as('seconds_left'),
    ])
    .executeTakeFirstOrThrow();
}

/** Removes what has run out: rate windows, sessions (also those unused for `idleHours`), verification values, old invitations. */
export async function purgeExpired(db: Kysely<HubTables>, idleHours: number): Promise<void> {
  await db
    .deleteFrom('identity.rate_window')
    .where('ends_at', '<', sql<Date>`now()`)
    .execute();
  await db
    .deleteFrom('auth.session')
    .where(
      sql<boolean>`"expiresAt" < now() or "seenAt" < now() - make_interval(hours => ${idleHours}::int)`,
    )
    .execute();
  await db
    .deleteFrom('auth.verification')
    .where('expiresAt', '<', sql<Date>`now()`)
    .execute();
  await db
    .deleteFrom('identity.invitation')
    .where('expires_at', '<', sql<Date>`now() - interval '90 days'`)
    .execute();
}
