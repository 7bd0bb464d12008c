import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { createLocalCopies } from '#src/adapters/blobs/local-copies.ts';
import { createS3Blobs } from '#src/adapters/blobs/s3.ts';
import { createTus } from '#src/adapters/blobs/tus.ts';
import { startEmbedded, type EmbeddedServer } from '#src/adapters/database/embedded.ts';
import { migrate } from '#src/adapters/database/migrate.ts';
import { openKysely, openPool } from '#src/adapters/database/pool.ts';
import { createStore } from '#src/adapters/database/store.ts';
import { createPdfDocuments } from '#src/adapters/documents/pdf-documents.ts';
import { graphileJobs } from '#src/adapters/jobs/graphile-jobs.ts';
import { createPrometheusMetrics } from '#src/adapters/metrics/prometheus.ts';
import { createOutboxMail } from '#src/adapters/mail/outbox.ts';
import { createSmtpMail } from '#src/adapters/mail/smtp.ts';
import { createOutbound } from '#src/adapters/outbound/undici.ts';
import { builtPages } from '#src/adapters/pages/built-pages.ts';
import { createReferenceFiles } from '#src/adapters/pages/reference-files.ts';
import { ProcessProfiler } from '#src/adapters/profiler/process-profiler.ts';
import { PostgresRightsWatch } from '#src/adapters/rights-watch/postgres.ts';
import { PostgresSearch } from '#src/adapters/search/postgres.ts';
import { catalogAccess } from '#src/catalog/index.ts';
import { migrations } from '#migrations/index.ts';
import { systemClock } from '#src/ports/clock.ts';
import type { Mail } from '#src/ports/mail.ts';
import type { Log } from '#src/ports/log.ts';
import { ConfigError, type Config } from './config.ts';
import type { Database } from './database.ts';
import type { Hub } from './hub.ts';

type Pool = ReturnType<typeof openPool>;

/** The hub with its Node adapters, and what has to be closed at the end. */
export interface NodeHub {
  readonly hub: Hub;
  readonly pool: Pool;
  /** Runs `work` as the database's owner: migrations, backup, restore. */
  withOwner<R>(work: (pool: Pool, db: Kysely<Database>) => Promise<R>): Promise<R>;
  /** URL of the serving login. */
  readonly appUrl: string;
  /** Names of migrations that ran at this start. */
  readonly migrated: readonly string[];
  /** Makes /readyz answer 503 from now on. */
  beginStop(): void;
  /** Closes pools; stops the embedded database if this process started it or `always` is set. */
  close(options?: { readonly stopDatabase?: 'if-started-here' | 'always' }): Promise<void>;
}

/** SECRET, or on loopback the one generated into the data folder on first start. */
function secretOf(config: Config): string {
  if (config.secret) return config.secret;
  const file = join(config.dataDir, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
  return secret;
}

interface DatabasePlaces {
  readonly embedded: EmbeddedServer | undefined;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Role to take after login, where the login is the owner's. */
  readonly role: string | undefined;
}

async function openDatabase(config: Config): Promise<DatabasePlaces> {
  if (config.databaseUrl)
    return {
      embedded: undefined,
      ownerUrl: config.databaseUrl,
      appUrl: config.databaseAppUrl ?? config.databaseUrl,
      role: config.databaseAppUrl ? undefined : 'hub_app',
    };
  const embedded = await startEmbedded(config.dataDir);
  return { embedded, ownerUrl: embedded.ownerUrl, appUrl: embedded.appUrl, role: undefined };
}

/** The SMTP server, or without one .eml files in the data folder's outbox. */
const openMail = (config: Config): Mail =>
  config.smtpUrl
    ? createSmtpMail({ url: config.smtpUrl, from: config.mailFrom })
    : createOutboxMail({ folder: join(config.dataDir, 'outbox'), from: config.mailFrom });

/** Looks every second whether the embedded server lives, and starts it again where it died. */
function superviseDatabase(
  server: EmbeddedServer | undefined,
  log: Log,
): NodeJS.Timeout | undefined {
  if (!server) return undefined;
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    server
      .revive()
      .then((revived) => revived && log.warn('database.revived'))
      .catch((error: unknown) => log.error('database.down', {}, error))
      .finally(() => {
        busy = false;
      });
  }, 1_000).unref();
}

/** Opens data folder, database (migrated to the newest), blobs and every other port. */
export async function openHub(config: Config, log: Log): Promise<NodeHub> {
  makeDataDir(config);
  const places = await openDatabase(config);
  try {
    return await openPorts(config, log, places);
  } catch (error) {
    if (places.embedded?.startedHere) await places.embedded.stop();
    throw error;
  }
}

function makeDataDir(config: Config): void {
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new ConfigError(`DATA_DIR cannot be created or written: ${(error as Error).message}.`);
  }
}

async function openPorts(config: Config, log: Log, places: DatabasePlaces): Promise<NodeHub> {
  const secret = secretOf(config);
  const lost = (error: Error) => log.warn('database.connection', {}, error);
  const withOwner: NodeHub['withOwner'] = async (work) => {
    const pool = openPool({ url: places.ownerUrl, max: 4, onError: lost });
    try {
      return await work(pool, openKysely<Database>(pool));
    } finally {
      await pool.end();
    }
  };
  const migrated = await withOwner((pool, db) => migrate(pool, db, migrations));
  const pool = openPool({ url: places.appUrl, role: places.role, onError: lost });
  const kysely = openKysely<Database>(pool);
  const blobs = config.s3
    ? createS3Blobs(config.s3)
    : await createFolderBlobs({ root: join(config.dataDir, 'blobs') });
  const profiler = new ProcessProfiler();
  const rights = new PostgresRightsWatch({ url: places.appUrl, log });
  const supervisor = superviseDatabase(places.embedded, log);
  let stopping = false;
  const hub: Hub = {
    config: { ...config, secret },
    log,
    metrics: createPrometheusMetrics(),
    clock: systemClock,
    kysely,
    store: createStore(kysely, pool),
    blobs,
    tus: createTus(blobs, { expireMs: 7 * 86_400_000, now: () => Date.now() }),
    search: new PostgresSearch(kysely),
    jobs: graphileJobs,
    mail: openMail(config),
    outbound: createOutbound({ allow: config.outboundAllow }),
    profiler,
    documents: createPdfDocuments(),
    localCopies: await createLocalCopies(blobs, join(config.dataDir, 'copies')),
    access: catalogAccess(),
    rights,
    referenceFiles: createReferenceFiles(),
    pages: existsSync('dist/ssr/entry-server.js') ? await builtPages('dist') : undefined,
    stopping: () => stopping,
  };
  return {
    hub,
    pool,
    appUrl: places.appUrl,
    migrated,
    withOwner,
    beginStop: () => {
      stopping = true;
    },
    close: async (options) => {
      clearInterval(supervisor);
      await rights.close();
      await profiler.close();
      await blobs.close();
      await pool.end();
      if (places.embedded?.startedHere || options?.stopDatabase === 'always')
        await places.embedded?.stop();
    },
  };
}
