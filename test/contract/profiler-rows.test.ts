import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as xlsx from '@e965/xlsx';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { useProfiler } from './use-profiler.ts';

const { folder, profiler, input } = useProfiler();

/** More than a megabyte of text, so that no row of the last page lies in the head of the file. */
const total = 30_000;
const cityOf = (i: number): string => (i % 2 === 0 ? '福州' : '厦门, 思明');
const numbers = Array.from({ length: total }, (_, i) => i);
const csv = `id,city,note\n${numbers.map((i) => `${i},"${cityOf(i)}",${'x'.repeat(30)}${i === 3 ? '\n' : ''}`).join('\n')}\n`;
const objects = numbers.map((i) => ({ id: i, city: cityOf(i), note: 'x'.repeat(30) }));
const feature = (properties: object) => ({ type: 'Feature', geometry: null, properties });

beforeAll(async () => {
  const sheet = xlsx.utils.json_to_sheet(objects.slice(0, 5_000));
  const book = xlsx.utils.book_new(sheet, 'data');
  const columns = { id: Int32Array.from(numbers), city: numbers.map(cityOf) };
  const files: Record<string, string | Uint8Array> = {
    'rows.csv': csv,
    'rows.csv.gz': gzipSync(csv),
    'rows.tsv': csv.replaceAll(',', '\t').replaceAll('厦门\t', '厦门,'),
    'rows.gbk.csv': gbk(),
    'rows.jsonl': objects.map((o) => JSON.stringify(o)).join('\n\n'),
    'rows.json': JSON.stringify(objects, undefined, 1),
    'rows.geojson': JSON.stringify({ type: 'FeatureCollection', features: objects.map(feature) }),
    'rows.arrow': tableToIPC(tableFromArrays(columns), 'file'),
    'rows.xlsx': xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `COPY (SELECT i AS id, CASE WHEN i % 2 = 0 THEN '福州' ELSE '厦门, 思明' END AS city
     FROM range(${total}) r(i) ORDER BY i) TO '${join(folder, 'rows.parquet')}' (ROW_GROUP_SIZE 4096)`,
  );
  connection.closeSync();
});

/** 福州 and 厦门 in GB 18030. */
function gbk(): Buffer {
  const city = (i: number) => Buffer.from(i % 2 === 0 ? 'b8a3d6dd' : 'cfc3c3c5', 'hex');
  const lines = numbers.map((i) =>
    Buffer.concat([Buffer.from(`${i},`), city(i), Buffer.from('\n')]),
  );
  return Buffer.concat([Buffer.from('id,city\n'), ...lines]);
}

const idsFrom = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => String(from + i));

describe.each([
  ['rows.csv', total],
  ['rows.csv.gz', total],
  ['rows.tsv', total],
  ['rows.gbk.csv', total],
  ['rows.jsonl', total],
  ['rows.json', total],
  ['rows.geojson', total],
  ['rows.arrow', total],
  ['rows.parquet', total],
  ['rows.xlsx', 5_000],
])('%s', (name, count) => {
  test('gives rows from any place in the order of the file, and none past the end', async () => {
    const at = async (from: number, rows?: number) => {
      const page = await profiler.preview(input(name), { from, ...(rows ? { rows } : {}) });
      expect(page.error).toBeUndefined();
      return page;
    };
    const first = await at(0, 3);
    for (const from of [2, 100, 4_321, count - 40]) {
      const page = await at(from);
      expect([from, page.rows?.map((row) => row[0])]).toEqual([
        from,
        idsFrom(from, Math.min(100, count - from)),
      ]);
      expect(page.columns).toEqual(first.columns);
    }
    const [row] = (await at(4_321, 1)).rows ?? [];
    expect(row?.[1]?.slice(0, 2)).toBe('厦门');
    expect((await at(count)).rows).toEqual([]);
  });
});

test('a text has no rows, and asking for them breaks nothing', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'a\nb\n'.repeat(1000));
  const { kind, error, rows } = await profiler.preview(input('notes.txt'), { from: 200 });
  expect({ kind, error, rows }).toEqual({ kind: 'text', error: undefined, rows: undefined });
});
