import { sql } from 'kysely';
import type { Db, Trx } from '../../deps.ts';
import type { ProfileTable } from '../../tables.ts';

/** Names one profile: equal bytes under two kinds of name, or of two owners, are two profiles. */
export interface ProfileKey {
  readonly orgId: string;
  readonly sha256: string;
  readonly nameKind: string;
}

/** True when there was no profile of this key yet. */
export async function queueProfile(trx: Trx, key: ProfileKey): Promise<boolean> {
  const result = await trx
    .insertInto('catalog.profile')
    .values({ org_id: key.orgId, sha256: key.sha256, name_kind: key.nameKind, state: 'queued' })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export const profileRow = (db: Db, key: ProfileKey) =>
  db
    .selectFrom('catalog.profile')
    .select(['state', 'progress', 'preview', 'result', 'error'])
    .where('org_id', '=', key.orgId)
    .where('sha256', '=', key.sha256)
    .where('name_kind', '=', key.nameKind)
    .executeTakeFirst();

export interface ProfileChange {
  readonly state?: ProfileTable['state'];
  readonly progress?: unknown;
  readonly preview?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Changes a profile that is not finished; false when there is none (its bytes were collected). */
export async function changeProfile(
  trx: Trx,
  key: ProfileKey,
  change: ProfileChange,
): Promise<boolean> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const { state, ...documents } = change;
  const set = Object.fromEntries(
    Object.entries(documents).map(([column, value]) => [column, json(value)]),
  );
  const result = await trx
    .updateTable('catalog.profile')
    .set({ ...set, ...(state ? { state } : {}), updated_at: sql<Date>`now()` } as never)
    .where('org_id', '=', key.orgId)
    .where('sha256', '=', key.sha256)
    .where('name_kind', '=', key.nameKind)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
