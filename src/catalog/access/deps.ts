import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Mail } from '#src/ports/mail.ts';
import type { Store } from '#src/ports/store.ts';
import type { CatalogTables } from '../tables.ts';

export type GatedDatabase = CatalogTables & IdentityTables & AuditTables;
export type Db = Kysely<GatedDatabase>;
export type Trx = Transaction<GatedDatabase>;

/** What gated access and moderation ask of the hub. */
export interface GatedDeps {
  readonly store: Store<GatedDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly mail: Mail;
  readonly config: { readonly publicUrl: string; readonly trustedProxies: number };
}
