import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  renameSync,
  openSync,
  closeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { embeddedPlace, type EmbeddedPlace } from './embedded-place.ts';

/** A running embedded server: the two logins, and how to stop it. */
export interface EmbeddedServer {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The superuser's URL, for tests that make databases of their own. */
  readonly adminUrl: string;
  /** Whether this process started it (and so should stop it). */
  readonly startedHere: boolean;
  stop(): Promise<void>;
}

interface Passwords {
  readonly admin: string;
  readonly owner: string;
  readonly app: string;
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
  timezone: 'UTC',
  log_timezone: 'UTC',
};

function run(place: EmbeddedPlace, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.bin, program), args, {
      ...place.runAs,
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: place.lib },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`${program} ended with code ${code}: ${output.trim().slice(-600)}`)),
    );
  });
}

/** Passwords live beside the data in a file only its owner can read. */
function passwords(dataDir: string): Passwords {
  const file = join(dataDir, 'database-passwords.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords;
  const make = () => randomBytes(24).toString('base64url');
  const made = { admin: make(), owner: make(), app: make() };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** Initialises in a folder beside and renames, so that a crash never leaves half a cluster. */
async function initialise(place: EmbeddedPlace, admin: string): Promise<void> {
  const parent = dirname(place.data);
  mkdirSync(parent, { recursive: true });
  const fresh = `${place.data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const pwfile = join(parent, `pw-${process.pid}`);
  writeFileSync(pwfile, `${admin}\n`, { mode: 0o600 });
  if (place.runAs)
    for (const path of [fresh, pwfile]) chownSync(path, place.runAs.uid, place.runAs.gid);
  try {
    await run(place, 'initdb', [
      `--pgdata=${fresh}`,
      '--auth=scram-sha-256',
      '--username=postgres',
      `--pwfile=${pwfile}`,
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--encoding=UTF8',
      '--no-instructions',
    ]);
  } finally {
    rmSync(pwfile, { force: true });
  }
  renameSync(fresh, place.data);
}

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

async function ensureRoles(client: pg.Client, secrets: Passwords): Promise<void> {
  const quote = (text: string) => client.escapeLiteral(text);
  for (const [role, password] of [
    ['hub_owner', secrets.owner],
    ['hub_app', secrets.app],
  ] as const) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (!rowCount)
      await client.query(`create role ${role} login nosuperuser password ${quote(password)}`);
  }
  await client.query('grant hub_app to hub_owner');
  const { rowCount } = await client.query("select 1 from pg_database where datname = 'hub'");
  if (!rowCount) await client.query('create database hub owner hub_owner');
}

/** One starter at a time; the lock of a dead process is taken over. */
async function locked<R>(file: string, work: () => Promise<R>): Promise<R> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch {
      let holder = 0;
      try {
        holder = Number(readFileSync(file, 'utf8'));
        process.kill(holder, 0);
      } catch {
        rmSync(file, { force: true });
      }
      if (attempt > 600)
        throw new Error(
          `the database is being started by process ${holder}; it did not finish in 60 s`,
        );
      await new Promise((r) => setTimeout(r, 100));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Starts the PostgreSQL that comes from npm, or joins the one already running on this data folder
 * (after a `kill -9` of the hub its server lives on). Loopback only, free port, random passwords.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedServer> {
  mkdirSync(dataDir, { recursive: true });
  const place = embeddedPlace(dataDir);
  return locked(join(dataDir, 'database.lock'), async () => {
    const secrets = passwords(dataDir);
    if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place, secrets.admin);
    let port = runningPort(place);
    const startedHere = port === undefined;
    if (port === undefined) {
      port = await freePort();
      rmSync(join(place.data, 'postmaster.pid'), { force: true });
      const flags = Object.entries(settings).map(
        ([name, value]) => `-c ${name}=${value === '' ? "''" : value}`,
      );
      const log = join(place.data, 'server.log');
      await run(place, 'pg_ctl', [
        'start',
        '-w',
        '-t',
        '60',
        '-D',
        place.data,
        '-l',
        log,
        '-o',
        `-p ${port} ${flags.join(' ')}`,
      ]);
    }
    const adminUrl = urlOf('postgres', secrets.admin, port, 'postgres');
    const client = await answering(adminUrl);
    await ensureRoles(client, secrets);
    await client.end();
    return {
      ownerUrl: urlOf('hub_owner', secrets.owner, port, 'hub'),
      appUrl: urlOf('hub_app', secrets.app, port, 'hub'),
      adminUrl,
      startedHere,
      stop: async () => {
        if (runningPort(place) === undefined) return;
        await run(place, 'pg_ctl', ['stop', '-w', '-t', '30', '-m', 'fast', '-D', place.data]);
      },
    };
  });
}
