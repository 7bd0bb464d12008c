import type { Kysely, Transaction } from 'kysely';
import type { MemberRole } from '#src/kernel/actor.ts';
import type { HubTables } from '../deps.ts';

type Db = Kysely<HubTables>;
type Trx = Transaction<HubTables>;

export function listMembers(db: Db, orgId: string) {
  return db
    .selectFrom('identity.member as m')
    .innerJoin('identity.person as p', 'p.user_id', 'm.user_id')
    .innerJoin('auth.user as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'p.name', 'p.language', 'u.email', 'm.role', 'm.since'])
    .where('m.org_id', '=', orgId)
    .orderBy('m.since')
    .orderBy('m.user_id')
    .execute();
}

export type MemberRow = Awaited<ReturnType<typeof listMembers>>[number];

export async function roleOf(db: Db, orgId: string, userId: string) {
  const row = await db
    .selectFrom('identity.member')
    .select('role')
    .where('org_id', '=', orgId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.role;
}

/** False when the person is a member already. */
export async function insertMember(
  trx: Trx,
  member: { org_id: string; user_id: string; role: MemberRole },
): Promise<boolean> {
  const row = await trx
    .insertInto('identity.member')
    .values(member)
    .onConflict((oc) => oc.columns(['org_id', 'user_id']).doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateRole(
  trx: Trx,
  orgId: string,
  userId: string,
  role: MemberRole,
): Promise<void> {
  await trx
    .updateTable('identity.member')
    .set({ role })
    .where('org_id', '=', orgId)
    .where('user_id', '=', userId)
    .execute();
}

export async function deleteMember(trx: Trx, orgId: string, userId: string): Promise<void> {
  await trx
    .deleteFrom('identity.member')
    .where('org_id', '=', orgId)
    .where('user_id', '=', userId)
    .execute();
}

/** Owners beside `userId`; read under the organisation's lock, so two leavers cannot both pass. */
export async function otherOwners(trx: Trx, orgId: string, userId: string): Promise<number> {
  const rows = await trx
    .selectFrom('identity.member')
    .select('user_id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .where('user_id', '<>', userId)
    .execute();
  return rows.length;
}
