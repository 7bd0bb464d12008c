import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import type { VendorTables } from './tables.ts';

type VendorDatabase = VendorTables & IdentityTables & AuditTables;
export type Db = Kysely<VendorDatabase>;
export type Trx = Transaction<VendorDatabase>;

/** What the vendors' part asks of the hub. */
export interface VendorDeps {
  readonly store: Store<VendorDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
}
