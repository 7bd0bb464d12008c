import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm test`: every project that needs nothing but npm, or the projects named as arguments.
 * A skipped test is a failure unless test/allowed-skips.json lists it with date and failed command.
 */
const everywhere = ['unit', 'contract', 'api', 'e2e', 'worker', 'chaos'];
const projects = process.argv.length > 2 ? process.argv.slice(2) : everywhere;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const root = new URL('..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'banyan-run-'));
const skips = join(root, 'test/allowed-skips.json');
interface AllowedSkip {
  readonly test: string;
  /** The missing part is one that CI installs, so there its absence is a failure. */
  readonly outsideCiOnly: boolean;
}
const allowed = (
  existsSync(skips) ? (JSON.parse(readFileSync(skips, 'utf8')) as AllowedSkip[]) : []
).filter((entry) => !(process.env['CI'] && entry.outsideCiOnly));
let passed = 0;
let failed = 0;
let skipped = 0;

const times: string[] = [];
const faults: string[] = [];
for (const project of projects) {
  const start = Date.now();
  const file = join(folder, `${project}.json`);
  const run = spawnSync(
    join(root, 'node_modules/.bin/vitest'),
    [
      'run',
      '--config=test/vitest.config.ts',
      `--project=${project}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, FORCE_COLOR: '0' },
    },
  );
  times.push(`${project} ${((Date.now() - start) / 1000).toFixed(0)} s`);
  if (!existsSync(file)) {
    failed += 1;
    faults.push(`failed: ${project} ended without a report`);
    continue;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const { fullName, status } of report.testResults.flatMap((r) => r.assertionResults)) {
    if (status === 'failed') faults.push(`failed: ${project}: ${fullName}`);
    if (status === 'passed' || status === 'failed') continue;
    if (allowed.some((entry) => fullName.includes(entry.test))) skipped += 1;
    else {
      failed += 1;
      faults.push(`skipped but not listed in test/allowed-skips.json: ${project}: ${fullName}`);
    }
  }
  if (run.status !== 0 && report.numFailedTests === 0) {
    failed += 1;
    faults.push(`failed: ${project} ended with ${run.status ?? run.signal}, though no test failed`);
  }
}

rmSync(folder, { recursive: true, force: true });
for (const fault of faults) console.error(fault);
console.log(times.join(', '));
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
