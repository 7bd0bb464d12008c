import type { Kysely, Transaction } from 'kysely';
import type { Actor } from '#src/kernel/actor.ts';

/**
 * The database as use cases see it. Promise: every transaction carries the actor and its
 * organisations (SET LOCAL), which the row-level policies of private tables read; a lost
 * connection surfaces as hub.unavailable, a full disk as hub.storageFull.
 */
export interface Store<Tables> {
  /** One read-only transaction as `actor`: a consistent snapshot for the whole function. */
  read<R>(actor: Actor, run: (db: Kysely<Tables>) => Promise<R>): Promise<R>;
  /** One read-write transaction as `actor`; rolled back when `run` throws. */
  write<R>(actor: Actor, run: (trx: Transaction<Tables>) => Promise<R>): Promise<R>;
  /**
   * Rows of one database function, in a transaction of its own and one round trip. The function takes
   * the actor (see `actorSettings`) first and hands it to hub.act_as, or judges by it, before it reads anything.
   */
  call<Row>(actor: Actor, name: string, args: readonly unknown[]): Promise<Row[]>;
}
