import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { CatalogTables } from '#src/catalog/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { LedgerTables } from '#src/ledger/index.ts';
import type { Blobs } from '#src/ports/blobs.ts';
import type { Access } from '#src/ports/access.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Log } from '#src/ports/log.ts';
import type { Outbound } from '#src/ports/outbound.ts';
import type { Store } from '#src/ports/store.ts';
import type { AnnotationTables } from './tables.ts';

export type AnnotationDatabase = AnnotationTables &
  CatalogTables &
  IdentityTables &
  LedgerTables &
  AuditTables;
export type Db = Kysely<AnnotationDatabase>;
export type Trx = Transaction<AnnotationDatabase>;

/** What annotation asks of the hub. */
export interface AnnotationDeps {
  readonly store: Store<AnnotationDatabase>;
  readonly blobs: Blobs;
  readonly jobs: Jobs<Kysely<any>>;
  readonly access: Access<Kysely<any>>;
  readonly clock: Clock;
  readonly outbound: Outbound;
  readonly log: Log;
  /** The secret from which the key of acceptance certificates is derived. */
  readonly config: { readonly secret: string };
}
