import { sql, type Kysely } from 'kysely';

/**
 * Accounts (schema `auth`, shaped as better-auth 1.7.25 expects: camelCase names, its own indexes)
 * and everything about persons and organisations that is ours (schema `identity`).
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [...auth, ...identity, ...policies]) await sql.raw(statement).execute(db);
}

const auth = [
  `create schema auth`,
  `create table auth."user" (
    "id" text primary key, "name" text not null, "email" text not null unique,
    "emailVerified" boolean not null, "image" text,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
    "twoFactorEnabled" boolean)`,
  `create table auth."session" (
    "id" text primary key, "expiresAt" timestamptz not null, "token" text not null unique,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null,
    "ipAddress" text, "userAgent" text,
    "userId" text not null references auth."user" ("id") on delete cascade)`,
  `create table auth."account" (
    "id" text primary key, "accountId" text not null, "providerId" text not null,
    "userId" text not null references auth."user" ("id") on delete cascade,
    "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null,
    unique ("providerId", "accountId"))`,
  `create table auth."verification" (
    "id" text primary key, "identifier" text not null, "value" text not null,
    "expiresAt" timestamptz not null, "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null default now())`,
  `create table auth."twoFactor" (
    "id" text primary key, "secret" text not null, "backupCodes" text not null,
    "userId" text not null references auth."user" ("id") on delete cascade,
    "verified" boolean, "failedVerificationCount" integer, "lockedUntil" timestamptz)`,
  `create index "session_userId_idx" on auth."session" ("userId")`,
  `create index "session_expiresAt_idx" on auth."session" ("expiresAt")`,
  `create index "account_userId_idx" on auth."account" ("userId")`,
  `create index "verification_identifier_idx" on auth."verification" ("identifier")`,
  `create index "verification_expiresAt_idx" on auth."verification" ("expiresAt")`,
  `create index "twoFactor_secret_idx" on auth."twoFactor" ("secret")`,
  `create index "twoFactor_userId_idx" on auth."twoFactor" ("userId")`,
  `grant usage on schema auth to hub_app`,
  `grant select, insert, update, delete on all tables in schema auth to hub_app`,
];

const identity = [
  `create schema identity`,
  `create table identity.person (
    user_id text primary key references auth."user" ("id") on delete cascade,
    name text not null check (length(name) between 1 and 80),
    language text not null default 'zh' check (language in ('zh', 'en')),
    staff_roles text[] not null default '{}'
      check (staff_roles <@ array['operator', 'approver', 'auditor', 'admin'])
      check (not staff_roles @> array['admin', 'auditor'])
      check (not staff_roles @> array['operator', 'approver']),
    disabled_at timestamptz, disabled_reason text,
    revision integer not null default 1,
    created_at timestamptz not null default now(),
    check ((disabled_at is null) = (disabled_reason is null)))`,
  `create table identity.organisation (
    id text primary key,
    slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$'),
    name_zh text not null check (length(name_zh) between 1 and 120),
    name_en text not null check (length(name_en) between 1 and 200),
    uscc text not null unique check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    kind text not null
      check (kind in ('enterprise', 'university', 'institute', 'annotation-vendor', 'public-body')),
    status text not null default 'pending'
      check (status in ('pending', 'approved', 'refused', 'suspended')),
    status_reason text,
    first_version_reviewed boolean not null default true,
    quota_bytes bigint not null default 53687091200 check (quota_bytes >= 0),
    about_zh text not null default '', about_en text not null default '',
    website text, contact text,
    revision integer not null default 1,
    created_by text references auth."user" ("id") on delete set null,
    created_at timestamptz not null default now(),
    decided_at timestamptz,
    check (status not in ('refused', 'suspended') or status_reason is not null))`,
  `create index organisation_status on identity.organisation (status, created_at, id)`,
  `create table identity.organisation_redirect (
    slug text primary key,
    org_id text not null references identity.organisation (id),
    created_at timestamptz not null default now())`,
  `create index organisation_redirect_org on identity.organisation_redirect (org_id)`,
  `create table identity.member (
    org_id text not null references identity.organisation (id),
    user_id text not null references auth."user" ("id") on delete cascade,
    role text not null check (role in ('owner', 'manager', 'member')),
    since timestamptz not null default now(),
    primary key (org_id, user_id))`,
  `create index member_user on identity.member (user_id)`,
  `create table identity.invitation (
    id text primary key,
    org_id text not null references identity.organisation (id),
    email text not null check (email = lower(email)),
    role text not null check (role in ('owner', 'manager', 'member')),
    token_hash text not null unique,
    state text not null default 'open' check (state in ('open', 'accepted', 'revoked')),
    invited_by text references auth."user" ("id") on delete set null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_by text references auth."user" ("id") on delete set null)`,
  `create unique index invitation_open on identity.invitation (org_id, email) where state = 'open'`,
  `create index invitation_expiry on identity.invitation (expires_at)`,
  `create table identity.token (
    id text primary key,
    user_id text not null references auth."user" ("id") on delete cascade,
    name text not null check (length(name) between 1 and 80),
    token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
    hint text not null,
    scopes text[] not null
      check (scopes <@ array['catalog:read', 'catalog:write', 'org:manage', 'staff', 'account']),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null check (expires_at <= created_at + interval '366 days'),
    last_used_at timestamptz,
    revoked_at timestamptz)`,
  `create index token_user on identity.token (user_id, created_at)`,
  // Counters are worth nothing after a crash, so they skip the write-ahead log.
  `create unlogged table identity.rate_window (
    key text primary key, count integer not null, ends_at timestamptz not null)`,
  `create index rate_window_ends on identity.rate_window (ends_at)`,
  ownerTrigger(),
  `create constraint trigger owner_remains after update or delete on identity.member
    deferrable initially deferred for each row execute function identity.owner_remains()`,
  `grant usage on schema identity to hub_app`,
  `grant select, insert, update on identity.person, identity.organisation to hub_app`,
  `grant select, insert, update, delete on identity.organisation_redirect, identity.member,
    identity.invitation, identity.token, identity.rate_window to hub_app`,
];

/** An organisation keeps an owner, whatever path removed the last one; the lock orders two leavers. */
function ownerTrigger(): string {
  return `create function identity.owner_remains() returns trigger language plpgsql
    security definer set search_path = identity, pg_temp as $$
    begin
      perform 1 from identity.organisation where id = old.org_id for update;
      if not exists (select 1 from identity.member where org_id = old.org_id and role = 'owner')
      then raise exception 'organisation without owner' using errcode = '23514',
        constraint = 'owner_remains';
      end if;
      return null;
    end $$`;
}

