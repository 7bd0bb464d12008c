import type { Db } from '../deps.ts';

/** The person's newest access request of a dataset. */
export const newestRequest = (db: Db, datasetId: string, userId: string) =>
  db
    .selectFrom('catalog.access_request')
    .select(['state', 'reason', 'expires_at'])
    .where('dataset_id', '=', datasetId)
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
