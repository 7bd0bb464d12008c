import type { Kysely } from 'kysely';
import type { Access } from '#src/ports/access.ts';
import type { Blobs } from '#src/ports/blobs.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { LocalCopies } from '#src/ports/local-copies.ts';
import type { Log } from '#src/ports/log.ts';
import type { Profiler } from '#src/ports/profiler.ts';
import type { RightsWatch } from '#src/ports/rights-watch.ts';
import type { Store } from '#src/ports/store.ts';
import type { Tus } from '#src/ports/tus.ts';
import type { IdentifyDeps } from '#src/identity/index.ts';
import type { CatalogDatabase } from '../deps.ts';

/** What uploads, downloads, previews and collection ask of the hub. */
export interface FilesDeps {
  readonly store: Store<CatalogDatabase>;
  readonly blobs: Blobs;
  readonly tus: Tus;
  readonly access: Access<Kysely<any>>;
  readonly rights: RightsWatch;
  readonly jobs: Jobs<Kysely<any>>;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent where files cannot be opened: previews then wait for a job worker elsewhere. */
  readonly profiler: Profiler | undefined;
  readonly localCopies: LocalCopies | undefined;
  readonly config: IdentifyDeps['config'] & {
    /** Prefix that nginx maps to the blob folder, e.g. `/blobs/`. */
    readonly accelPrefix: string | undefined;
  };
}
