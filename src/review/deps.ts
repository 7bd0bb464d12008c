import type { Kysely, Transaction } from 'kysely';
import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { NotifyTables } from '#src/notify/index.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import type { ReviewTables } from './tables.ts';

type ReviewDatabase = ReviewTables & IdentityTables & NotifyTables & AuditTables;
export type Db = Kysely<ReviewDatabase>;
export type Trx = Transaction<ReviewDatabase>;

/** What review asks of the hub. */
export interface ReviewDeps {
  readonly store: Store<ReviewDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly clock: Clock;
}
