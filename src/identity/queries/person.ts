import { sql, type Kysely, type Transaction } from 'kysely';
import type { StaffRole } from '#src/kernel/actor.ts';
import type { HubTables } from '../deps.ts';

type Db = Kysely<HubTables>;
type Trx = Transaction<HubTables>;

export async function insertPerson(
  trx: Trx,
  person: { user_id: string; name: string; language: 'zh' | 'en'; staff_roles?: StaffRole[] },
): Promise<void> {
  await trx
    .insertInto('identity.person')
    .values({ disabled_at: null, disabled_reason: null, ...person })
    .execute();
}

/** Person and account together, as the account page and the administrator see them. */
function persons(db: Db) {
  return db
    .selectFrom('identity.person as p')
    .innerJoin('auth.user as u', 'u.id', 'p.user_id')
    .select(['p.user_id', 'p.name', 'p.language', 'p.staff_roles', 'p.revision', 'p.created_at'])
    .select(['p.disabled_at', 'p.disabled_reason', 'u.email', 'u.emailVerified as verified'])
    .select((eb) => eb.fn.coalesce('u.twoFactorEnabled', sql<boolean>`false`).as('two_factor'));
}

export type PersonRow = NonNullable<Awaited<ReturnType<typeof personById>>>;

export function personById(db: Db, userId: string) {
  return persons(db).where('p.user_id', '=', userId).executeTakeFirst();
}

export function personByEmail(db: Db, email: string) {
  return persons(db).where('u.email', '=', email.toLowerCase()).executeTakeFirst();
}

/** The person, locked until the transaction ends. */
export async function lockPerson(trx: Trx, userId: string): Promise<PersonRow | undefined> {
  await trx
    .selectFrom('identity.person')
    .select('user_id')
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  return personById(trx, userId);
}

/** Persons after `after` in order of registration; `q` matches part of the name or address. */
export function listPersons(db: Db, after: string | undefined, q: string | undefined, n: number) {
  let query = persons(db).orderBy('p.user_id').limit(n);
  if (after) query = query.where('p.user_id', '>', after);
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
    query = query.where((eb) =>
      eb.or([eb('u.email', 'ilike', pattern), eb('p.name', 'ilike', pattern)]),
    );
  }
  return query.execute();
}

export interface PersonChange {
  readonly name?: string;
  readonly language?: 'zh' | 'en';
  readonly staff_roles?: StaffRole[];
  readonly disabled_at?: Date | null;
  readonly disabled_reason?: string | null;
}

/** Changes a person of this revision; undefined when another change came first. */
export async function updatePerson(
  trx: Trx,
  userId: string,
  revision: number,
  change: PersonChange,
): Promise<PersonRow | undefined> {
  const done = await trx
    .updateTable('identity.person')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('user_id', '=', userId)
    .where('revision', '=', revision)
    .returning('user_id')
    .executeTakeFirst();
  if (!done) return undefined;
  if (change.name !== undefined)
    await trx
      .updateTable('auth.user')
      .set({ name: change.name })
      .where('id', '=', userId)
      .execute();
  return personById(trx, userId);
}

/** Membership rows of a person with their organisations, by slug. */
export function membershipsOf(db: Db, userId: string) {
  return db
    .selectFrom('identity.member as m')
    .innerJoin('identity.organisation as o', 'o.id', 'm.org_id')
    .select(['o.id', 'o.slug', 'o.name_zh', 'o.name_en', 'o.status', 'm.role'])
    .where('m.user_id', '=', userId)
    .orderBy('o.slug')
    .execute();
}

/** Creates the account of the command line: never touches one that exists. */
export async function insertAccount(
  trx: Trx,
  account: {
    id: string;
    accountId: string;
    email: string;
    name: string;
    /** Null for an account nobody can sign in with yet. */
    hash: string | null;
    verified: boolean;
  },
): Promise<boolean> {
  const now = new Date();
  const user = await trx
    .insertInto('auth.user')
    .values({
      id: account.id,
      name: account.name,
      email: account.email.toLowerCase(),
      emailVerified: account.verified,
      image: null,
      twoFactorEnabled: false,
    })
    .onConflict((oc) => oc.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!user) return false;
  await trx
    .insertInto('auth.account')
    .values({
      id: account.accountId,
      accountId: account.id,
      providerId: 'credential',
      userId: account.id,
      password: account.hash,
      updatedAt: now,
    })
    .execute();
  return true;
}
