import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Search } from '#src/ports/search.ts';
import type { Store } from '#src/ports/store.ts';
import type { CatalogTables } from './tables.ts';

export type CatalogDatabase = CatalogTables & IdentityTables & AuditTables;
export type Db = Kysely<CatalogDatabase>;
export type Trx = Transaction<CatalogDatabase>;

/** What the catalogue asks of the hub. */
export interface CatalogDeps {
  readonly store: Store<CatalogDatabase>;
  readonly search: Search;
  readonly jobs: Jobs<Kysely<any>>;
  readonly clock: Clock;
  readonly config: { readonly publicUrl: string };
}
