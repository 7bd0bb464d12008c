import { sql, type Kysely, type Transaction } from 'kysely';
import type { HubTables } from '../deps.ts';

type Db = Kysely<HubTables>;
type Trx = Transaction<HubTables>;

const columns = [
  'id',
  'name',
  'hint',
  'scopes',
  'created_at',
  'expires_at',
  'last_used_at',
] as const;

/** Tokens of a person that are neither revoked nor run out, oldest first. */
export function listTokens(db: Db, userId: string) {
  return db
    .selectFrom('identity.token')
    .select(columns)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('id')
    .execute();
}

export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number];

export function insertToken(
  trx: Trx,
  row: {
    id: string;
    user_id: string;
    name: string;
    token_hash: string;
    hint: string;
    scopes: string[];
  },
  days: number,
): Promise<TokenRow> {
  return trx
    .insertInto('identity.token')
    .values({
      ...row,
      last_used_at: null,
      revoked_at: null,
      expires_at: sql<Date>`now() + make_interval(days => ${days})`,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export function revokeToken(trx: Trx, userId: string, id: string) {
  return trx
    .updateTable('identity.token')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .returning(columns)
    .executeTakeFirst();
}

/** Ends every token of a person; returns how many there were. */
export async function revokeAllTokens(trx: Trx, userId: string): Promise<number> {
  const rows = await trx
    .updateTable('identity.token')
    .set({ revoked_at: sql<Date>`now()` })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length;
}
