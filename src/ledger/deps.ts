import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Store } from '#src/ports/store.ts';
import type { LedgerTables } from './tables.ts';

type LedgerDatabase = LedgerTables & IdentityTables & AuditTables;
export type Db = Kysely<LedgerDatabase>;
export type Trx = Transaction<LedgerDatabase>;

/** What the ledger asks of the hub. */
export interface LedgerDeps {
  readonly store: Store<LedgerDatabase>;
}
