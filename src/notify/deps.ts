import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Mail } from '#src/ports/mail.ts';
import type { Store } from '#src/ports/store.ts';
import type { NotifyTables } from './tables.ts';

type NotifyDatabase = NotifyTables & IdentityTables & AuditTables;
export type Db = Kysely<NotifyDatabase>;
export type Trx = Transaction<NotifyDatabase>;

/** What telling people asks of the hub. */
export interface NotifyDeps {
  readonly store: Store<NotifyDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly mail: Mail;
  readonly config: { readonly publicUrl: string };
}
