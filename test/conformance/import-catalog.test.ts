import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCatalog } from '#src/catalog/index.ts';
import { startHub, type TestHub } from '#test/support/hub.ts';

const shared = process.env['BANYAN_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const file = join(shared, 'fixtures/data/catalog/catalog.jsonl');

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
});
afterAll(() => hub.stop());

const lines = () => createInterface({ input: createReadStream(file), crlfDelay: Infinity });

const facts = async () => {
  const { rows } = await hub.node.withOwner((pool) =>
    pool.query<Record<string, string>>(
      `select count(*) datasets, count(distinct org_id) organisations, count(distinct source) sources,
         count(*) filter (where state = 'published' and visibility = 'public') open,
         count(*) filter (where external_url is not null) linked,
         count(*) filter (where card ? 'licence') licensed,
         count(*) filter (where card -> 'licence' ? 'spdx') spdx,
         count(*) filter (where domain <> 'other') placed
       from catalog.dataset`,
    ),
  );
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([k, v]) => [k, Number(v)]));
};

test('every record of the shared catalogue is taken in, and found again, in half a minute', async () => {
  expect(existsSync(file)).toBe(true);
  const started = performance.now();
  const first = await importCatalog(hub.node.hub, lines());
  const seconds = (performance.now() - started) / 1000;
  expect(first).toEqual({
    lines: 6418,
    created: 6418,
    updated: 0,
    unchanged: 0,
    withoutLink: 178,
    organisations: 16,
    rejected: [],
    notes: [1983, 6176, 6178, 6224, 6236].map((line) => ({
      line,
      reason: 'url is no http or https address; taken in without a link',
    })),
  });
  expect(seconds).toBeLessThan(30);
  const known = await facts();
  expect(known).toMatchObject({
    datasets: 6418,
    organisations: 16,
    sources: 16,
    open: 6418,
    linked: 6240,
  });
  // What a card claims beyond the record's own words comes from exact matches only.
  expect(known['spdx']).toBeGreaterThan(900);
  expect(known['placed']).toBeGreaterThan(4000);
  process.stdout.write(
    `import of 6418 records: ${seconds.toFixed(1)} s, ${JSON.stringify(known)}\n`,
  );
  const again = await importCatalog(hub.node.hub, lines());
  expect(again).toEqual({ ...first, created: 0, unchanged: 6418 });
});
