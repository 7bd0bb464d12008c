import { sql, type Insertable, type Kysely, type Updateable } from 'kysely';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Db, Trx } from './deps.ts';
import type { VendorRole, VendorState, VendorTables } from './tables.ts';

function vendors(db: Db) {
  return db
    .selectFrom('annotation.vendor as v')
    .innerJoin('identity.organisation as o', 'o.id', 'v.org_id')
    .select(['v.org_id', 'v.state', 'v.modalities', 'v.languages', 'v.headcount', 'v.about_zh'])
    .select(['v.about_en', 'v.state_reason', 'v.revision', 'v.changed_at', 'v.submitted_at'])
    .select(['v.decided_at', 'v.decided_by'])
    .select(['o.slug', 'o.name_zh', 'o.name_en', 'o.status as org_status']);
}
export type VendorRow = Awaited<ReturnType<ReturnType<typeof vendors>['execute']>>[number];

/** The profile of an organisation, as far as the actor may see it. */
export const vendorOf = (db: Db, orgId: string) =>
  vendors(db).where('v.org_id', '=', orgId).executeTakeFirst();

/** The organisation of a slug with its profile, if it has one that the actor may see. */
export const vendorOrganisation = (db: Db, slug: string) =>
  db
    .selectFrom('identity.organisation as o')
    .leftJoin('annotation.vendor as v', 'v.org_id', 'o.id')
    .select(['o.id', 'o.slug', 'o.kind', 'o.status', 'v.state', 'v.revision'])
    .where('o.slug', '=', slug)
    .executeTakeFirst();
export type VendorOrganisation = NonNullable<Awaited<ReturnType<typeof vendorOrganisation>>>;

export interface VendorFilter {
  readonly states: readonly VendorState[];
  readonly modality?: string | undefined;
  readonly language?: string | undefined;
  readonly afterSlug?: string | undefined;
}

/** Vendors by slug. */
export function listVendors(db: Db, filter: VendorFilter, n: number) {
  let query = vendors(db).where('v.state', 'in', filter.states).orderBy('o.slug').limit(n);
  if (filter.modality) query = query.where(sql<boolean>`${filter.modality} = any (v.modalities)`);
  if (filter.language) query = query.where(sql<boolean>`${filter.language} = any (v.languages)`);
  if (filter.afterSlug !== undefined) query = query.where('o.slug', '>', filter.afterSlug);
  return query.execute();
}

export async function insertVendor(
  trx: Trx,
  row: Insertable<VendorTables['annotation.vendor']>,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('annotation.vendor')
    .values(row)
    .onConflict((oc) => oc.column('org_id').doNothing())
    .returning('org_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Changes the profile of this revision; false when another change came first. */
export async function updateVendor(
  trx: Trx,
  orgId: string,
  revision: number,
  change: Updateable<VendorTables['annotation.vendor']>,
): Promise<boolean> {
  const row = await trx
    .updateTable('annotation.vendor')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('org_id', '=', orgId)
    .where('revision', '=', revision)
    .returning('org_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The database's time, for `changed_at`, `submitted_at` and `decided_at`. */
export const now = (): Date => sql<Date>`now()` as unknown as Date;

/** Certificates of a vendor; `file` where the actor may open it. */
export const certificatesOf = (db: Db, orgId: string) =>
  db
    .selectFrom('annotation.vendor_certificate as c')
    .leftJoin('annotation.vendor_certificate_file as f', 'f.certificate_id', 'c.id')
    .select(['c.id', 'c.name', 'c.number', 'c.issuer', 'c.issued_on', 'c.expires_on'])
    .select(['f.name as file'])
    .select(
      sql<boolean>`coalesce(c.expires_on < (now() at time zone 'Asia/Shanghai')::date, false)`.as(
        'expired',
      ),
    )
    .where('c.org_id', '=', orgId)
    .orderBy('c.id')
    .execute();
export type CertificateRow = Awaited<ReturnType<typeof certificatesOf>>[number];

export const insertCertificate = (
  trx: Trx,
  row: Insertable<VendorTables['annotation.vendor_certificate']>,
) => trx.insertInto('annotation.vendor_certificate').values(row).execute();

export const deleteCertificate = (trx: Trx, orgId: string, id: string) =>
  trx
    .deleteFrom('annotation.vendor_certificate')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute();

export const putCertificateFile = (
  trx: Trx,
  row: Insertable<VendorTables['annotation.vendor_certificate_file']>,
) =>
  trx
    .insertInto('annotation.vendor_certificate_file')
    .values(row)
    .onConflict((oc) =>
      oc.column('certificate_id').doUpdateSet({
        name: row.name,
        media_type: row.media_type,
        content: row.content,
      }),
    )
    .execute();

export const certificateFile = (db: Db, orgId: string, id: string) =>
  db
    .selectFrom('annotation.vendor_certificate_file')
    .select(['name', 'media_type', 'content'])
    .where('org_id', '=', orgId)
    .where('certificate_id', '=', id)
    .executeTakeFirst();

/** People of the organisation with their place in it and, where assigned, their annotation role. */
export const membersOf = (db: Db, orgId: string) =>
  db
    .selectFrom('identity.member as m')
    .innerJoin('identity.person as p', 'p.user_id', 'm.user_id')
    .leftJoin('annotation.vendor_member as v', (join) =>
      join.onRef('v.org_id', '=', 'm.org_id').onRef('v.user_id', '=', 'm.user_id'),
    )
    .select(['m.user_id', 'p.name', 'm.role as org_role', 'v.role', 'v.skills'])
    .where('m.org_id', '=', orgId)
    .orderBy('m.since')
    .orderBy('m.user_id')
    .execute();
export type VendorMemberRow = Awaited<ReturnType<typeof membersOf>>[number];

export const putMember = (
  trx: Trx,
  row: {
    org_id: string;
    user_id: string;
    role: VendorRole;
    skills: string[];
    assigned_by: string | null;
  },
) =>
  trx
    .insertInto('annotation.vendor_member')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['org_id', 'user_id']).doUpdateSet({
        role: row.role,
        skills: row.skills,
        assigned_by: row.assigned_by,
        assigned_at: now(),
      }),
    )
    .execute();

export const deleteMember = (trx: Trx, orgId: string, userId: string) =>
  trx
    .deleteFrom('annotation.vendor_member')
    .where('org_id', '=', orgId)
    .where('user_id', '=', userId)
    .execute();

/** Who a person is in a vendor, for `standing.ts`. */
export async function personIn<T extends VendorTables & IdentityTables>(
  db: Kysely<T>,
  orgId: string,
  userId: string,
) {
  return (db as unknown as Db)
    .selectFrom('identity.member as m')
    .leftJoin('annotation.vendor_member as v', (join) =>
      join.onRef('v.org_id', '=', 'm.org_id').onRef('v.user_id', '=', 'm.user_id'),
    )
    .select(['m.role as org_role', 'v.role', 'v.skills'])
    .where('m.org_id', '=', orgId)
    .where('m.user_id', '=', userId)
    .executeTakeFirst();
}
