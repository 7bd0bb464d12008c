import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Documents } from '#src/ports/documents.ts';
import type { Store } from '#src/ports/store.ts';
import type { RegisterTables } from './tables.ts';

type RegisterDatabase = RegisterTables & IdentityTables & AuditTables;
export type Db = Kysely<RegisterDatabase>;
export type Trx = Transaction<RegisterDatabase>;

/** What the registers ask of the hub. */
export interface RegisterDeps {
  readonly store: Store<RegisterDatabase>;
  readonly documents: Documents | undefined;
  readonly config: { readonly publicUrl: string };
}
