import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDb } from '#src/adapters/profiler/duckdb-session.ts';
import {
  ProcessProfiler,
  type ProcessProfilerOptions,
} from '#src/adapters/profiler/process-profiler.ts';
import type { ProfileInput } from '#src/ports/profiler.ts';

const folder = mkdtempSync(join(tmpdir(), 'banyan-profiler-'));
const large = join(folder, 'large.csv');
const small = join(folder, 'small.csv');
const opened: ProcessProfiler[] = [];

beforeAll(() => {
  const rows = Array.from({ length: 500_000 }, (_, i) => `${i},name ${i * 7},${i / 3}`);
  writeFileSync(large, `id,name,x\n${rows.join('\n')}\n`);
  writeFileSync(small, 'a,b\n1,2\n');
});
afterAll(async () => {
  for (const profiler of opened) await profiler.close();
  rmSync(folder, { recursive: true });
});

const start = (options: ProcessProfilerOptions): ProcessProfiler => {
  const profiler = new ProcessProfiler(options);
  opened.push(profiler);
  return profiler;
};
const input = (path: string): ProfileInput => ({
  path,
  name: path,
  sizeBytes: statSync(path).size,
});

test('a large file is read by two threads, reports progress and gives the same as one would', async () => {
  const parts: number[] = [];
  const { rows, columns } = await start({}).profile(input(large), {
    onProgress: (part) => parts.push(part),
  });
  expect(rows).toBe(500_000);
  expect(columns?.map(({ name, type, min, max }) => [name, type, min, max])).toEqual([
    ['id', 'integer', 0, 499_999],
    ['name', 'string', 'name 0', 'name 999999'],
    ['x', 'number', 0, 499_999 / 3],
  ]);
  expect(parts.at(-1)).toBe(1);
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
});

test('a profile that takes too long is stopped with a statement, and the next one works', async () => {
  const profiler = start({ timeoutMs: 150 });
  const { kind, error } = await profiler.profile(input(large));
  expect({ kind, code: error?.code }).toEqual({ kind: 'unknown', code: 'profile.timeout' });
  const patient = start({});
  expect((await patient.profile(input(small))).rows).toBe(1);
});

test.runIf(existsSync('/proc/self/status'))(
  'a profile that needs too much memory is stopped',
  async () => {
    const { error } = await start({ memoryMib: 90 }).profile(input(large));
    expect(error?.code).toBe('profile.memory');
  },
);

test('giving up rejects with the reason and frees the child for others', async () => {
  const profiler = start({});
  const reason = new Error('the visitor left');
  const abort = new AbortController();
  const given = profiler.profile(input(large), { signal: abort.signal });
  setTimeout(() => abort.abort(reason), 100);
  await expect(given).rejects.toBe(reason);
  expect((await profiler.profile(input(small))).rows).toBe(1);
});

test.runIf(existsSync('/proc/self/status'))(
  'a child that dies becomes a statement, and the next call gets a fresh one',
  async () => {
    const profiler = start({});
    const before = children();
    const dying = profiler.profile(input(large));
    let killed = false;
    while (!killed) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const pid of children())
        if (!before.includes(pid)) {
          process.kill(pid, 'SIGKILL');
          killed = true;
        }
    }
    expect((await dying).error?.code).toBe('profile.failed');
    expect((await profiler.profile(input(small))).rows).toBe(1);
  },
);

/** Processes started by this one. */
const children = (): number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);

test('previews do not wait for a profile', async () => {
  const profiler = start({});
  const order: string[] = [];
  await profiler.preview(input(small));
  const long = profiler.profile(input(large)).then(() => order.push('profile'));
  await profiler.preview(input(small)).then(() => order.push('preview'));
  await long;
  expect(order).toEqual(['preview', 'profile']);
});

test('a missing file is a statement', async () => {
  const profiler = start({});
  const missing = { path: join(folder, 'missing.csv'), name: 'missing.csv', sizeBytes: 1 };
  expect((await profiler.profile(missing)).error?.code).toBe('file.unreadable');
});

test('after closing nothing is taken any more', async () => {
  const profiler = start({});
  await profiler.close();
  await expect(profiler.profile(input(small))).rejects.toThrow('the profiler is closed');
});

test('SQL can read the one file and nothing else', async () => {
  const path = join(folder, 'one.parquet');
  const other = join(folder, 'two.parquet');
  const link = join(folder, 'link.parquet');
  for (const target of [path, other]) {
    const maker = await openDuckDb(target);
    await maker.rows(`COPY (SELECT 1 AS a) TO '${target}'`);
    maker.close();
  }
  symlinkSync(other, link);
  const session = await openDuckDb(path);
  expect(await session.rows(`SELECT * FROM read_parquet('${path}')`)).toEqual([{ a: 1 }]);
  for (const sql of [
    `SELECT * FROM read_csv('${small}')`,
    `SELECT * FROM read_parquet('${join(folder, '*.parquet')}')`,
    `SELECT * FROM read_text('/etc/passwd')`,
    `SELECT * FROM read_parquet('${other}')`,
    `SELECT * FROM read_parquet('${link}')`,
    `SELECT * FROM read_parquet('${folder}/./../${basename(folder)}/two.parquet')`,
    `COPY (SELECT 1) TO '${join(folder, 'out.csv')}'`,
    `ATTACH '${join(folder, 'x.db')}'`,
    'INSTALL httpfs',
    'SET enable_external_access=true',
    'SET threads=8',
  ])
    await expect(session.rows(sql), sql).rejects.toThrow();
  session.close();
});
