import { sql, type Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { SelectionTables } from '../tables.ts';

/** Joint organisations of an application in the order they were invited. */
export const jointOrgs = (db: Db, applicationId: string) =>
  db
    .selectFrom('selection.application_org as j')
    .innerJoin('identity.organisation as o', 'o.id', 'j.org_id')
    .select(['j.org_id', 'j.state', 'o.slug', 'o.name_zh', 'o.name_en', 'o.uscc'])
    .where('j.application_id', '=', applicationId)
    .orderBy('j.created_at')
    .orderBy('j.org_id')
    .execute();
export type JointRow = Awaited<ReturnType<typeof jointOrgs>>[number];

/** Asks an organisation to join, also one that declined before. */
export const inviteOrg = (trx: Trx, applicationId: string, orgId: string, leadOrgId: string) =>
  trx
    .insertInto('selection.application_org')
    .values({ application_id: applicationId, org_id: orgId, lead_org_id: leadOrgId })
    .onConflict((oc) =>
      oc
        .columns(['application_id', 'org_id'])
        .doUpdateSet({ state: 'invited', decided_by: null, decided_at: null }),
    )
    .execute();

export const removeOrg = (trx: Trx, applicationId: string, orgId: string) =>
  trx
    .deleteFrom('selection.application_org')
    .where('application_id', '=', applicationId)
    .where('org_id', '=', orgId)
    .returning('org_id')
    .executeTakeFirst();

/** Sets the answer of an organisation that was asked; false when it was not asked. */
export async function answerOrg(
  trx: Trx,
  applicationId: string,
  orgId: string,
  state: 'confirmed' | 'declined',
  by: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('selection.application_org')
    .set({ state, decided_by: by, decided_at: sql<Date>`now()` })
    .where('application_id', '=', applicationId)
    .where('org_id', '=', orgId)
    .returning('org_id')
    .executeTakeFirst();
  return row !== undefined;
}

const fileColumns = [
  'id',
  'application_id',
  'field',
  'name',
  'media_type',
  'sha256',
  'size_bytes',
] as const;

/** Files of an application that were not taken out, without their content. */
export const filesOf = (db: Db, applicationId: string) =>
  db
    .selectFrom('selection.attachment')
    .select(fileColumns)
    .where('application_id', '=', applicationId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
export type FileRow = Awaited<ReturnType<typeof filesOf>>[number];

export const insertFile = (trx: Trx, row: Insertable<SelectionTables['selection.attachment']>) =>
  trx.insertInto('selection.attachment').values(row).execute();

/** One file with its content, also one that was taken out later: earlier versions may name it. */
export const fileById = (db: Db, applicationId: string, id: string) =>
  db
    .selectFrom('selection.attachment')
    .select([...fileColumns, 'content'])
    .where('application_id', '=', applicationId)
    .where('id', '=', id)
    .executeTakeFirst();

/** Takes a file out of the application; the bytes stay for the versions that name them. */
export const removeFile = (trx: Trx, applicationId: string, id: string) =>
  trx
    .updateTable('selection.attachment')
    .set({ removed_at: sql<Date>`now()` })
    .where('application_id', '=', applicationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('name')
    .executeTakeFirst();

export const insertVersion = (
  trx: Trx,
  row: Insertable<SelectionTables['selection.application_version']>,
) => trx.insertInto('selection.application_version').values(row).execute();

const versions = (db: Db, applicationId: string) =>
  db
    .selectFrom('selection.application_version')
    .where('application_id', '=', applicationId)
    .orderBy('version', 'desc');

/** Submitted versions, newest first, without what they say. */
export const versionsOf = (db: Db, applicationId: string) =>
  versions(db, applicationId).select(['version', 'sha256', 'submitted_at']).execute();

export const versionOf = (db: Db, applicationId: string, version: number) =>
  versions(db, applicationId).selectAll().where('version', '=', version).executeTakeFirst();
