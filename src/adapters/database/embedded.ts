import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { ensureRoles, initialise, passwords, runProgram } from './embedded-cluster.ts';
import { embeddedPlace, type EmbeddedPlace } from './embedded-place.ts';
import { locked } from './start-lock.ts';

/** A running embedded server: the two logins, and how to stop it. */
export interface EmbeddedServer {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The superuser's URL, for tests that make databases of their own. */
  readonly adminUrl: string;
  /** Whether this process started it (and so should stop it). */
  readonly startedHere: boolean;
  stop(): Promise<void>;
  /** Starts the server again on the same port if it has died; true if it had. */
  revive(): Promise<boolean>;
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  jit: 'off',
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Port of the server that owns the data folder now, if one is alive. */
function runningPort(place: EmbeddedPlace): number | undefined {
  try {
    const [pid, , , port] = readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 0);
    const command = readFileSync(`/proc/${Number(pid)}/cmdline`, 'utf8');
    return command.includes('postgres') ? Number(port) : undefined;
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

const urlOf = (user: string, password: string, port: number, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

/** Waits until the server answers; a starting or recovering one says 57P03 meanwhile. */
async function answering(adminUrl: string): Promise<pg.Client> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: adminUrl });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      const { code } = error as { code?: string };
      if (attempt > 300 || !['57P03', 'ECONNREFUSED', 'ECONNRESET'].includes(code ?? ''))
        throw error;
      await new Promise((r) => setTimeout(r, 100));
    }
  }
}

async function launch(
  place: EmbeddedPlace,
  port: number,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  rmSync(join(place.data, 'postmaster.pid'), { force: true });
  const flags = Object.entries({ ...settings, ...more }).map(
    ([name, value]) => `-c ${name}=${value === '' ? "''" : value}`,
  );
  const log = join(place.data, 'server.log');
  const options = `-p ${port} ${flags.join(' ')}`;
  await runProgram(place, 'pg_ctl', [
    'start',
    '-w',
    '-t',
    '60',
    '-D',
    place.data,
    '-l',
    log,
    '-o',
    options,
  ]);
}

/**
 * Starts the PostgreSQL that comes from npm, or joins the one already running on this data folder
 * (after a `kill -9` of the hub its server lives on). Loopback only, free port, random passwords.
 * `more` are settings of the server beside ours, e.g. `{ fsync: 'off' }` for data that nobody keeps.
 */
export async function startEmbedded(
  dataDir: string,
  more: Readonly<Record<string, string>> = {},
): Promise<EmbeddedServer> {
  mkdirSync(dataDir, { recursive: true });
  const place = embeddedPlace(dataDir);
  const lock = join(dataDir, 'database.lock');
  return locked(lock, async () => {
    const secrets = passwords(dataDir);
    if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place, secrets.admin);
    const running = runningPort(place);
    const port = running ?? (await freePort());
    if (running === undefined) await launch(place, port, more);
    const adminUrl = urlOf('postgres', secrets.admin, port, 'postgres');
    const client = await answering(adminUrl);
    await ensureRoles(client, secrets);
    await client.end();
    return {
      ownerUrl: urlOf('hub_owner', secrets.owner, port, 'hub'),
      appUrl: urlOf('hub_app', secrets.app, port, 'hub'),
      adminUrl,
      startedHere: running === undefined,
      stop: async () => {
        if (runningPort(place) === undefined) return;
        await runProgram(place, 'pg_ctl', [
          'stop',
          '-w',
          '-t',
          '30',
          '-m',
          'fast',
          '-D',
          place.data,
        ]);
      },
      revive: async () => {
        if (runningPort(place) !== undefined) return false;
        return locked(lock, async () => {
          if (runningPort(place) === undefined) await launch(place, port, more);
          return true;
        });
      },
    };
  });
}
