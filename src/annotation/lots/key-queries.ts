import type { Db, Trx } from '../deps.ts';

/** Notes the key that signs; one that is known already stays as it is. */
export const noteKey = (trx: Trx, keyId: string, publicKey: string) =>
  trx
    .insertInto('annotation.certificate_key')
    .values({ key_id: keyId, public_key: publicKey })
    .onConflict((on) => on.doNothing())
    .execute();

export const certificateKeys = (db: Db) =>
  db
    .selectFrom('annotation.certificate_key')
    .selectAll()
    .orderBy('first_used_at', 'desc')
    .execute();

export const keyById = (db: Db, keyId: string) =>
  db
    .selectFrom('annotation.certificate_key')
    .selectAll()
    .where('key_id', '=', keyId)
    .executeTakeFirst();
