import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/**
 * Projects: `unit` needs nothing, `api`/`contract`/`faces` start a real PostgreSQL, `e2e` and
 * `worker` a browser and workerd, `conformance` the shared fixtures, `chaos` kills processes.
 */
const project = (name: string, include: string[], timeoutMs: number, database = true) => ({
  root,
  test: {
    ...(database ? { globalSetup: ['test/support/database-server.ts'] } : {}),
    name,
    include,
    testTimeout: timeoutMs,
    hookTimeout: 180_000,
    // A browser on a busy machine may lose a race once; the second failure counts.
    retry: name === 'e2e' ? 1 : 0,
    pool: 'forks' as const,
    // Files of one worker share what they import; what they change is a database of their own.
    isolate: !['unit', 'contract', 'api', 'e2e'].includes(name),
  },
});

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: [
      project(
        'unit',
        [
          'src/**/*.test.ts',
          'seeds/**/*.test.ts',
          'web/**/*.test.ts',
          'web/**/*.test.tsx',
          'test/rules/**/*.test.ts',
        ],
        60_000,
        false,
      ),
      project('contract', ['test/contract/**/*.test.ts'], 60_000),
      project('api', ['test/api/**/*.test.ts', 'test/faces/**/*.test.ts'], 120_000),
      project('conformance', ['test/conformance/**/*.test.ts'], 600_000),
      project('e2e', ['test/e2e/**/*.test.ts'], 180_000),
      project('worker', ['test/worker/**/*.test.ts'], 180_000),
      project('chaos', ['test/chaos/**/*.test.ts'], 900_000),
    ],
  },
});
