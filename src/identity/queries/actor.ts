import { sql, type Kysely } from 'kysely';
import type { Membership, StaffRole } from '#src/kernel/actor.ts';
import type { HubTables } from '../deps.ts';

/** What the database knows of a caller: person, roles and memberships in one row. */
export interface CallerRow {
  user_id: string;
  email: string;
  name: string;
  staff_roles: StaffRole[];
  two_factor: boolean;
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

const twoFactor = sql<boolean>`coalesce(u."twoFactorEnabled", false)`.as('two_factor');

export interface SessionCallerRow extends CallerRow {
  session_id: string;
  /** As of a token. */
  stale: boolean;
}

/** Hours without use after which a session has ended, for persons with and without staff roles. */
export interface IdleHours {
  readonly idleHours: number;
  readonly staffIdleHours: number;
}

/** The caller of a live session, used lately, whose person is not disabled; one statement. */
export function callerOfSession(
  db: Kysely<HubTables>,
  token: string,
  idle: IdleHours,
): Promise<SessionCallerRow | undefined> {
  return db
    .selectFrom('auth.session as s')
    .innerJoin('auth.user as u', 'u.id', 's.userId')
    .innerJoin('identity.person as p', 'p.user_id', 'u.id')
    .select(['p.user_id', 'u.email', 'p.name', 'p.staff_roles', twoFactor, memberships.as('orgs')])
    .select('s.id as session_id')
    .select(sql<boolean>`s."seenAt" < now() - interval '1 minute'`.as('stale'))
    .where(
      sql<boolean>`s."seenAt" > now() - make_interval(hours => case
        when p.staff_roles = '{}' then ${idle.idleHours}::int else ${idle.staffIdleHours}::int end)`,
    )
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
    .select(['p.user_id', 'u.email', 'p.name', 'p.staff_roles', twoFactor, memberships.as('orgs')])
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

/** Notes a use of a session, at most once a minute. */
export async function touchSession(db: Kysely<HubTables>, id: string): Promise<void> {
  await db
    .updateTable('auth.session')
    .set({ seenAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where(sql<boolean>`"seenAt" < now() - interval '1 minute'`)
    .execute();
}
