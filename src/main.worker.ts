import { readsOnly } from '#src/adapters/blobs/reads-only.ts';
import { createR2Blobs, type R2Bucket } from '#src/adapters/blobs/r2.ts';
import { createS3FetchBlobs } from '#src/adapters/blobs/s3-fetch.ts';
import { createTus } from '#src/adapters/blobs/tus.ts';
import { openRequestKysely, withRequestPool } from '#src/adapters/database/request-pool.ts';
import { createStore } from '#src/adapters/database/store.ts';
import { graphileJobs } from '#src/adapters/jobs/graphile-jobs.ts';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { workerOutbound } from '#src/adapters/outbound/worker-fetch.ts';
import { workerPages } from '#src/adapters/pages/worker-pages.ts';
import { pollingWatch } from '#src/adapters/rights-watch/polling.ts';
import { PostgresSearch } from '#src/adapters/search/postgres.ts';
import { purgeKeys } from '#src/audit/index.ts';
import { catalogAccess } from '#src/catalog/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { systemClock } from '#src/ports/clock.ts';
import type { Metrics } from '#src/ports/metrics.ts';
// @ts-expect-error -- written by the web build; its one export is typed by the port
import { render } from '../dist/ssr/entry-server.js';
import { createApp } from './app.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import type { Database } from './database.ts';
import type { Hub } from './hub.ts';

export interface WorkerEnv {
  readonly HYPERDRIVE: { readonly connectionString: string };
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
  /** Files from R2; without it the S3_* settings are used. */
  readonly BLOBS?: R2Bucket;
  readonly [setting: string]: unknown;
}

interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
}

const noMetrics: Metrics = { request: () => {}, text: async () => '' };

function settings(env: WorkerEnv): Config & { secret: string } {
  const texts = Object.entries(env).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const config = readConfig(Object.fromEntries(texts));
  if (!config.secret)
    throw new ConfigError('SECRET is missing: set at least 32 random characters.');
  return { ...config, secret: config.secret };
}

function openWorkerHub(env: WorkerEnv): Hub {
  const config = settings(env);
  const kysely = openRequestKysely<Database>();
  if (!env.BLOBS && !config.s3)
    throw new ConfigError('S3_ENDPOINT is missing: set S3_* or bind an R2 bucket as BLOBS.');
  const blobs = readsOnly(
    env.BLOBS
      ? createR2Blobs(env.BLOBS)
      : createS3FetchBlobs(config.s3 as NonNullable<Config['s3']>),
  );
  return {
    config,
    log: createJsonLog((line) => console.log(line)),
    metrics: noMetrics,
    clock: systemClock,
    kysely,
    store: createStore(kysely),
    blobs,
    tus: createTus(blobs, { expireMs: 7 * 86_400_000, now: () => Date.now() }),
    search: new PostgresSearch(kysely),
    jobs: graphileJobs,
    // Mail is sent by a job, and jobs run on Node.
    mail: {
      send: async () => {
        throw new AppError(errors.unavailable);
      },
    },
    outbound: workerOutbound,
    access: catalogAccess(),
    rights: pollingWatch((question) =>
      withRequestPool({ url: env.HYPERDRIVE.connectionString }, question, (ended) => {
        ended.catch(() => {});
      }),
    ),
    profiler: undefined,
    documents: undefined,
    localCopies: undefined,
    referenceFiles: undefined,
    pages: workerPages(render as Parameters<typeof workerPages>[0], env.ASSETS),
    stopping: () => false,
  };
}

let opened:
  | { readonly env: WorkerEnv; readonly hub: Hub; readonly app: ReturnType<typeof createApp> }
  | undefined;

/** One app an isolate; connections belong to each request. */
function appOf(env: WorkerEnv) {
  if (opened?.env.HYPERDRIVE.connectionString !== env.HYPERDRIVE.connectionString) {
    const hub = openWorkerHub(env);
    opened = { env, hub, app: createApp(hub) };
  }
  return opened as NonNullable<typeof opened>;
}

export default {
  async fetch(request: Request, env: WorkerEnv, context: ExecutionContext): Promise<Response> {
    const { app } = appOf(env);
    return withRequestPool(
      { url: env.HYPERDRIVE.connectionString },
      async () => app.fetch(request, {}),
      (ended) => context.waitUntil(ended),
    );
  },
  /** What recurs and needs no Node: idempotency keys end after a day. */
  async scheduled(_event: unknown, env: WorkerEnv, context: ExecutionContext): Promise<void> {
    const { hub } = appOf(env);
    await withRequestPool(
      { url: env.HYPERDRIVE.connectionString },
      () => purgeKeys(hub.store as never),
      (ended) => context.waitUntil(ended),
    );
  },
};
