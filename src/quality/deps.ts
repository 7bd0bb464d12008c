import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { CatalogTables } from '#src/catalog/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Store } from '#src/ports/store.ts';
import type { QualityTables } from './tables.ts';

type QualityDatabase = QualityTables & CatalogTables & IdentityTables & AuditTables;
export type Db = Kysely<QualityDatabase>;
export type Trx = Transaction<QualityDatabase>;

/** What scoring asks of the hub. */
export interface QualityDeps {
  readonly store: Store<QualityDatabase>;
  readonly clock: Clock;
}
