// Runs before npm start, npm test and npm run hub, on whatever Node the machine has (>= 20), so plain
// JavaScript: installs what package-lock.json lists, once, and builds the web app when --web is given.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`Banyan needs Node 20 or newer to start; this is ${process.versions.node}.`);
  process.exit(1);
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
  const result = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  if (result.status !== 0) {
    console.error(
      `Setting up failed: ${command} ${args.join(' ')} ended with ${result.status ?? result.signal}.`,
    );
    process.exit(1);
  }
}

const digest = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');
const stampOf = (/** @type {string} */ file) =>
  existsSync(file) ? readFileSync(file, 'utf8') : '';

const lock = digest(readFileSync('package-lock.json', 'utf8'));
const installed = 'node_modules/.banyan-installed';
if (stampOf(installed) !== lock) {
  if (
    existsSync('node_modules/.bin/vite') &&
    statSync('node_modules').isDirectory() &&
    process.env.BANYAN_KEEP_MODULES
  ) {
    console.error('Keeping node_modules as it is.');
  } else {
    console.error('Installing (once)…');
    run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
  }
  writeFileSync(installed, lock);
}

if (!existsSync('web/i18n/generated')) run('node', ['web/build/compile-messages.ts']);

/** Digest of names, sizes and times below the given folders: rebuild only when something changed. */
function treeDigest(/** @type {string[]} */ folders) {
  const lines = [];
  const walk = (/** @type {string} */ path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const at = join(path, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'generated') walk(at);
      } else {
        const s = statSync(at);
        lines.push(`${at} ${s.size} ${Math.floor(s.mtimeMs)}`);
      }
    }
  };
  for (const folder of folders) if (existsSync(folder)) walk(folder);
  return digest(lines.join('\n') + lock);
}

if (process.argv.includes('--web') && existsSync('web/vite.config.ts')) {
  const stamp = 'dist/.built';
  const now = treeDigest(['web', 'src']);
  if (stampOf(stamp) !== now) {
    console.error('Building the web app…');
    run('npm', ['run', '--silent', 'build']);
    mkdirSync('dist', { recursive: true });
    writeFileSync(stamp, treeDigest(['web', 'src']));
  }
}
