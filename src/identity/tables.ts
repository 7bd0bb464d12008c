import type { ColumnType, Generated } from 'kysely';
import type { MemberRole, StaffRole } from '#src/kernel/actor.ts';

type CreatedAt = ColumnType<Date, never, never>;

/** Tables of better-auth, with the names it expects; read by our queries, mostly written by it. */
interface AuthUserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  twoFactorEnabled: boolean | null;
}

interface AuthSessionTable {
  id: string;
  expiresAt: Date;
  token: string;
  createdAt: Generated<Date>;
  updatedAt: Date;
  /** Last use, to the minute; ours, unknown to better-auth. */
  seenAt: Generated<Date>;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
}

interface AuthAccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  /** scrypt hash of a credential account. */
  password: string | null;
  updatedAt: Date;
}

interface AuthVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Date;
}

interface PersonTable {
  user_id: string;
  name: string;
  language: Generated<'zh' | 'en'>;
  staff_roles: Generated<StaffRole[]>;
  disabled_at: Date | null;
  disabled_reason: string | null;
  revision: Generated<number>;
  created_at: CreatedAt;
}

export type OrganisationKind =
  | 'enterprise'
  | 'university'
  | 'institute'
  | 'annotation-vendor'
  | 'public-body';
export type OrganisationStatus = 'pending' | 'approved' | 'refused' | 'suspended';

interface OrganisationTable {
  id: string;
  slug: string;
  name_zh: string;
  name_en: string;
  /** Unified social credit code, GB 32100-2015, 18 characters. */
  uscc: string | null;
  kind: OrganisationKind;
  status: Generated<OrganisationStatus>;
  status_reason: string | null;
  /** The first public version of this organisation waits for an operator. */
  first_version_reviewed: Generated<boolean>;
  quota_bytes: Generated<bigint>;
  about_zh: Generated<string>;
  about_en: Generated<string>;
  website: string | null;
  contact: string | null;
  revision: Generated<number>;
  created_by: string | null;
  created_at: CreatedAt;
  decided_at: Date | null;
}

/** Former slugs; the present one is in `organisation`. */
interface OrganisationRedirectTable {
  slug: string;
  org_id: string;
  created_at: CreatedAt;
}

interface MemberTable {
  org_id: string;
  user_id: string;
  role: MemberRole;
  since: CreatedAt;
}

interface InvitationTable {
  id: string;
  org_id: string;
  /** Lower case. */
  email: string;
  role: MemberRole;
  token_hash: string;
  state: Generated<'open' | 'accepted' | 'revoked'>;
  invited_by: string | null;
  created_at: CreatedAt;
  expires_at: Date;
  accepted_by: string | null;
}

interface TokenTable {
  id: string;
  user_id: string;
  name: string;
  /** sha256 of the whole token text, hex. */
  token_hash: string;
  /** First characters of the token, so that its owner recognises it. */
  hint: string;
  scopes: string[];
  created_at: CreatedAt;
  expires_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

/** Fixed windows counted by the database's clock; unlogged. */
interface RateWindowTable {
  key: string;
  count: number;
  ends_at: Date;
}

export interface IdentityTables {
  'auth.user': AuthUserTable;
  'auth.session': AuthSessionTable;
  'auth.account': AuthAccountTable;
  'auth.verification': AuthVerificationTable;
  'identity.person': PersonTable;
  'identity.organisation': OrganisationTable;
  'identity.organisation_redirect': OrganisationRedirectTable;
  'identity.member': MemberTable;
  'identity.invitation': InvitationTable;
  'identity.token': TokenTable;
  'identity.rate_window': RateWindowTable;
}
