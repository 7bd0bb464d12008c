import { describe, expect, test } from 'vitest';
import { brief, csv, useProfiler } from './use-profiler.ts';

const { profile } = useProfiler();

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
      'document.jsonl',
      {
        kind: 'json',
        format: 'json',
        encoding: 'utf-8',
        json: { top: 'object', topKeys: 1, keys: [{ path: 'a', types: { integer: 1 } }] },
        warnings: ['file.extension'],
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
    expect(brief(await profile(name))).toEqual(expected);
  });

  test('decimals and instants of Arrow are read with their scale', async () => {
    const { columns } = await profile('typed.arrow');
    expect(columns?.map(({ name, type, min, max }) => ({ name, type, min, max }))).toEqual([
      { name: 'price', type: 'number', min: -1, max: 123.45 },
      { name: 'at', type: 'datetime', min: '2020-01-01', max: '2020-01-02T00:00:01.500Z' },
    ]);
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
