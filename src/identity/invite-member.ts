import type { Transaction } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import { membershipOf, systemActor, type MemberRole, type UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, randomText, sha256Hex } from '#src/kernel/ids.ts';
import type { Language } from '#src/kernel/problem.ts';
import type { HubTables, IdentityDeps } from './deps.ts';
import { identityErrors as own } from './errors.ts';
import {
  insertInvitation,
  invitationByToken,
  replaceOpen,
  takeInvitation,
  type InvitationRow,
} from './queries/invitation.ts';
import { insertMember, listMembers } from './queries/member.ts';
import type { OrganisationRow } from './queries/organisation.ts';
import { personByEmail, personById } from './queries/person.ts';
import { orderMail } from './send-mail.ts';

const days = 7;

/**
 * Invites an address; an open invitation of the same address is replaced. The link travels only in
 * the message, so that holding it shows that the mailbox was read. Managers invite plain members.
 */
export async function inviteMember(
  deps: Pick<IdentityDeps, 'jobs' | 'config'>,
  trx: Transaction<HubTables>,
  audit: Audit,
  actor: UserActor,
  organisation: Authorized<OrganisationRow, 'invite'>,
  input: { email: string; role: MemberRole },
  inviterLanguage: Language,
): Promise<InvitationRow> {
  const actorRole = membershipOf(actor, organisation.id)?.role;
  if (actorRole !== 'owner' && input.role !== 'member') throw new AppError(errors.forbidden);
  const email = input.email.toLowerCase();
  const members = await listMembers(trx, organisation.id);
  if (members.some((member) => member.email === email)) throw new AppError(own.alreadyMember);
  await replaceOpen(trx, organisation.id, email);
  const token = randomText(32);
  const row = await insertInvitation(
    trx,
    {
      id: newId(),
      org_id: organisation.id,
      email,
      role: input.role,
      token_hash: await sha256Hex(token),
      invited_by: actor.userId,
    },
    days,
  );
  const language = (await personByEmail(trx, email))?.language ?? inviterLanguage;
  await orderMail(deps.jobs, trx, {
    kind: 'invite',
    to: email,
    language,
    values: {
      organisation: language === 'en' ? organisation.name_en : organisation.name_zh,
      url: `${deps.config.publicUrl}/invitations/${token}`,
    },
  });
  await audit({
    action: 'identity.invite-member',
    objectType: 'invitation',
    objectId: row.id,
    orgId: organisation.id,
    after: { email, role: row.role, expiresAt: row.expires_at },
  });
  return row;
}

/**
 * The offer behind a link, for the invited address alone. Read as the hub itself, since a stranger's
 * own view holds no foreign invitation: 404 unknown, 403 for another address.
 */
export async function openInvitation(
  deps: Pick<IdentityDeps, 'store'>,
  actor: UserActor,
  token: string,
) {
  const hash = await sha256Hex(token);
  const offer = await deps.store.read(systemActor('invitation'), (db) =>
    invitationByToken(db, hash),
  );
  if (!offer) throw new AppError(errors.notFound);
  if (offer.email !== actor.email.toLowerCase()) throw new AppError(own.invitationForOther);
  return offer;
}

/** The invited person, with a verified address, becomes a member; 410 once it is over. */
export async function acceptInvitation(
  trx: Transaction<HubTables>,
  audit: Audit,
  actor: UserActor,
  offer: { readonly id: string; readonly org_id: string; readonly role: MemberRole },
): Promise<void> {
  const person = await personById(trx, actor.userId);
  if (!person?.verified) throw new AppError(own.unverified);
  const taken = await takeInvitation(trx, offer.id, actor.userId);
  if (!taken) throw new AppError(own.invitationOver);
  const member = { org_id: offer.org_id, user_id: actor.userId, role: taken.role };
  if (!(await insertMember(trx, member))) throw new AppError(own.alreadyMember);
  await audit({
    action: 'identity.accept-invitation',
    objectType: 'invitation',
    objectId: offer.id,
    orgId: offer.org_id,
    after: { userId: actor.userId, role: taken.role },
  });
}
