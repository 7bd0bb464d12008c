import { sql, type Kysely, type Transaction } from 'kysely';
import type { HubTables } from '../deps.ts';

type Db = Kysely<HubTables>;
type Trx = Transaction<HubTables>;

/** Live sessions of a person, newest first; `token` never leaves the server. */
export function listSessions(db: Db, userId: string) {
  return db
    .selectFrom('auth.session')
    .select(['id', 'token', 'createdAt', 'expiresAt', 'ipAddress', 'userAgent'])
    .where('userId', '=', userId)
    .where('expiresAt', '>', sql<Date>`now()`)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export type SessionRow = Awaited<ReturnType<typeof listSessions>>[number];

/** Ends one session of a person; false when there is none of this id. */
export async function deleteSession(trx: Trx, userId: string, id: string): Promise<boolean> {
  const row = await trx
    .deleteFrom('auth.session')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends the sessions of a person, all but the one with this token; returns how many. */
export async function deleteSessions(trx: Trx, userId: string, butToken?: string): Promise<number> {
  let query = trx.deleteFrom('auth.session').where('userId', '=', userId);
  if (butToken !== undefined) query = query.where('token', '<>', butToken);
  return (await query.returning('id').execute()).length;
}

/** Ends what still waits in a person's name: other reset links, half-done sign-ins, trusted devices. */
export async function deleteVerifications(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('auth.verification').where('value', '=', userId).execute();
}

/** Ends the sessions of a person but the one that began last. */
export async function keepNewestSession(trx: Trx, userId: string): Promise<void> {
  await trx
    .deleteFrom('auth.session')
    .where('userId', '=', userId)
    .where('id', '<>', (eb) =>
      eb
        .selectFrom('auth.session')
        .select('id')
        .where('userId', '=', userId)
        .orderBy('createdAt', 'desc')
        .limit(1),
    )
    .execute();
}
