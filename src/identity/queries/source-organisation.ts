import type { Transaction } from 'kysely';
import type { IdentityTables } from '../tables.ts';

/** Inserts an approved organisation without code and members; nothing when the slug is taken. */
export async function insertSourceOrganisation(
  trx: Transaction<IdentityTables>,
  row: { id: string; slug: string; name_zh: string; name_en: string },
): Promise<boolean> {
  const result = await trx
    .insertInto('identity.organisation')
    .values({
      ...row,
      uscc: null,
      kind: 'public-body',
      status: 'approved',
      first_version_reviewed: false,
      quota_bytes: 0n,
      created_by: null,
    })
    .onConflict((oc) => oc.column('slug').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** An organisation that the hub made itself: only those lack a code. */
export const sourceOrganisation = (trx: Transaction<IdentityTables>, slug: string) =>
  trx
    .selectFrom('identity.organisation')
    .select('id')
    .where('slug', '=', slug)
    .where('uscc', 'is', null)
    .executeTakeFirst();
