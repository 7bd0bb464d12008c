import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoDatasets } from '#seeds/demo/datasets.ts';
import { freshDatabase, type TestDatabase } from '#test/support/database.ts';
import { HubProcess } from '#test/support/hub-process.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'banyan-seed-'));
let database: TestDatabase;
let db: pg.Client;
let hub: HubProcess;

beforeAll(async () => {
  database = await freshDatabase();
  db = new pg.Client({ connectionString: database.ownerUrl });
  await db.connect();
  await db.query(`set hub.role = 'system'`);
  hub = new HubProcess({
    DATA_DIR: dataDir,
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
    SEED: 'demo',
    NODE_COMPILE_CACHE: join(dataDir, 'compile-cache'),
  });
});
afterAll(async () => {
  await hub?.kill('SIGTERM');
  await db?.end();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const versions = async (): Promise<number> =>
  Number((await db.query('select count(*) from catalog.version')).rows[0].count);
const wanted = demoDatasets.reduce((sum, { versions: all }) => sum + all.length, 0);

test('a first start that was killed while loading the demonstration is completed by the next', async () => {
  const first = hub.start().catch(() => 'killed');
  await expect.poll(versions, { timeout: 60_000, interval: 50 }).toBeGreaterThan(2);
  await hub.kill();
  expect(await first).toBe('killed');
  expect(await versions()).toBeLessThan(wanted);

  await hub.start();
  expect(await versions()).toBe(wanted);
  const { rows } = await db.query(
    `select count(*)::int as n from catalog.dataset where state = 'published'`,
  );
  expect(rows[0].n).toBe(demoDatasets.length);
  // The killed run printed no password, so this one does, and they open.
  const people = [...hub.printed.matchAll(/(\S+@demo\.example) {2}(\S+)$/gm)];
  expect(people).toHaveLength(12);
  for (const [, email, password] of people) {
    const answer = await fetch(`${hub.url}/api/auth/sign-in/email`, {
      method: 'POST',
      // the origin of PUBLIC_URL, which is made of PORT=0
      headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1:0' },
      body: JSON.stringify({ email, password }),
    });
    expect([email, answer.status]).toEqual([email, 200]);
  }

  await hub.kill();
  await hub.start();
  expect(hub.printed).not.toContain('@demo.example');
  expect(await versions()).toBe(wanted);
}, 180_000);
