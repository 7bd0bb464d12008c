import { sql, type Insertable } from 'kysely';
import type { AccessRequestTable } from '../tables.ts';
import type { RequestState } from './schema.ts';
import type { AccessTermsTable } from './tables.ts';
import type { Db, Trx } from './deps.ts';

/** A dataset at its present address with its organisation, as far as the actor may see it. */
export const datasetAt = (db: Db, org: string, name: string) =>
  db
    .selectFrom('catalog.dataset as d')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['d.id', 'd.org_id', 'd.name', 'd.card', 'd.visibility', 'd.state', 'd.state_reason'])
    .select(['d.revision', 'd.first_published_at', 'o.slug as org_slug', 'o.name_zh', 'o.name_en'])
    .where('o.slug', '=', org)
    .where('d.name', '=', name)
    .executeTakeFirst();
export type GatedDataset = NonNullable<Awaited<ReturnType<typeof datasetAt>>>;

/** The organisation of a slug, as far as the actor may see it. */
export const organisationAt = (db: Db, slug: string) =>
  db
    .selectFrom('identity.organisation')
    .select(['id', 'slug', 'name_zh', 'kind'])
    .where('slug', '=', slug)
    .executeTakeFirst();

/** The terms the provider set last; undefined while the licence alone speaks. */
export const providerTerms = (db: Db, datasetId: string) =>
  db
    .selectFrom('catalog.access_terms')
    .select(['content', 'digest'])
    .where('dataset_id', '=', datasetId)
    .where('origin', '=', 'provider')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Keeps one wording; the licence's own is kept once, however often it is accepted. */
export async function keepTerms(
  trx: Trx,
  row: Omit<Insertable<AccessTermsTable>, 'created_at'>,
): Promise<void> {
  await trx
    .insertInto('catalog.access_terms')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** The state that holds at this moment: an approval ends by itself, by the database's clock. */
const presentState = sql<RequestState>`case when r.state = 'approved' and r.expires_at <= now() then 'expired' else r.state end`;

function requestRows(db: Db) {
  return db
    .selectFrom('catalog.access_request as r')
    .innerJoin('catalog.dataset as d', 'd.id', 'r.dataset_id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .leftJoin('identity.person as p', 'p.user_id', 'r.user_id')
    .leftJoin('identity.organisation as ro', 'ro.id', 'r.org_id')
    .select(['r.id', 'r.dataset_id', 'r.user_id', 'r.purpose', 'r.terms_digest', 'r.reason'])
    .select(['r.created_at', 'r.decided_at', 'r.expires_at', presentState.as('state')])
    .select([
      'd.org_id',
      'd.name',
      'o.slug as org_slug',
      'p.name as user_name',
      'r.org_id as for_org_id',
    ])
    .select([
      'ro.slug as for_slug',
      'ro.name_zh as for_name',
      'ro.name_en as for_name_en',
      'ro.kind as for_kind',
    ]);
}
export type RequestRow = Awaited<ReturnType<ReturnType<typeof requestRows>['execute']>>[number];

export interface RequestFilter {
  readonly userId?: string;
  readonly datasetId?: string;
  readonly orgId?: string;
  readonly state?: RequestState | undefined;
  /** Only requests with an id below this one. */
  readonly before?: string | undefined;
}

/** Requests of a person, a dataset or an organisation's datasets, newest first. */
export function selectRequests(db: Db, filter: RequestFilter, limit: number) {
  let query = requestRows(db);
  if (filter.userId) query = query.where('r.user_id', '=', filter.userId);
  if (filter.datasetId) query = query.where('r.dataset_id', '=', filter.datasetId);
  if (filter.orgId) query = query.where('d.org_id', '=', filter.orgId);
  if (filter.state) query = query.where(presentState, '=', filter.state);
  if (filter.before) query = query.where('r.id', '<', filter.before);
  return query.orderBy('r.id', 'desc').limit(limit).execute();
}

export const requestById = (db: Db, id: string) =>
  requestRows(db).where('r.id', '=', id).executeTakeFirst();

/** Holds the row until the transaction ends, so that two decisions follow each other. */
export const lockRequest = (trx: Trx, id: string) =>
  trx
    .selectFrom('catalog.access_request')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Closes the person's approval whose time is over; returns the id, so that it can be audited. */
export const closeExpired = (trx: Trx, datasetId: string, userId: string) =>
  trx
    .updateTable('catalog.access_request')
    .set({ state: 'expired' })
    .where('dataset_id', '=', datasetId)
    .where('user_id', '=', userId)
    .where('state', '=', 'approved')
    .where('expires_at', '<=', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst();

/** Closes every approval whose time is over, at most `limit` at once. */
export const closeAllExpired = (trx: Trx, limit: number) =>
  trx
    .updateTable('catalog.access_request')
    .set({ state: 'expired' })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('catalog.access_request')
        .select('id')
        .where('state', '=', 'approved')
        .where('expires_at', '<=', sql<Date>`now()`)
        .orderBy('expires_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'dataset_id', 'user_id', 'expires_at'])
    .execute();

/** False when an open request of this person is already there. */
export async function insertRequest(
  trx: Trx,
  row: Pick<
    AccessRequestTable,
    'id' | 'dataset_id' | 'user_id' | 'org_id' | 'purpose' | 'terms_digest'
  >,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('catalog.access_request')
    .values({ ...row, state: 'pending' })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export interface Decision {
  readonly state: 'approved' | 'refused' | 'revoked';
  readonly reason: string | null;
  readonly by: string | null;
  readonly expiresAt: string | null;
}

/** Writes a decision with the database's time. */
export async function decideRequest(trx: Trx, id: string, decision: Decision): Promise<void> {
  const { state, reason, by, expiresAt } = decision;
  await trx
    .updateTable('catalog.access_request')
    .set({ state, reason, decided_by: by, decided_at: sql<Date>`now()` })
    .$if(state === 'approved', (q) => q.set({ expires_at: sql<Date>`${expiresAt}::timestamptz` }))
    .where('id', '=', id)
    .execute();
}

/** Whether an instant lies ahead by the database's clock, at most ten years. */
export async function liesAhead(db: Db, instant: string): Promise<boolean> {
  const { ahead } = await db
    .selectNoFrom(
      sql<boolean>`${instant}::timestamptz > now() and ${instant}::timestamptz <= now() + interval '10 years'`.as(
        'ahead',
      ),
    )
    .executeTakeFirstOrThrow();
  return ahead;
}

/** The person's newest request for a dataset as it stands now; undefined when there is none. */
export const grantStanding = (db: Db, datasetId: string, userId: string) =>
  db
    .selectFrom('catalog.access_request as r')
    .select(['r.id', 'r.reason', 'r.expires_at', 'r.org_id', presentState.as('state')])
    .where('r.dataset_id', '=', datasetId)
    .where('r.user_id', '=', userId)
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst();
