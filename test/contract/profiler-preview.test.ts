import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useProfiler } from './use-profiler.ts';

const { folder, profiler, input } = useProfiler();

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
    expect(await profiler.preview(input(name), { rows: 3 })).toEqual(expected);
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
