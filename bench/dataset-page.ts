import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

/**
 * Dataset page data over loopback HTTP, for a version of 1 and of 5,000 files: statements and times.
 * The measuring itself lives in test/api/catalog-page-cost.test.ts, which also asserts the statements.
 */
const run = spawnSync(
  'node_modules/.bin/vitest',
  ['run', '--config=test/vitest.config.ts', '--project=api', 'test/api/catalog-page-cost.test.ts'],
  { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } },
);
console.log(
  `node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()
    .map((l) => l.toFixed(1))
    .join(' ')}`,
);
for (const line of run.stdout.split('\n')) if (/p95|✓|×/.test(line)) console.log(line.trim());
process.exit(run.status ?? 1);
