import {
  hasScope,
  isStaff,
  membershipOf,
  type Actor,
  type MemberRole,
  type UserActor,
} from '#src/kernel/actor.ts';
import { authorize, type Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { annotationErrors } from './errors.ts';
import type { VendorRole } from './vendors/tables.ts';

export const readScope = 'annotation:read';
export const writeScope = 'annotation:write';

/** What belongs to a demand side. */
interface Owned {
  readonly org_id: string;
}
/** What a vendor has a part in. */
interface Shared extends Owned {
  readonly vendor_org_id: string;
}

const anyMember: readonly MemberRole[] = ['owner', 'manager', 'member'];
const leaders: readonly MemberRole[] = ['owner', 'manager'];

/** Which members of the demand side may do what to a project and what hangs on it. */
const rights = {
  edit: anyMember,
  import: anyMember,
  export: anyMember,
  /** Label as the own team, without price or vendor. */
  label: anyMember,
  comment: anyMember,
  govern: leaders,
  distribute: leaders,
} as const satisfies Record<string, readonly MemberRole[]>;
export type DemandAction = keyof typeof rights;

/** A signed-in person with the scope; hub.unauthenticated or hub.forbidden otherwise. */
export function person(actor: Actor, scope: string = writeScope): UserActor {
  if (actor.kind !== 'user') throw new AppError(errors.unauthenticated);
  if (!hasScope(actor, scope)) throw new AppError(errors.forbidden, { extra: { scope } });
  return actor;
}

/** The row, if the actor sees any: hub.notFound where the row policies hide it. */
export function visible<T>(row: T | undefined): T {
  if (row === undefined) throw new AppError(errors.notFound);
  return row;
}

export const isMember = (actor: Actor, orgId: string): boolean =>
  membershipOf(actor, orgId) !== undefined;

const roleIn = (actor: Actor, orgId: string): MemberRole | undefined =>
  membershipOf(actor, orgId)?.role;

/** A row of the demand side, allowed for one action; 404 to others, 403 to members without the right. */
export function allow<T extends Owned, const A extends DemandAction>(
  actor: UserActor,
  row: T | undefined,
  action: A,
): Authorized<T, A> {
  const seen = demandSide(actor, row);
  const role = roleIn(actor, seen.org_id);
  if (!role || !(rights[action] as readonly MemberRole[]).includes(role))
    throw new AppError(errors.forbidden);
  return authorize(seen, action);
}

/** A row that only the demand side and the staff may look at. */
export function demandSide<T extends Owned>(actor: Actor, row: T | undefined): T {
  const seen = visible(row);
  const reads = isStaff(actor, 'operator', 'approver', 'auditor', 'admin');
  if (!reads && !isMember(actor, seen.org_id)) throw new AppError(errors.notFound);
  return seen;
}

/** An approved organisation in whose name the actor may make projects. */
export function allowCreate<T extends { readonly id: string; readonly status: string }>(
  actor: UserActor,
  org: T | undefined,
): Authorized<T, 'create'> {
  if (!org || !isMember(actor, org.id)) throw new AppError(errors.notFound);
  if (org.status !== 'approved') throw new AppError(annotationErrors.orgNotApproved);
  return authorize(org, 'create');
}

/** An award of which the actor's organisation is the vendor: its people label. */
export function allowLabel<T extends Shared>(actor: UserActor, award: T): Authorized<T, 'label'> {
  if (!isMember(actor, award.vendor_org_id)) throw new AppError(annotationErrors.noAward);
  return authorize(award, 'label');
}

/** Something a person made while labelling: to everybody else it does not exist. */
export function allowOwn<T extends { readonly person_id: string }>(
  actor: UserActor,
  row: T | undefined,
): Authorized<T, 'own'> {
  const seen = visible(row);
  if (seen.person_id !== actor.userId) throw new AppError(errors.notFound);
  return authorize(seen, 'own');
}

/** A result: its author, leaders and inspectors of the vendor, the demand side and the staff read it. */
export function readable<T extends Shared & { readonly person_id: string }>(
  actor: UserActor,
  row: T | undefined,
  inspects: boolean,
): T {
  const seen = visible(row);
  const leads = leaders.includes(roleIn(actor, seen.vendor_org_id) ?? 'member');
  if (seen.person_id === actor.userId || leads || inspects) return seen;
  return demandSide(actor, seen);
}

/** A lease of the actor in an organisation it still belongs to. */
export function allowLabour<T extends Shared & { readonly person_id: string }>(
  actor: UserActor,
  row: T | undefined,
): Authorized<T, 'own'> {
  const own = allowOwn(actor, row);
  if (!isMember(actor, own.vendor_org_id)) throw new AppError(errors.notFound);
  return own;
}

/** Leaders of the demand side, and who manages or inspects for the vendor, let late results stand. */
export function allowAdopt<T extends Shared>(
  actor: UserActor,
  row: T,
  role: VendorRole | undefined,
): Authorized<T, 'adopt'> {
  const leads = leaders.includes(roleIn(actor, row.org_id) ?? 'member');
  const inspects = isMember(actor, row.vendor_org_id) && role !== undefined && role !== 'annotator';
  if (leads || inspects) return authorize(row, 'adopt');
  const inside = isMember(actor, row.org_id) || isMember(actor, row.vendor_org_id);
  throw new AppError(inside ? errors.forbidden : errors.notFound);
}

/**
 * In whose name the actor speaks on a task: null for the demand side, else the vendor of the actor that
 * has the task. hub.notFound for everybody else, the staff included.
 */
export function commentSide(
  actor: UserActor,
  row: Owned,
  vendors: readonly string[],
): string | null {
  if (isMember(actor, row.org_id)) return null;
  const own = vendors.find((id) => isMember(actor, id));
  if (own === undefined) throw new AppError(errors.notFound);
  return own;
}

/** An organisation that takes on work for others. */
export interface Vendor {
  readonly orgId: string;
}

/** A manager of a vendor's team other than the demand side takes on work in its name. */
export function allowClaim(
  actor: UserActor,
  row: Owned,
  slug: string,
  role: VendorRole | undefined,
): Authorized<Vendor, 'claim'> {
  const membership = actor.orgs.find((m) => m.slug === slug);
  if (!membership || role !== 'manager') throw new AppError(errors.forbidden);
  if (!membership.approved) throw new AppError(annotationErrors.orgNotApproved);
  if (membership.orgId === row.org_id) throw new AppError(annotationErrors.ownPackage);
  return authorize({ orgId: membership.orgId }, 'claim');
}

/** Organisations for which a person may take a test: the own one, else the approved ones, in their order. */
export const testSides = (
  actor: UserActor,
  row: Owned & { readonly mode: string },
): readonly string[] =>
  actor.orgs
    .filter((m) =>
      row.mode === 'own_team' ? m.orgId === row.org_id : m.approved && m.orgId !== row.org_id,
    )
    .map((m) => m.orgId);

/**
 * The first of them in whose team the person has a role; the own team needs membership alone.
 * hub.forbidden without one, hub.notFound for who is in no organisation.
 */
export function testSide(
  actor: UserActor,
  row: Owned & { readonly mode: string },
  roles: ReadonlyMap<string, VendorRole>,
): string {
  const side = testSides(actor, row).find((id) => row.mode === 'own_team' || roles.has(id));
  if (side !== undefined) return side;
  throw new AppError(actor.orgs.length > 0 ? errors.forbidden : errors.notFound);
}

/** On whose behalf somebody looks at results: a conflict of interest counts as the vendor's side. */
export type Side = 'vendor' | 'demand';

/**
 * The side on which the actor may review results of a package: leaders (and inspectors) of the vendor,
 * any member of a demand side that is not the vendor itself. hub.notFound for everybody else.
 */
export function allowReview<T extends Shared>(
  actor: UserActor,
  row: T | undefined,
  inspects: boolean,
): { readonly row: Authorized<T, 'review'>; readonly side: Side } {
  const seen = visible(row);
  const ownTeam = seen.org_id === seen.vendor_org_id;
  const role = roleIn(actor, seen.vendor_org_id);
  if (role) {
    if (!inspects && !leaders.includes(role)) throw new AppError(errors.forbidden);
    return { row: authorize(seen, 'review'), side: ownTeam ? 'demand' : 'vendor' };
  }
  if (!isMember(actor, seen.org_id)) throw new AppError(errors.notFound);
  return { row: authorize(seen, 'review'), side: 'demand' };
}

/** Somebody of the demand side who is no member of the vendor judges what the vendor handed over. */
export function allowInspect<T extends Shared>(
  actor: UserActor,
  row: T | undefined,
): Authorized<T, 'inspect'> {
  const seen = visible(row);
  if (!isMember(actor, seen.org_id) && !isMember(actor, seen.vendor_org_id))
    throw new AppError(errors.notFound);
  if (!isMember(actor, seen.org_id)) throw new AppError(errors.forbidden);
  const ownTeam = seen.org_id === seen.vendor_org_id;
  if (isMember(actor, seen.vendor_org_id) && !ownTeam)
    throw new AppError(annotationErrors.conflicted);
  if (ownTeam && !leaders.includes(roleIn(actor, seen.org_id) ?? 'member'))
    throw new AppError(errors.forbidden);
  return authorize(seen, 'inspect');
}

/** A leader of the demand side decides on lots; the same bars as for inspecting. */
export function allowDecide<T extends Shared>(
  actor: UserActor,
  row: T | undefined,
): Authorized<T, 'decide'> {
  const seen = allowInspect(actor, row);
  if (!leaders.includes(roleIn(actor, seen.org_id) ?? 'member'))
    throw new AppError(errors.forbidden);
  return authorize(seen as T, 'decide');
}

/** Who manages the vendor's team hands finished work over. */
export function allowHandOver<T extends Shared>(
  actor: UserActor,
  row: T | undefined,
  role: VendorRole | undefined,
): Authorized<T, 'hand-over'> {
  const seen = visible(row);
  const inside = isMember(actor, seen.vendor_org_id);
  if (!inside && !isMember(actor, seen.org_id)) throw new AppError(errors.notFound);
  if (!inside || role !== 'manager') throw new AppError(errors.forbidden);
  return authorize(seen, 'hand-over');
}

/** A party of an award: the demand side, the vendor's leaders, who manages or inspects for it, the staff. */
export function party<T extends Shared>(
  actor: UserActor,
  row: T | undefined,
  role: VendorRole | undefined,
): T {
  const seen = visible(row);
  const member = roleIn(actor, seen.vendor_org_id);
  if (leaders.includes(member ?? 'member')) return seen;
  if (member && role !== undefined && role !== 'annotator') return seen;
  if (isMember(actor, seen.vendor_org_id) && !isMember(actor, seen.org_id))
    throw new AppError(errors.forbidden);
  return demandSide(actor, seen);
}
