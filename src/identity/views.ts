import { membershipOf, type Actor } from '#src/kernel/actor.ts';
import { isInside } from './policy.ts';
import type { InvitationRow } from './queries/invitation.ts';
import type { MemberRow } from './queries/member.ts';
import type { OrganisationRow } from './queries/organisation.ts';
import type { membershipsOf, PersonRow } from './queries/person.ts';
import type { SessionRow } from './queries/session.ts';
import type { TokenRow } from './queries/token.ts';
import type {
  InvitationViewBody,
  MemberViewBody,
  MeViewBody,
  OrganisationViewBody,
  SessionViewBody,
  TokenViewBody,
  UserViewBody,
} from './schema.ts';
import type { TokenScope } from './scopes.ts';

type Memberships = Awaited<ReturnType<typeof membershipsOf>>;

export const meView = (row: PersonRow, memberships: Memberships): MeViewBody => ({
  id: row.user_id,
  name: row.name,
  email: row.email,
  emailVerified: row.verified,
  twoFactor: row.two_factor,
  language: row.language,
  staff: row.staff_roles,
  organisations: memberships.map((m) => ({
    id: m.id,
    slug: m.slug,
    name: { zh: m.name_zh, en: m.name_en },
    role: m.role,
    status: m.status,
  })),
  revision: row.revision,
});

export const userView = (row: PersonRow): UserViewBody => ({
  id: row.user_id,
  name: row.name,
  email: row.email,
  emailVerified: row.verified,
  twoFactor: row.two_factor,
  staff: row.staff_roles,
  ...(row.disabled_at ? { disabledAt: row.disabled_at.toISOString() } : {}),
  ...(row.disabled_reason === null ? {} : { disabledReason: row.disabled_reason }),
  createdAt: row.created_at.toISOString(),
  revision: row.revision,
});

export const tokenView = (row: TokenRow): TokenViewBody => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  scopes: row.scopes as TokenScope[],
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  ...(row.last_used_at ? { lastUsedAt: row.last_used_at.toISOString() } : {}),
});

export const sessionView = (
  row: SessionRow,
  currentToken: string | undefined,
): SessionViewBody => ({
  id: row.id,
  current: row.token === currentToken,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  ...(row.ipAddress ? { ip: row.ipAddress } : {}),
  ...(row.userAgent ? { userAgent: row.userAgent.slice(0, 300) } : {}),
});

/** An organisation as this actor may see it: `private` only for members and staff. */
export function organisationView(row: OrganisationRow, actor: Actor): OrganisationViewBody {
  const role = membershipOf(actor, row.id)?.role;
  return {
    id: row.id,
    slug: row.slug,
    name: { zh: row.name_zh, en: row.name_en },
    kind: row.kind,
    status: row.status,
    about: { zh: row.about_zh, en: row.about_en },
    ...(row.website ? { website: row.website } : {}),
    ...(row.contact ? { contact: row.contact } : {}),
    createdAt: row.created_at.toISOString(),
    revision: row.revision,
    ...(role ? { role } : {}),
    ...(isInside(actor, row) || isCreator(row, actor) ? { private: privatePart(row) } : {}),
  };
}

/** Right after creation the membership is not yet in the actor. */
const isCreator = (row: OrganisationRow, actor: Actor): boolean =>
  actor.kind === 'user' && row.status === 'pending' && row.created_by === actor.userId;

const privatePart = (row: OrganisationRow) => ({
  uscc: row.uscc ?? '',
  ...(row.status_reason === null ? {} : { statusReason: row.status_reason }),
  firstVersionReviewed: row.first_version_reviewed,
  quotaBytes: Number(row.quota_bytes),
});

/** What the audit keeps of an organisation. */
export const organisationRecord = (row: OrganisationRow) => ({
  slug: row.slug,
  name: { zh: row.name_zh, en: row.name_en },
  uscc: row.uscc,
  kind: row.kind,
  status: row.status,
  statusReason: row.status_reason,
  firstVersionReviewed: row.first_version_reviewed,
  quotaBytes: row.quota_bytes,
  about: { zh: row.about_zh, en: row.about_en },
  website: row.website,
  contact: row.contact,
  revision: row.revision,
});

export const memberView = (row: MemberRow): MemberViewBody => ({
  userId: row.user_id,
  name: row.name,
  email: row.email,
  role: row.role,
  since: row.since.toISOString(),
});

export const invitationView = (row: InvitationRow): InvitationViewBody => ({
  id: row.id,
  email: row.email,
  role: row.role,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});
