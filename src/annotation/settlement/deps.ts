import type { Kysely } from 'kysely';
import type { Documents } from '#src/ports/documents.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import type { SettlementDatabase } from './queries.ts';

/** What settlement asks of the hub. */
export interface SettlementDeps {
  readonly store: Store<SettlementDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
  readonly documents: Documents | undefined;
  readonly config: { readonly publicUrl: string };
}
