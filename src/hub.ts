import type { Kysely } from 'kysely';
import type { Access } from '#src/ports/access.ts';
import type { Blobs } from '#src/ports/blobs.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Documents } from '#src/ports/documents.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { LocalCopies } from '#src/ports/local-copies.ts';
import type { Log } from '#src/ports/log.ts';
import type { Mail } from '#src/ports/mail.ts';
import type { Metrics } from '#src/ports/metrics.ts';
import type { Outbound } from '#src/ports/outbound.ts';
import type { Pages } from '#src/ports/pages.ts';
import type { Profiler } from '#src/ports/profiler.ts';
import type { RightsWatch } from '#src/ports/rights-watch.ts';
import type { Search } from '#src/ports/search.ts';
import type { StaticFiles } from '#src/ports/static-files.ts';
import type { Store } from '#src/ports/store.ts';
import type { Tus } from '#src/ports/tus.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';

/** Every port, put together once by main; features take only the ones they name. */
export interface Hub {
  readonly config: Config & { readonly secret: string };
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** The pool as the serving role, for better-auth alone; everything else goes through `store`. */
  readonly kysely: Kysely<Database>;
  readonly store: Store<Database>;
  readonly blobs: Blobs;
  readonly tus: Tus;
  readonly search: Search;
  readonly jobs: Jobs<Kysely<any>>;
  readonly mail: Mail;
  readonly outbound: Outbound;
  readonly access: Access<Kysely<any>>;
  readonly rights: RightsWatch;
  /** Only where files can be opened: Node job workers. */
  readonly profiler: Profiler | undefined;
  readonly localCopies: LocalCopies | undefined;
  /** Absent in workerd. */
  readonly documents: Documents | undefined;
  /** Absent while the web app is not built (API-only). */
  readonly pages: Pages | undefined;
  readonly referenceFiles: StaticFiles | undefined;
  readonly stopping: () => boolean;
}
