import { describe, expect, test } from 'vitest';
import { brief, csv, useProfiler } from './use-profiler.ts';

const { profile } = useProfiler();

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
    expect(brief(await profile(name))).toEqual(expected);
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

test('statements name the line and say what to do in both languages', async () => {
  expect((await profile('unclosed.csv')).error).toEqual({
    code: 'csv.unclosed-quote',
    zh: '第 3 行开始的引号一直没有闭合，其后的内容被当作一个单元格；请补上引号。',
    en: 'A quote opened on line 3 is never closed, so everything after it is one cell; close the quote.',
    line: 3,
  });
});
