import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { CatalogTables } from '#src/catalog/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { NoticeTables } from '#src/notice/index.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Documents } from '#src/ports/documents.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import type { ReviewTables } from '#src/review/index.ts';
import type { DecisionTables } from './decision/tables.ts';
import type * as part from './deps.ts';
import type { DirectoryTables } from './directory/tables.ts';
import type { SelectionTables } from './tables.ts';

type OutcomeDatabase = SelectionTables &
  DecisionTables &
  DirectoryTables &
  CatalogTables &
  IdentityTables &
  NoticeTables &
  ReviewTables &
  AuditTables;
export type Db = Kysely<OutcomeDatabase>;
export type Trx = Transaction<OutcomeDatabase>;

/** What decisions, the directory and letters ask of the hub. */
export interface OutcomeDeps {
  readonly store: Store<OutcomeDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly clock: Clock;
  readonly documents: Documents | undefined;
  readonly config: { readonly publicUrl: string };
}

/** The same transaction as rounds and applications know it. */
export const within = (trx: Trx): part.Trx => trx as unknown as part.Trx;
export const reading = (db: Db): part.Db => db as unknown as part.Db;
