import { recordAudit, type Audit } from '#src/audit/index.ts';
import { systemActor, type Actor, type UserActor } from '#src/kernel/actor.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Documents } from '#src/ports/documents.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import type { Kysely } from 'kysely';
import { organisations } from '../people.ts';

/** What the rounds of the demonstration are made with. */
export interface RoundDeps {
  readonly store: Store<any>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly clock: Clock;
  readonly documents: Documents | undefined;
  readonly config: { readonly publicUrl: string };
  /** Work as the owner of the tables: only what passes time needs it. */
  readonly withOwner: <R>(work: (pool: unknown, db: Kysely<any>) => Promise<R>) => Promise<R>;
}

export const seeding = systemActor('seed');

/** A person as the hub knows them when they are signed in. */
async function actorOf(deps: RoundDeps, email: string): Promise<UserActor> {
  return deps.store.read(seeding, async (db) => {
    const person = await db
      .selectFrom('auth.user as u')
      .innerJoin('identity.person as p', 'p.user_id', 'u.id')
      .select(['p.user_id', 'p.name', 'p.staff_roles'])
      .where('u.email', '=', email)
      .executeTakeFirstOrThrow();
    const orgs = await db
      .selectFrom('identity.member as m')
      .innerJoin('identity.organisation as o', 'o.id', 'm.org_id')
      .select(['o.id', 'o.slug', 'm.role'])
      .where('m.user_id', '=', person.user_id)
      .execute();
    return {
      ...{ kind: 'user', userId: person.user_id, email, name: person.name, via: 'session' },
      ...{ staff: person.staff_roles, scopes: 'all' },
      orgs: orgs.map((o) => ({ orgId: o.id, slug: o.slug, role: o.role, approved: true })),
    } as UserActor;
  });
}

/** Who plays in the rounds. */
export interface Cast {
  readonly operator: UserActor;
  readonly secondOperator: UserActor;
  readonly approver: UserActor;
  readonly researcher: UserActor;
  /** Owner of each organisation by its slug. */
  readonly owners: ReadonlyMap<string, UserActor>;
}

export async function castOf(deps: RoundDeps): Promise<Cast> {
  const named = (name: string) => actorOf(deps, `${name}@demo.example`);
  const owners = new Map<string, UserActor>();
  for (const { slug, owner } of organisations) owners.set(slug, await actorOf(deps, owner));
  return {
    operator: await named('operator'),
    secondOperator: await named('operator2'),
    approver: await named('approver'),
    researcher: await named('researcher'),
    owners,
  };
}

export const expertActor = (deps: RoundDeps, email: string): Promise<UserActor> =>
  actorOf(deps, email);

/** One transaction in somebody's name, with their audit rows. */
export const acting = <R>(
  deps: RoundDeps,
  actor: Actor,
  run: (trx: any, audit: Audit) => Promise<R>,
): Promise<R> =>
  deps.store.write(actor, (trx) => run(trx, (record) => recordAudit(trx, actor, record)));
