import { sql, type Kysely, type Transaction } from 'kysely';
import type { HubTables } from '../deps.ts';
import type { IdentityTables, OrganisationKind, OrganisationStatus } from '../tables.ts';

type Db = Kysely<HubTables>;
type Trx = Transaction<HubTables>;

const columns = [
  'id',
  'slug',
  'name_zh',
  'name_en',
  'uscc',
  'kind',
  'status',
  'status_reason',
  'first_version_reviewed',
  'quota_bytes',
  'about_zh',
  'about_en',
  'website',
  'contact',
  'revision',
  'created_by',
  'created_at',
] as const;

function organisations(db: Db) {
  return db.selectFrom('identity.organisation').select(columns);
}

export type OrganisationRow = NonNullable<Awaited<ReturnType<typeof findById>>>;

function findById(db: Db, id: string) {
  return organisations(db).where('id', '=', id).executeTakeFirst();
}

function findBySlug(db: Db, slug: string) {
  return organisations(db).where('slug', '=', slug).executeTakeFirst();
}

/** @public For other features: the organisation of this id that the actor of `db` may see. */
export function organisationById<T extends IdentityTables>(
  db: Kysely<T>,
  id: string,
): Promise<OrganisationRow | undefined> {
  return findById(db as unknown as Db, id);
}

/**
 * For other features: the organisation of this slug that the actor of `db` may see. A former slug
 * finds it too; then `slug` of the row differs from what was asked.
 */
export async function organisationBySlug<T extends IdentityTables>(
  db: Kysely<T>,
  slug: string,
): Promise<OrganisationRow | undefined> {
  const own = db as unknown as Db;
  const found = await findBySlug(own, slug);
  if (found) return found;
  const former = await own
    .selectFrom('identity.organisation_redirect')
    .select('org_id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return former && findById(own, former.org_id);
}

/** @public For other features: whether the organisation may publish or claim now. */
export async function isApproved<T extends IdentityTables>(
  db: Kysely<T>,
  id: string,
): Promise<boolean> {
  return (await organisationById(db, id))?.status === 'approved';
}

/** The organisation, locked until the transaction ends; by id, so that a rename does not escape. */
export async function lockOrganisation(trx: Trx, id: string): Promise<OrganisationRow | undefined> {
  return organisations(trx).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** True when a former slug of another organisation than `except` still leads to it. */
export async function isFormerSlug(trx: Trx, slug: string, except?: string): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.organisation_redirect')
    .select('org_id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row !== undefined && row.org_id !== except;
}

/** Keeps `from` leading to the organisation and frees `to` of an earlier redirect of its own. */
export async function keepRedirect(trx: Trx, id: string, from: string, to: string): Promise<void> {
  await trx
    .deleteFrom('identity.organisation_redirect')
    .where('slug', '=', to)
    .where('org_id', '=', id)
    .execute();
  await trx
    .insertInto('identity.organisation_redirect')
    .values({ slug: from, org_id: id })
    .execute();
}

export interface NewOrganisation {
  readonly id: string;
  readonly slug: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly uscc: string;
  readonly kind: OrganisationKind;
  readonly status?: OrganisationStatus;
  readonly about_zh?: string;
  readonly about_en?: string;
  readonly website?: string | null;
  readonly contact?: string | null;
  readonly created_by: string | null;
}

export function insertOrganisation(trx: Trx, row: NewOrganisation): Promise<OrganisationRow> {
  return trx
    .insertInto('identity.organisation')
    .values({ status_reason: null, website: null, contact: null, decided_at: null, ...row })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export type OrganisationChange = Partial<
  Pick<
    OrganisationRow,
    | 'slug'
    | 'name_zh'
    | 'name_en'
    | 'uscc'
    | 'kind'
    | 'status'
    | 'status_reason'
    | 'first_version_reviewed'
    | 'quota_bytes'
    | 'about_zh'
    | 'about_en'
    | 'website'
    | 'contact'
  > & { decided_at: Date }
>;

/** Changes an organisation of this revision; undefined when another change came first. */
export function updateOrganisation(
  trx: Trx,
  id: string,
  revision: number,
  change: OrganisationChange,
): Promise<OrganisationRow | undefined> {
  return trx
    .updateTable('identity.organisation')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning(columns)
    .executeTakeFirst();
}

/** Approved organisations by slug. */
export function listApproved(
  db: Db,
  page: { after?: string | undefined; kind?: OrganisationKind | undefined; n: number },
) {
  let query = organisations(db).where('status', '=', 'approved').orderBy('slug').limit(page.n);
  if (page.after !== undefined) query = query.where('slug', '>', page.after);
  if (page.kind) query = query.where('kind', '=', page.kind);
  return query.execute();
}

/** For operators: organisations of a status, the longest waiting first. */
export function listByStatus(
  db: Db,
  page: { after?: string | undefined; status?: OrganisationStatus | undefined; n: number },
) {
  let query = organisations(db).orderBy('id').limit(page.n);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  if (page.status) query = query.where('status', '=', page.status);
  return query.execute();
}

/** How many organisations of a person wait or were refused or exist with them as owner. */
export async function countOwned(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('identity.member')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .where('user_id', '=', userId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
