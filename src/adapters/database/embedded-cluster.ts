import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import type { EmbeddedPlace } from './embedded-place.ts';

export interface Passwords {
  readonly admin: string;
  readonly owner: string;
  readonly app: string;
}

/** Runs one of the server's programs to its end as the unprivileged user; rejects with its last words. */
export function runProgram(
  place: EmbeddedPlace,
  program: string,
  args: readonly string[],
): Promise<string> {
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
export function passwords(dataDir: string): Passwords {
  const file = join(dataDir, 'database-passwords.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords;
  const make = () => randomBytes(24).toString('base64url');
  const made = { admin: make(), owner: make(), app: make() };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** Initialises in a folder beside and renames, so that a crash never leaves half a cluster. */
export async function initialise(place: EmbeddedPlace, admin: string): Promise<void> {
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
    await runProgram(place, 'initdb', [
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

/** The two logins and the database, made on first start. */
export async function ensureRoles(client: Client, secrets: Passwords): Promise<void> {
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
