import { afterEach, expect, test, vi } from 'vitest';
import { pollingWatch } from './polling.ts';
import { PostgresRightsWatch } from './postgres.ts';

afterEach(() => {
  vi.useRealTimers();
});

const log = { info: () => {}, warn: () => {}, error: () => {} };
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

test('without a database to listen to, the clock notices within a second', async () => {
  const rights = new PostgresRightsWatch({ url: 'postgres://x@127.0.0.1:1/none', log });
  let allowed = true;
  const { signal } = rights.watch({ keys: ['user:a'], allowed: async () => allowed });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(signal.aborted).toBe(false);
  allowed = false;
  const since = performance.now();
  await aborted(signal);
  expect(performance.now() - since).toBeLessThan(1_000);
  await rights.close();
});

test('a right nobody can be asked about ends after ten seconds; a released one is not asked about', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const rights = pollingWatch((question) => question());
  const lost = rights.watch({
    keys: [],
    allowed: async () => {
      asked += 1;
      throw new Error('no database');
    },
  });
  await vi.advanceTimersByTimeAsync(9_500);
  expect(lost.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(lost.signal.aborted).toBe(true);
  const before = asked;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toBe(before);
});
