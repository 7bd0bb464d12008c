import { sql, type Kysely, type Transaction } from 'kysely';
import type { MemberRole } from '#src/kernel/actor.ts';
import type { HubTables } from '../deps.ts';

type Db = Kysely<HubTables>;
type Trx = Transaction<HubTables>;

const columns = ['id', 'org_id', 'email', 'role', 'state', 'created_at', 'expires_at'] as const;

/** Open invitations that have not run out, newest last. */
export function listOpen(db: Db, orgId: string) {
  return db
    .selectFrom('identity.invitation')
    .select(columns)
    .where('org_id', '=', orgId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('id')
    .execute();
}

export type InvitationRow = Awaited<ReturnType<typeof listOpen>>[number];

/** Withdraws the open invitation of this address, if there is one. */
export async function replaceOpen(trx: Trx, orgId: string, email: string): Promise<void> {
  await trx
    .updateTable('identity.invitation')
    .set({ state: 'revoked' })
    .where('org_id', '=', orgId)
    .where('email', '=', email)
    .where('state', '=', 'open')
    .execute();
}

export function insertInvitation(
  trx: Trx,
  row: {
    id: string;
    org_id: string;
    email: string;
    role: MemberRole;
    token_hash: string;
    invited_by: string;
  },
  days: number,
): Promise<InvitationRow> {
  return trx
    .insertInto('identity.invitation')
    .values({
      ...row,
      accepted_by: null,
      expires_at: sql<Date>`now() + make_interval(days => ${days})`,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export function revokeInvitation(trx: Trx, orgId: string, id: string) {
  return trx
    .updateTable('identity.invitation')
    .set({ state: 'revoked' })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning(columns)
    .executeTakeFirst();
}

/** What an invitation link leads to, whoever opens it; only for the hub itself. */
export function invitationByToken(db: Db, tokenHash: string) {
  return db
    .selectFrom('identity.invitation as i')
    .innerJoin('identity.organisation as o', 'o.id', 'i.org_id')
    .select(['i.id', 'i.org_id', 'i.email', 'i.role', 'i.state', 'i.expires_at'])
    .select(['o.slug', 'o.name_zh', 'o.name_en'])
    .select(sql<boolean>`i.state = 'open' and i.expires_at > now()`.as('usable'))
    .where('i.token_hash', '=', tokenHash)
    .executeTakeFirst();
}

/** Takes the invitation; undefined when it was taken, withdrawn or has run out meanwhile. */
export function takeInvitation(trx: Trx, id: string, userId: string) {
  return trx
    .updateTable('identity.invitation')
    .set({ state: 'accepted', accepted_by: userId })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(columns)
    .executeTakeFirst();
}
