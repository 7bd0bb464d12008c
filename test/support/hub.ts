import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { startJobRunner } from '#src/adapters/jobs/graphile-runner.ts';
import { createApp } from '#src/app.ts';
import { readConfig } from '#src/config.ts';
import { hubJobs } from '#src/hub-jobs.ts';
import { openHub, type NodeHub } from '#src/main.hub.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

export interface TestHub {
  /** Base address, e.g. http://127.0.0.1:41234. */
  readonly url: string;
  readonly node: NodeHub;
  readonly database: TestDatabase;
  readonly dataDir: string;
  /** Lines the hub logged, parsed. */
  readonly logs: Record<string, unknown>[];
  /** Every mail in the outbox folder, oldest first, as .eml text. */
  mails(): string[];
  /** Stops the server and drops its database and folder. */
  stop(): Promise<void>;
}

export interface TestHubOptions {
  /** Extra settings, e.g. `{ S3_ENDPOINT: … }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Run background jobs in this process; true unless told. */
  readonly jobs?: boolean;
}

/** The real hub in this process: real HTTP on a free port, real PostgreSQL, real jobs, own data folder. */
export async function startHub(options: TestHubOptions = {}): Promise<TestHub> {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'banyan-test-hub-'));
  const logs: Record<string, unknown>[] = [];
  const log = createJsonLog((line) => logs.push(JSON.parse(line) as Record<string, unknown>));
  // The port is chosen first, because PUBLIC_URL (cookies, origins) must name it.
  const { server, port } = await new Promise<{ server: ServerType; port: number }>((resolve) => {
    const opened = serve(
      { fetch: (request, env) => fetchNow(request, env), port: 0, hostname: '127.0.0.1' },
      (info) => resolve({ server: opened, port: info.port }),
    );
  });
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
    SEED: 'none',
    STAFF_2FA: 'optional',
    ...options.env,
  });
  const node = await openHub(config, log);
  const app = createApp(node.hub);
  const fetchNow = (request: Request, env: object) => app.fetch(request, env);
  const runner =
    options.jobs === false
      ? undefined
      : await startJobRunner({
          pool: node.pool,
          handlers: hubJobs(node.hub),
          cron: [],
          concurrency: 2,
          log,
        });
  return {
    url: `http://127.0.0.1:${port}`,
    node,
    database,
    dataDir,
    logs,
    mails: () => {
      const folder = join(dataDir, 'outbox');
      try {
        return readdirSync(folder)
          .toSorted()
          .map((name) => readFileSync(join(folder, name), 'utf8'));
      } catch {
        return [];
      }
    },
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await runner?.stop();
      await node.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
