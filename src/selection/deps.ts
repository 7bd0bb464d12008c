import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { CatalogTables } from '#src/catalog/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { NoticeTables } from '#src/notice/index.ts';
import type { NotifyTables } from '#src/notify/index.ts';
import type { ReviewTables } from '#src/review/index.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import type { SelectionTables } from './tables.ts';

type SelectionDatabase = SelectionTables &
  ReviewTables &
  NoticeTables &
  NotifyTables &
  CatalogTables &
  IdentityTables &
  AuditTables;
export type Db = Kysely<SelectionDatabase>;
export type Trx = Transaction<SelectionDatabase>;

/** What selection asks of the hub. */
export interface SelectionDeps {
  readonly store: Store<SelectionDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly config: { readonly publicUrl: string };
}
