import type { Transaction } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import { membershipOf, type MemberRole, type UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { HubTables } from './deps.ts';
import { identityErrors as own } from './errors.ts';
import { mayChangeMember } from './policy.ts';
import { deleteMember, otherOwners, roleOf, updateRole } from './queries/member.ts';
import { lockOrganisation, type OrganisationRow } from './queries/organisation.ts';

/**
 * Gives a member another role, or takes them `out`. The organisation's row is locked first, so of
 * two last owners who leave at once one is refused (the database's own trigger backs this up).
 */
export async function changeMember(
  trx: Transaction<HubTables>,
  audit: Audit,
  actor: UserActor,
  organisation: Authorized<OrganisationRow, 'changeMembers' | 'readMembers'>,
  userId: string,
  to: MemberRole | 'out',
): Promise<void> {
  await lockOrganisation(trx, organisation.id);
  const role = await roleOf(trx, organisation.id, userId);
  if (!role) throw new AppError(errors.notFound);
  const actorRole = membershipOf(actor, organisation.id)?.role ?? 'member';
  const self = userId === actor.userId;
  if (!mayChangeMember(actorRole, { self, role }, to)) throw new AppError(errors.forbidden);
  if (role === 'owner' && to !== 'owner' && (await otherOwners(trx, organisation.id, userId)) === 0)
    throw new AppError(own.lastOwner);
  if (to === 'out') await deleteMember(trx, organisation.id, userId);
  else await updateRole(trx, organisation.id, userId, to);
  await audit({
    action: to === 'out' ? 'identity.remove-member' : 'identity.change-member',
    objectType: 'member',
    objectId: `${organisation.id}/${userId}`,
    orgId: organisation.id,
    before: { role },
    after: { role: to === 'out' ? null : to },
  });
}

/** The owner makes another member owner and becomes manager, in one step. */
export async function transferOwnership(
  trx: Transaction<HubTables>,
  audit: Audit,
  actor: UserActor,
  organisation: Authorized<OrganisationRow, 'transfer'>,
  userId: string,
): Promise<void> {
  await lockOrganisation(trx, organisation.id);
  const role = await roleOf(trx, organisation.id, userId);
  if (!role || userId === actor.userId) throw new AppError(errors.notFound);
  await updateRole(trx, organisation.id, userId, 'owner');
  await updateRole(trx, organisation.id, actor.userId, 'manager');
  await audit({
    action: 'identity.transfer-ownership',
    objectType: 'organisation',
    objectId: organisation.id,
    orgId: organisation.id,
    before: { owner: actor.userId, role },
    after: { owner: userId },
  });
}
