import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll } from 'vitest';
import { ProcessProfiler } from '#src/adapters/profiler/process-profiler.ts';
import type { Profile, ProfileInput } from '#src/ports/profiler.ts';
import { FILES } from './profiler-files.ts';

/** A real profiler over a folder with every file of `profiler-files.ts`, for one test file. */
export function useProfiler() {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-profiler-'));
  const profiler = new ProcessProfiler();
  beforeAll(async () => {
    for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `COPY (SELECT i AS id, '1380013' || (8000 + i % 100) AS phone, CASE WHEN i % 2 = 0 THEN i / 4 END AS x
       FROM range(1000) r(i)) TO '${join(folder, 'people.parquet')}'`,
    );
    connection.closeSync();
  });
  afterAll(async () => {
    await profiler.close();
    rmSync(folder, { recursive: true });
  });
  const input = (name: string): ProfileInput => {
    const path = join(folder, name);
    return { path, name, sizeBytes: statSync(path).size };
  };
  return { folder, profiler, input, profile: (name: string) => profiler.profile(input(name)) };
}

/** The whole profile with each column as `name type` and statements by their codes. */
export function brief({ columns, error, warnings, ...rest }: Profile): unknown {
  return {
    ...rest,
    ...(columns === undefined ? {} : { columns: columns.map((c) => `${c.name} ${c.type}`) }),
    warnings: warnings.map(({ code }) => code),
    ...(error === undefined ? {} : { error: error.code }),
  };
}

/** What `brief` gives for an unremarkable CSV, and what is different about this one. */
export const csv = (over: {
  readonly columnCount: number;
  readonly [fact: string]: unknown;
}): object => ({
  kind: 'tabular',
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  header: true,
  blankLines: 0,
  nulBytes: 0,
  ragged: { total: 0, expected: over.columnCount, widths: {}, first: [] },
  duplicateHeaders: [],
  warnings: [],
  ...over,
});
