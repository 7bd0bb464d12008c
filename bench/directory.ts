import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJsonLog } from '#src/adapters/log/json-log.ts';
import { createApp } from '#src/app.ts';
import { readConfig } from '#src/config.ts';
import { openHub } from '#src/main.hub.ts';
import { seedDemo } from '#seeds/demo.ts';

/**
 * The directory of a year, as JSON and as the server-rendered page, through the whole app on the embedded
 * PostgreSQL with the demonstration loaded: `npm run build && node bench/directory.ts`. Prints how long the
 * demonstration took as well.
 */
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-bench-directory-'));
const node = await openHub(
  readConfig({ DATA_DIR: dataDir, SEED: 'none', PORT: '0' }),
  createJsonLog(() => undefined),
);
const { hub, withOwner } = node;
const begun = performance.now();
const { rounds } = await seedDemo({ ...hub, withOwner });
console.log(`demonstration loaded in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
if (!rounds) throw new Error('the calendar lacks the days ahead, so there is no directory');
await withOwner((pool) => pool.query('analyze'));
const app = createApp(hub);

/** Times of 300 answers one after another, after 50 that warm up. */
async function measure(name: string, path: string, expected: string): Promise<void> {
  const times: number[] = [];
  let size = 0;
  for (let n = 0; n < 350; n += 1) {
    const from = performance.now();
    const reply = await app.request(path);
    const text = await reply.text();
    if (n >= 50) times.push(performance.now() - from);
    if (reply.status !== 200 || !text.includes(expected))
      throw new Error(`${path} answered ${reply.status}`);
    size = text.length;
  }
  const at = (share: number) =>
    (times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(
    `${name}, ${size} characters: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (target 15), ` +
      `load ${loadavg()[0]?.toFixed(1)}`,
  );
}

await measure('directory of a year, JSON', '/api/v1/selection/directory?year=2025', 'HQD-2025-10');
await measure('directory of all years, JSON', '/api/v1/selection/directory', 'HQD-2025-10');
if (hub.pages) await measure('directory of a year, page', '/directory/2025', 'HQD-2025-10');
else console.log('no web build, so no page: run npm run build first');
await node.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
