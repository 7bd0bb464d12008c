import { type, type Type } from 'arktype';
import { memberRoles, staffRoles } from '#src/kernel/actor.ts';
import { cursor, id as uuid, instant, limit, slug } from '#src/kernel/schema.ts';
import { email, line } from './account-schema.ts';
import { tokenScopes } from './scopes.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;

const Language = type("'zh' | 'en'");
const MemberRoleName = type.enumerated(...memberRoles);
const StaffRoleName = type.enumerated(...staffRoles);
const TokenScopeName = type.enumerated(...tokenScopes);
const OrganisationKindName = type.enumerated(
  'enterprise',
  'university',
  'institute',
  'annotation-vendor',
  'public-body',
);
const OrganisationStatusName = type.enumerated('pending', 'approved', 'refused', 'suspended');
/** Shape alone; the check characters are tested in `uscc.ts`. */
const Uscc = type('/^[0-9A-HJ-NPQRTUWXY]{18}$/').describe(
  'a unified social credit code of 18 characters (GB 32100-2015)',
);
const Website = type('/^https?:\\/\\/[^\\s<>"]{1,300}$/').describe('an http or https address');
const revision = type('number.integer >= 1');
/** Text of several lines; the database holds no NUL. */
const lines = (max: number) =>
  type('/^[^\\x00]*$/').and(`string <= ${max}`).describe(`text of at most ${max} characters`);
const reason = type('/^[^\\x00-\\x20][^\\x00]*$/')
  .and('string <= 500')
  .describe('a reason of 1 to 500 characters');
const name = line(80, 'a name');
const contact = lines(200);
const slugInPath = type('/^[^\\x00-\\x1f\\x7f]{1,64}$/').describe(
  'the short name of an organisation',
);

export const SlugParam = type({ slug: slugInPath });
export const IdParam = type({ id });
export const SlugUserParam = type({ slug: slugInPath, userId: id });
export const SlugIdParam = type({ slug: slugInPath, id });
export const UserParam = type({ userId: id });
export const InvitationParam = type({
  token: type('/^[A-Za-z0-9_-]{43}$/').describe('the token of the invitation link'),
});

// ── the signed-in person ──────────────────────────────────────────────────────
const MembershipView = type({
  id,
  slug,
  name: { zh: 'string', en: 'string' },
  role: MemberRoleName,
  status: OrganisationStatusName,
});
export const MeView = type({
  id,
  name: 'string',
  email: 'string',
  emailVerified: 'boolean',
  twoFactor: 'boolean',
  language: Language,
  staff: StaffRoleName.array(),
  organisations: MembershipView.array(),
  revision,
});
export const UpdateMe = type({ '+': 'reject', 'name?': name, 'language?': Language, revision });

const TokenView = type({
  id,
  name: 'string',
  hint: 'string',
  scopes: TokenScopeName.array(),
  createdAt: instant,
  expiresAt: instant,
  'lastUsedAt?': instant,
});
export const CreateToken = type({
  '+': 'reject',
  name,
  scopes: TokenScopeName.array().atLeastLength(1).atMostLength(tokenScopes.length),
  days: type('1 <= number.integer <= 365').describe('1 to 365 days'),
});
/** `token` is shown this once. */
export const NewTokenView = TokenView.and({ token: 'string' });
export const TokenList = type({ items: TokenView.array() });

const SessionView = type({
  id,
  current: 'boolean',
  createdAt: instant,
  expiresAt: instant,
  'ip?': 'string',
  'userAgent?': 'string',
});
export const SessionList = type({ items: SessionView.array() });
export const RevokedView = type({ revoked: 'number.integer' });

// ── organisations ─────────────────────────────────────────────────────────────
const bilingual = (max: number) =>
  type({ '+': 'reject', zh: line(max, 'a name'), en: line(max, 'a name') });
const about = type({ '+': 'reject', 'zh?': lines(4000), 'en?': lines(4000) });

