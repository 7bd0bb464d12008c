import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProcessProfiler } from '#src/adapters/profiler/process-profiler.ts';
import type { PreviewResult, Profile, ProfileInput } from '#src/ports/profiler.ts';
import { FILES } from './profiler-files.ts';

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
const profile = (name: string): Promise<Profile> => profiler.profile(input(name));
const preview = (name: string): Promise<PreviewResult> =>
  profiler.preview(input(name), { rows: 3 });

/** The whole profile with each column as `name type`. */
async function facts(name: string): Promise<unknown> {
  const { columns, error, warnings, ...rest } = await profile(name);
  return {
    ...rest,
    ...(columns === undefined ? {} : { columns: columns.map((c) => `${c.name} ${c.type}`) }),
    warnings: warnings.map(({ code }) => code),
    ...(error === undefined ? {} : { error: error.code }),
  };
}

const csv = (over: object): object => ({
  kind: 'tabular',
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  header: true,
  blankLines: 0,
  nulBytes: 0,
  ragged: {
    total: 0,
    expected: (over as { columnCount: number }).columnCount,
    widths: {},
    first: [],
  },
  duplicateHeaders: [],
  warnings: [],
  ...over,
});

describe('delimited text', () => {
  const ab = ['a integer', 'b integer'];
  test.each<[string, object]>([
    ['header.csv', csv({ rows: 0, columnCount: 3, columns: ['a empty', 'b empty', 'c empty'] })],
    ['one-column.csv', csv({ rows: 2, columnCount: 1, columns: ['name string'] })],
    ['nul.csv', csv({ rows: 1, columnCount: 2, columns: ab, nulBytes: 1, warnings: ['text.nul'] })],
    [
      'unclosed.csv',
      csv({
        rows: 2,
        columnCount: 2,
        columns: ['a integer', 'b string'],
        error: 'csv.unclosed-quote',
      }),
    ],
    ['long-line.csv', csv({ rows: 2, columnCount: 2, columns: ['a integer', 'b string'] })],
    ['line-ends.csv', csv({ rows: 4, columnCount: 2, columns: ab, blankLines: 1 })],
    [
      'duplicates.csv',
      csv({
        rows: 1,
        columnCount: 3,
        columns: ['a integer', 'a integer', 'b integer'],
        duplicateHeaders: ['a'],
        warnings: ['csv.duplicate-header'],
      }),
    ],
    [
      'ragged.csv',
      csv({
        rows: 4,
        columnCount: 2,
        columns: ab,
        warnings: ['csv.ragged'],
        ragged: {
          total: 2,
          expected: 2,
          widths: { 1: 1, 3: 1 },
          first: [
            { line: 3, found: 1 },
            { line: 4, found: 3 },
          ],
        },
      }),
    ],
    [
      'flip.csv.gz',
      csv({ compression: 'gzip', rows: 2000, columnCount: 2, columns: ['id integer', 'v string'] }),
    ],
    [
      'cut.csv.gz',
      csv({
        compression: 'gzip',
        rows: 505,
        columnCount: 2,
        columns: ['id integer', 'v integer'],
        error: 'gzip.broken',
      }),
    ],
    ['plain.csv.gz', csv({ rows: 1, columnCount: 2, columns: ab, warnings: ['file.extension'] })],
    ['table.json', csv({ rows: 2, columnCount: 2, columns: ab, warnings: ['file.extension'] })],
    [
      'gbk.csv',
      csv({
        encoding: 'gb18030',
        rows: 1,
        columnCount: 2,
        columns: ['姓名 string', '城市 string'],
      }),
    ],
    [
      'latin.csv',
      csv({ encoding: 'latin-1', rows: 1, columnCount: 2, columns: ['café integer', 'b string'] }),
    ],
    [
      'utf16le.csv',
      csv({ encoding: 'utf-16le', rows: 1, columnCount: 2, columns: ['a integer', 'b string'] }),
    ],
    [
      'utf16be.csv',
      csv({ encoding: 'utf-16be', rows: 1, columnCount: 2, columns: ['a integer', 'b string'] }),
    ],
  ])('%s', async (name, expected) => {
    expect(await facts(name)).toEqual(expected);
  });

  test('a type that flips at row 1,001 is right, and the line is named', async () => {
    const { columns } = await profile('flip.csv');
    expect(columns?.map(({ type, widened }) => ({ type, widened }))).toEqual([
      { type: 'integer', widened: undefined },
      { type: 'string', widened: { narrower: 'integer', line: 1002 } },
    ]);
  });

  test('1,500 columns', async () => {
    const { columns, rows, columnCount } = await profile('wide.csv');
    expect([rows, columnCount, columns?.length, columns?.at(-1)?.max]).toEqual([
      1, 1500, 1500, 1499,
    ]);
  });

  test('personal data are flagged and not repeated, in CSV and in Parquet', async () => {
    const flags = async (name: string) =>
      (await profile(name)).columns?.map(({ name: column, sensitive, min, top }) => ({
        column,
        sensitive,
        shown: sensitive !== undefined && (min ?? top) !== undefined,
      }));
    expect([await flags('people.csv'), await flags('people.parquet')]).toEqual([
      [
        { column: 'id', sensitive: 'id-number', shown: false },
        { column: 'phone', sensitive: 'phone', shown: false },
      ],
      [
        { column: 'id', sensitive: undefined, shown: false },
        { column: 'phone', sensitive: 'phone', shown: false },
        { column: 'x', sensitive: undefined, shown: false },
      ],
    ]);
  });
});

