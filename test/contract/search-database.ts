import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { startEmbedded } from '#src/adapters/database/embedded.ts';
import { migrate } from '#src/adapters/database/migrate.ts';
import { openKysely, openPool } from '#src/adapters/database/pool.ts';
import * as foundation from '#migrations/20261123_0100_foundation.ts';
import * as searchTables from '#migrations/20261123_0300_search.ts';

export interface SearchDatabase {
  /** As the hub serves: neither owner nor superuser. */
  // oxlint-disable-next-line no-explicit-any -- schema search belongs to its adapter
  readonly app: Kysely<any>;
  // oxlint-disable-next-line no-explicit-any -- the migrating role
  readonly owner: Kysely<any>;
  readonly appUrl: string;
  /** The superuser's, in the same database. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own with the first migration and the search tables. */
export async function startSearchDatabase(parent: string = tmpdir()): Promise<SearchDatabase> {
  const folder = mkdtempSync(join(parent, 'banyan-search-'));
  // enterable, so that as root the server's data stay in here and go with it
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder);
  const ownerPool = openPool({ url: server.ownerUrl, max: 2 });
  const owner = openKysely(ownerPool);
  const stop = async (): Promise<void> => {
    await owner.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(ownerPool, owner, {
      '20261123_0100_foundation': foundation,
      '20261123_0300_search': searchTables,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const app = openKysely(openPool({ url: server.appUrl, max: 4 }));
  return {
    app,
    owner,
    appUrl: server.appUrl,
    adminUrl: server.adminUrl.replace(/postgres$/, 'hub'),
    stop: async () => {
      await app.destroy();
      await stop();
    },
  };
}
