import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

/**
 * The workbench in Chromium: key → paint, the next task after Enter, frames with 2,000 shapes, scrolling of
 * 200,000 characters. The measuring itself lives in test/e2e/workbench-speed.test.ts.
 */
const run = spawnSync(
  'node_modules/.bin/vitest',
  ['run', '--config=test/vitest.config.ts', '--project=e2e', 'test/e2e/workbench-speed.test.ts'],
  { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } },
);
console.log(
  `node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()
    .map((l) => l.toFixed(1))
    .join(' ')}`,
);
for (const line of run.stdout.split('\n')) if (/figure:|✓|×/u.test(line)) console.log(line.trim());
process.exit(run.status ?? 1);
