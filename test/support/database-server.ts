import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#src/adapters/database/embedded.ts';
import { migrate } from '#src/adapters/database/migrate.ts';
import { openKysely, openPool } from '#src/adapters/database/pool.ts';
import { migrations } from '#migrations/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URLs of the run's PostgreSQL; `hub` in it is migrated and serves as template. */
    database: { readonly adminUrl: string; readonly ownerUrl: string; readonly appUrl: string };
  }
}

/** One real PostgreSQL for a whole test run; every hub under test gets a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-db-'));
  // enterable, so that as root the server's data stay in here and go with it
  chmodSync(folder, 0o755);
  // Processes are killed here, the machine is not: what was committed outlives them without fsync.
  const server = await startEmbedded(folder, { fsync: 'off', full_page_writes: 'off' });
  const pool = openPool({ url: server.ownerUrl });
  try {
    await migrate(pool, openKysely(pool), migrations);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await pool.end();
  }
  project.provide('database', {
    adminUrl: server.adminUrl,
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
  });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