/** One policy for reading and writing; `self` is the condition beside the hub itself. */
function guard(table: string, self: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy private on ${table} using (hub.is_system() or ${self})
      with check (hub.is_system() or ${self})`,
  ];
}

const policies = [
  ...guard('auth."session"', `"userId" = hub.actor_id() or hub.is_staff()`),
  ...guard('auth."account"', `"userId" = hub.actor_id()`),
  ...guard('auth."verification"', 'false'),
  ...guard('auth."twoFactor"', `"userId" = hub.actor_id()`),
  ...guard('identity.token', 'user_id = hub.actor_id() or hub.is_staff()'),
  ...guard(
    'identity.member',
    'user_id = hub.actor_id() or org_id = any (hub.org_ids()) or hub.is_staff()',
  ),
  ...guard(
    'auth."user"',
    `"id" = hub.actor_id() or hub.is_staff() or exists
      (select 1 from identity.member m where m.user_id = "id" and m.org_id = any (hub.org_ids()))`,
  ),
  ...guard(
    'identity.invitation',
    `org_id = any (hub.org_ids()) or hub.is_staff() or exists
      (select 1 from auth."user" u where u."id" = hub.actor_id() and lower(u."email") = email)`,
  ),
  ...guard(
    'identity.organisation',
    `status in ('approved', 'suspended') or id = any (hub.org_ids())
      or created_by = hub.actor_id() or hub.is_staff()`,
  ),
];