describe('other formats', () => {
  const three = {
    kind: 'tabular',
    format: 'arrow',
    rows: 3,
    columnCount: 3,
    columns: ['n integer', 'city string', 'x number'],
    warnings: [],
  };
  const text = { encoding: 'utf-8', warnings: [] };
  test.each<[string, object]>([
    ['empty.csv', { kind: 'unknown', format: 'csv', warnings: [], error: 'file.empty' }],
    ['three.arrow', three],
    ['three.arrows', three],
    ['three.arrow.gz', { ...three, compression: 'gzip' }],
    ['cut.arrow', { ...three, rows: 0, columnCount: 0, columns: [], error: 'arrow.broken' }],
    ['cut.parquet', { kind: 'tabular', format: 'parquet', warnings: [], error: 'parquet.broken' }],
    [
      'small.png',
      { kind: 'image', format: 'png', image: { width: 640, height: 480 }, warnings: [] },
    ],
    ['flood.png', { kind: 'image', format: 'png', warnings: [], error: 'image.flood' }],
    [
      'picture.csv',
      {
        kind: 'image',
        format: 'png',
        image: { width: 640, height: 480 },
        warnings: ['file.extension'],
      },
    ],
    ['cut.zip', { kind: 'zip', format: 'zip', warnings: [], error: 'zip.broken' }],
    [
      'text.zip',
      {
        kind: 'zip',
        format: 'zip',
        zip: {
          entries: 1,
          sizeBytes: 6,
          files: [{ path: '数据/说明.txt', sizeBytes: 6, compressedBytes: 8 }],
        },
        warnings: [],
      },
    ],
    [
      'read.md',
      {
        kind: 'markdown',
        format: 'md',
        text: { lines: 6, characters: 28, headings: ['标题', 'Second'] },
        ...text,
      },
    ],
    ['cut.wav', { kind: 'audio', format: 'wav', warnings: [], error: 'audio.broken' }],
    ['bytes.bin', { kind: 'unknown', format: 'bin', warnings: ['file.unknown'] }],
    [
      'bomb.csv.gz',
      csv({ compression: 'gzip', rows: 0, columnCount: 0, columns: [], error: 'archive.bomb' }),
    ],
    ['bomb.xlsx', { kind: 'tabular', format: 'xlsx', warnings: [], error: 'archive.bomb' }],
    ['lying.xlsx', { kind: 'tabular', format: 'xlsx', warnings: [], error: 'zip.broken' }],
    [
      'noise.xlsx',
      {
        kind: 'text',
        format: 'txt',
        text: { lines: 1, characters: 14 },
        encoding: 'utf-8',
        warnings: ['file.extension'],
      },
    ],
    [
      'broken.json',
      {
        kind: 'json',
        format: 'json',
        rows: 2,
        columnCount: 1,
        columns: ['a integer'],
        json: { top: 'array', keys: [{ path: 'a', types: { integer: 2 } }] },
        error: 'json.broken',
        ...text,
      },
    ],
    [
      'broken.jsonl',
      {
        kind: 'json',
        format: 'jsonl',
        rows: 2,
        columnCount: 1,
        columns: ['a integer'],
        blankLines: 0,
        json: { top: 'lines', keys: [{ path: 'a', types: { integer: 2 } }] },
        error: 'json.lines-broken',
        ...text,
      },
    ],
    [
      'deep.json',
      {
        kind: 'json',
        format: 'json',
        rows: 0,
        columnCount: 0,
        columns: [],
        json: { top: 'array', keys: [] },
        error: 'json.broken',
        ...text,
      },
    ],
    [
      'points.geojson',
      {
        kind: 'geojson',
        format: 'geojson',
        rows: 1,
        columnCount: 1,
        columns: ['n integer'],
        json: {
          top: 'object',
          topKeys: 2,
          features: 1,
          geometries: { Point: 1 },
          bbox: [119.3, 26.1, 119.3, 26.1],
          keys: [
            { path: 'type', types: { string: 1 } },
            { path: 'n', types: { integer: 1 } },
            { path: 'features', types: { array: 1 } },
          ],
        },
        ...text,
      },
    ],
  ])('%s', async (name, expected) => {
    expect(await facts(name)).toEqual(expected);
  });

  test.each(['book.xlsx', 'book.ods', 'book.xls'])('%s', async (name) => {
    const { sheets } = await profile(name);
    expect(
      sheets?.map(({ columns, ...sheet }) => ({
        ...sheet,
        columns: columns.map((c) => `${c.name} ${c.type}`),
      })),
    ).toEqual([
      {
        name: 'data',
        rows: 2,
        columnCount: 2,
        range: 'A1:B4',
        mergedRanges: 0,
        hidden: false,
        header: true,
        columns: ['city string', 'n integer'],
      },
    ]);
  });
});

