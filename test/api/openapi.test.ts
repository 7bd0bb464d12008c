import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ jobs: false });
});
afterAll(() => hub.stop());

test('the committed document is the one the routes describe (npm run hub -- openapi writes it)', async () => {
  const served: unknown = await (await fetch(`${hub.url}/openapi.json`)).json();
  const committed: unknown = JSON.parse(readFileSync('openapi.json', 'utf8'));
  expect(served).toEqual(committed);
});

test('the reference page loads nothing from elsewhere', async () => {
  const page = await (await fetch(`${hub.url}/api/docs`)).text();
  const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((m) => m[1] ?? '');
  expect(sources.filter((address) => !address.startsWith('/'))).toEqual([]);
  const script = await fetch(`${hub.url}/api/docs/files/swagger-ui-bundle.js`);
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
});

test('each registered error code is explained in both languages', async () => {
  const page = await (await fetch(`${hub.url}/api/docs/errors`)).text();
  const { errors } = (await (await fetch(`${hub.url}/api/errors`)).json()) as { errors: { code: string; zh: string; en: string }[] };
  expect(errors.length).toBeGreaterThan(40);
  expect(errors.filter(({ code, zh, en }) => !page.includes(`id="${code}"`) || !/\p{Script=Han}/u.test(zh) || !/[a-z]/.test(en))).toEqual([]);
});
