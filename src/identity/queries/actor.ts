import { sql, type Kysely } from 'kysely';
import type { Membership, StaffRole } from '#src/kernel/actor.ts';
import type { HubTables } from '../deps.ts';

/** What the database knows of a caller: person, roles and memberships in one row. */
export interface CallerRow {
  user_id: string;
  email: string;
  name: string;
  staff_roles: StaffRole[];
  orgs: Membership[];
}

export interface TokenCallerRow extends CallerRow {
  token_id: string;
  scopes: string[];
  /** The use is worth noting: none was noted within the last minute. */
  stale: boolean;
}

const memberships = sql<Membership[]>`coalesce((
  select jsonb_agg(jsonb_build_object('orgId', o.id, 'slug', o.slug, 'role', m.role,
    'approved', o.status = 'approved') order by o.slug)
  from identity.member m join identity.organisation o on o.id = m.org_id
  where m.user_id = u.id), '[]'::jsonb)`;

/** The caller of a live session whose person is not disabled; one statement. */
export function callerOfSession(
  db: Kysely<HubTables>,
  token: string,
): Promise<CallerRow | undefined> {
  return db
    .selectFrom('auth.session as s')
    .innerJoin('auth.user as u', 'u.id', 's.userId')
    .innerJoin('identity.person as p', 'p.user_id', 'u.id')
    .select(['p.user_id', 'u.email', 'p.name', 'p.staff_roles', memberships.as('orgs')])
    .where('s.token', '=', token)
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();
}

/** The caller of a live API token whose person is not disabled; one statement. */
export function callerOfToken(
  db: Kysely<HubTables>,
  tokenHash: string,
): Promise<TokenCallerRow | undefined> {
  return db
    .selectFrom('identity.token as t')
    .innerJoin('auth.user as u', 'u.id', 't.user_id')
    .innerJoin('identity.person as p', 'p.user_id', 'u.id')
    .select(['p.user_id', 'u.email', 'p.name', 'p.staff_roles', memberships.as('orgs')])
    .select(['t.id as token_id', 't.scopes'])
    .select(
      sql<boolean>`t.last_used_at is null or t.last_used_at < now() - interval '1 minute'`.as(
        'stale',
      ),
    )
    .where('t.token_hash', '=', tokenHash)
    .where('t.expires_at', '>', sql<Date>`now()`)
    .where('t.revoked_at', 'is', null)
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Notes a use; the condition is repeated so that concurrent uses write once a minute. */
export async function touchToken(db: Kysely<HubTables>, id: string): Promise<void> {
  await db
    .updateTable('identity.token')
    .set({ last_used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where(sql<boolean>`(last_used_at is null or last_used_at < now() - interval '1 minute')`)
    .execute();
}