describe('previews', () => {
  const rows = [
    ['福州', '1'],
    ['厦门', '2'],
  ];
  test.each<[string, object]>([
    [
      'gbk.csv',
      {
        kind: 'tabular',
        format: 'csv',
        encoding: 'gb18030',
        delimiter: ',',
        columns: ['姓名', '城市'],
        rows: [['张三', '福州']],
        partial: false,
        warnings: [],
      },
    ],
    [
      'flip.csv.gz',
      {
        kind: 'tabular',
        format: 'csv',
        compression: 'gzip',
        encoding: 'utf-8',
        delimiter: ',',
        columns: ['id', 'v'],
        rows: [
          ['0', '0'],
          ['1', '1'],
          ['2', '2'],
        ],
        partial: true,
        warnings: [],
      },
    ],
    [
      'book.xlsx',
      {
        kind: 'tabular',
        format: 'xlsx',
        sheet: 'data',
        columns: ['city', 'n'],
        rows,
        partial: false,
        warnings: [],
      },
    ],
    [
      'three.arrow',
      {
        kind: 'tabular',
        format: 'arrow',
        columns: ['n', 'city', 'x'],
        rows: [
          ['1', '福州', '0.5'],
          ['2', '厦门', '1.5'],
          ['3', '福州', '2.5'],
        ],
        partial: false,
        warnings: [],
      },
    ],
    [
      'people.parquet',
      {
        kind: 'tabular',
        format: 'parquet',
        columns: ['id', 'phone', 'x'],
        rows: [
          ['0', '13800138000', '0'],
          ['1', '13800138001', null],
          ['2', '13800138002', '0.5'],
        ],
        partial: true,
        warnings: [],
      },
    ],
    [
      'points.geojson',
      {
        kind: 'geojson',
        format: 'geojson',
        encoding: 'utf-8',
        columns: ['n'],
        rows: [['1']],
        partial: false,
        warnings: [],
      },
    ],
    [
      'broken.jsonl',
      {
        kind: 'json',
        format: 'jsonl',
        encoding: 'utf-8',
        columns: ['a'],
        rows: [['1'], ['2']],
        partial: false,
        warnings: [],
      },
    ],
  ])('%s', async (name, expected) => {
    expect(await preview(name)).toEqual(expected);
  });

  test('a part of an upload shows whole rows, though it ends inside a character', async () => {
    const text = Buffer.from('城市,n\n福州,1\n厦门,2\n泉州,3\n');
    const path = join(folder, 'upload.part');
    writeFileSync(path, text.subarray(0, text.indexOf('泉州') + 2));
    const result = await profiler.preview({ path, name: 'upload.csv', sizeBytes: text.length });
    expect({
      rows: result.rows,
      encoding: result.encoding,
      partial: result.partial,
      error: result.error,
    }).toEqual({ rows, encoding: 'utf-8', partial: true, error: undefined });
  });

  test('a part of a Parquet file says that it is a part', async () => {
    const path = join(folder, 'upload.parquet');
    writeFileSync(path, readFileSync(join(folder, 'people.parquet')).subarray(0, 900));
    const { error, partial } = await profiler.preview({
      path,
      name: 'people.parquet',
      sizeBytes: 5_000,
    });
    expect({ code: error?.code, partial }).toEqual({ code: 'file.incomplete', partial: true });
  });
});

test('statements name the line and say what to do in both languages', async () => {
  expect((await profile('unclosed.csv')).error).toEqual({
    code: 'csv.unclosed-quote',
    zh: '第 3 行开始的引号一直没有闭合，其后的内容被当作一个单元格；请补上引号。',
    en: 'A quote opened on line 3 is never closed, so everything after it is one cell; close the quote.',
    line: 3,
  });
});