export const CreateOrganisation = type({
  '+': 'reject',
  slug,
  name: bilingual(120),
  uscc: Uscc,
  kind: OrganisationKindName,
  'about?': about,
  'website?': Website.or("''"),
  'contact?': contact,
});
export const UpdateOrganisation = type({
  '+': 'reject',
  revision,
  'slug?': slug,
  'name?': bilingual(120),
  'uscc?': Uscc,
  'kind?': OrganisationKindName,
  'about?': about,
  'website?': Website.or("''"),
  'contact?': contact,
});
/** What everybody sees of an approved organisation; its members and staff see the rest. */
export const OrganisationView = type({
  id,
  slug,
  name: { zh: 'string', en: 'string' },
  kind: OrganisationKindName,
  status: OrganisationStatusName,
  about: { zh: 'string', en: 'string' },
  'website?': 'string',
  'contact?': 'string',
  createdAt: instant,
  revision,
  'role?': MemberRoleName,
  'private?': {
    uscc: 'string',
    'statusReason?': 'string',
    firstVersionReviewed: 'boolean',
    quotaBytes: 'number.integer',
  },
});
export const OrganisationPage = type({ items: OrganisationView.array(), 'next?': 'string' });
export const OrganisationQuery = type({
  'cursor?': cursor,
  'limit?': limit,
  'kind?': OrganisationKindName,
});

const MemberView = type({
  userId: id,
  name: 'string',
  'email?': 'string',
  role: MemberRoleName,
  since: instant,
});
export const MemberList = type({ items: MemberView.array() });
export const UpdateMember = type({ '+': 'reject', role: MemberRoleName });
export const TransferOwnership = type({ '+': 'reject', userId: id });

export const CreateInvitation = type({ '+': 'reject', email, role: MemberRoleName });
export const InvitationView = type({
  id,
  email: 'string',
  role: MemberRoleName,
  createdAt: instant,
  expiresAt: instant,
});
export const InvitationList = type({ items: InvitationView.array() });
/** What the bearer of an invitation link sees before accepting. */
export const InvitationOffer = type({
  organisation: { slug, name: { zh: 'string', en: 'string' } },
  role: MemberRoleName,
  expiresAt: instant,
});

export const AcceptedView = type({ slug, role: MemberRoleName });

// ── staff ─────────────────────────────────────────────────────────────────────
export const OperatorOrganisationQuery = type({
  'cursor?': cursor,
  'limit?': limit,
  'status?': OrganisationStatusName,
});
export const ApproveOrganisation = type({ '+': 'reject', revision });
export const DecideOrganisation = type({ '+': 'reject', revision, reason });
/** What an operator may change: the review setting, and the identity once it is approved. */
export const OperatorChange = type({
  '+': 'reject',
  revision,
  'firstVersionReviewed?': 'boolean',
  'name?': bilingual(120),
  'uscc?': Uscc,
  'kind?': OrganisationKindName,
});
/** At most 1 PiB. */
export const SetQuota = type({
  '+': 'reject',
  revision,
  quotaBytes: '0 <= number.integer <= 1125899906842624',
});
export const UserQuery = type({ 'cursor?': cursor, 'limit?': limit, 'q?': lines(100) });
export const UserView = type({
  id,
  name: 'string',
  email: 'string',
  emailVerified: 'boolean',
  twoFactor: 'boolean',
  staff: StaffRoleName.array(),
  'disabledAt?': instant,
  'disabledReason?': 'string',
  createdAt: instant,
  revision,
});
export const UserPage = type({ items: UserView.array(), 'next?': 'string' });
export const DisableUser = type({ '+': 'reject', revision, reason });
export const EnableUser = type({ '+': 'reject', revision });
export const SetStaffRoles = type({
  '+': 'reject',
  revision,
  roles: StaffRoleName.array().atMostLength(staffRoles.length),
});

export type MeViewBody = typeof MeView.infer;
export type TokenViewBody = typeof TokenView.infer;
export type CreateOrganisationBody = typeof CreateOrganisation.infer;
export type UpdateOrganisationBody = typeof UpdateOrganisation.infer;
export type OrganisationViewBody = typeof OrganisationView.infer;
export type MemberViewBody = typeof MemberView.infer;
export type InvitationViewBody = typeof InvitationView.infer;
export type SessionViewBody = typeof SessionView.infer;
export type UserViewBody = typeof UserView.infer;
