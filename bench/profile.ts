import { fork } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ProcessProfiler } from '#src/adapters/profiler/process-profiler.ts';

/**
 * Whole-file profile of a million rows (CSV and Parquet) beside DuckDB's SUMMARIZE of the same file,
 * A/B/A: reference, profile, reference. The profile is timed from a cold child process to the
 * answer; the reference from an open connection. Best of three rounds each. Prints one JSON line and
 * the row for docs/benchmarks.md.
 */
const ROWS = 1_000_000;
const ROUNDS = 3;
const LIMIT = 1.3;
const MEMORY_LIMIT_MIB = 512;

const TABLE = `
  SELECT i AS id, DATE '2015-01-01' + (i % 3650)::INT AS day,
    TIMESTAMP '2020-01-01' + INTERVAL (i * 31) SECOND AS at,
    (hash(i) % 1000000) / 100.0::DOUBLE AS amount, hash(i + 7) % 5000 AS qty,
    ['福州','厦门','泉州','漳州','宁德','莆田'][1 + (hash(i + 1) % 6)::INT] AS city,
    'customer-' || (hash(i + 2) % 200000) AS customer, hash(i + 3) % 2 = 0 AS active,
    round((hash(i + 4) / 18446744073709551615.0)::DOUBLE, 6) AS score,
    'order note ' || left(md5(i::VARCHAR), 25) AS note
  FROM range(${ROWS}) r(i)`;

if (process.send === undefined) await main();
else process.on('message', (path: string) => void reference(path));

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-bench-'));
  try {
    const files = await makeFiles(folder);
    const results = [];
    for (const path of files) results.push(await measure(path));
    const host = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
    console.log(JSON.stringify({ bench: 'profile', host, rows: ROWS, results }));
    for (const r of results)
      console.log(
        `| profile of ${r.format}, ${ROWS} rows, ${r.mb} MB | ${r.profileMs} ms, server + child ${r.peakMib} MiB | DuckDB SUMMARIZE ${r.beforeMs} / ${r.afterMs} ms | ${r.ratio} × (limit ${LIMIT}), ${r.peakMib <= MEMORY_LIMIT_MIB ? 'within' : 'above'} ${MEMORY_LIMIT_MIB} MiB |`,
      );
    if (results.some((r) => r.ratio > LIMIT || r.peakMib > MEMORY_LIMIT_MIB)) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeFiles(folder: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const files = [join(folder, 'million.csv'), join(folder, 'million.parquet')];
  for (const path of files) await connection.run(`COPY (${TABLE}) TO '${path}'`);
  connection.closeSync();
  instance.closeSync();
  return files;
}

async function measure(path: string) {
  const before = await summarize(path);
  const times: number[] = [];
  let peakMib = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { ms, mib } = await profile(path);
    times.push(ms);
    peakMib = Math.max(peakMib, mib);
  }
  const after = await summarize(path);
  const profileMs = Math.min(...times);
  return {
    format: path.endsWith('.csv') ? 'CSV' : 'Parquet',
    mb: Math.round((await stat(path)).size / 1e6),
    beforeMs: Math.round(before),
    profileMs: Math.round(profileMs),
    allMs: times.map((ms) => Math.round(ms)),
    afterMs: Math.round(after),
    ratio: Math.round((profileMs / ((before + after) / 2)) * 100) / 100,
    peakMib: Math.round(peakMib),
  };
}

async function profile(path: string): Promise<{ ms: number; mib: number }> {
  const profiler = new ProcessProfiler();
  const { size } = await stat(path);
  let mib = 0;
  const both = async (): Promise<number> =>
    ((await profiler.memoryMib()) ?? 0) + process.memoryUsage.rss() / 2 ** 20;
  const watch = setInterval(() => {
    void both().then((sum) => (mib = Math.max(mib, sum)));
  }, 20);
  const from = performance.now();
  const result = await profiler.profile({ path, name: path, sizeBytes: size });
  const ms = performance.now() - from;
  clearInterval(watch);
  await profiler.close();
  if (result.rows !== ROWS || result.columns?.length !== 10 || result.error !== undefined)
    throw new Error(`wrong profile: ${JSON.stringify(result).slice(0, 400)}`);
  return { ms, mib };
}

/** Best of three in a process of its own, so that the server's memory is the server's. */
function summarize(path: string): Promise<number> {
  const child = fork(new URL(import.meta.url), [], { serialization: 'json' });
  return new Promise((resolve, reject) => {
    child.once('message', (ms: number) => {
      child.kill();
      resolve(ms);
    });
    child.once('error', reject);
    child.send(path);
  });
}

async function reference(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    await connection.runAndReadAll(`SUMMARIZE SELECT * FROM '${path}'`);
    times.push(performance.now() - from);
  }
  process.send?.(Math.min(...times));
}
