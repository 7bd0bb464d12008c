import type { Transaction } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { StaffRole } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { HubTables } from './deps.ts';
import { assertDutiesApart } from './policy.ts';
import { updatePerson, type PersonChange, type PersonRow } from './queries/person.ts';
import { deleteSessions } from './queries/session.ts';
import { revokeAllTokens } from './queries/token.ts';
import { userView } from './views.ts';

type Target = Authorized<PersonRow, 'administer'>;

async function change(
  trx: Transaction<HubTables>,
  audit: Audit,
  person: Target,
  action: string,
  revision: number,
  changes: PersonChange,
  ended: Record<string, number> = {},
): Promise<PersonRow> {
  const after = await updatePerson(trx, person.user_id, revision, changes);
  if (!after) throw new AppError(errors.conflict);
  await audit({
    action: `identity.${action}`,
    objectType: 'person',
    objectId: person.user_id,
    before: userView(person),
    after: { ...userView(after), ...ended },
  });
  return after;
}

/** Disables a person and, in the same transaction, ends every session and token. */
export async function disableUser(
  trx: Transaction<HubTables>,
  audit: Audit,
  person: Target,
  input: { revision: number; reason: string; at: Date },
): Promise<PersonRow> {
  if (person.disabled_at) throw new AppError(errors.wrongState);
  const sessions = await deleteSessions(trx, person.user_id);
  const tokens = await revokeAllTokens(trx, person.user_id);
  const changes = { disabled_at: input.at, disabled_reason: input.reason };
  return change(trx, audit, person, 'disable-user', input.revision, changes, {
    sessionsEnded: sessions,
    tokensEnded: tokens,
  });
}

/** Lets a disabled person sign in again; old sessions and tokens stay ended. */
export async function enableUser(
  trx: Transaction<HubTables>,
  audit: Audit,
  person: Target,
  revision: number,
): Promise<PersonRow> {
  if (!person.disabled_at) throw new AppError(errors.wrongState);
  const changes = { disabled_at: null, disabled_reason: null };
  return change(trx, audit, person, 'enable-user', revision, changes);
}

/** Replaces the staff roles; the person signs in anew, so no session outlives a change of role. */
export async function setStaffRoles(
  trx: Transaction<HubTables>,
  audit: Audit,
  person: Target,
  input: { revision: number; roles: readonly StaffRole[] },
): Promise<PersonRow> {
  const roles = [...new Set(input.roles)].toSorted();
  assertDutiesApart(roles);
  const sessions = await deleteSessions(trx, person.user_id);
  const changes = { staff_roles: roles };
  return change(trx, audit, person, 'set-staff-roles', input.revision, changes, {
    sessionsEnded: sessions,
  });
}
