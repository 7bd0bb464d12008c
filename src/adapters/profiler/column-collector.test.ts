import { describe, expect, test } from 'vitest';
import { ColumnCollector } from './column-collector.ts';
import { distinctBudget } from './distinct-counter.ts';

function collect(values: readonly string[]) {
  const collector = new ColumnCollector(distinctBudget());
  for (const [i, value] of values.entries()) {
    const bytes = Buffer.from(value);
    collector.add(bytes, 0, bytes.length, i + 2);
  }
  return collector.result('c');
}

describe('a column', () => {
  test('of integers', () => {
    expect(collect(['3', '1', '', '1', 'NA'])).toEqual({
      name: 'c',
      type: 'integer',
      empty: 1,
      nulls: 2,
      distinct: 2,
      distinctApproximate: false,
      min: 1,
      max: 3,
      mean: 5 / 3,
      histogram: {
        from: 1,
        to: 3.125,
        counts: [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      },
      top: [{ value: '1', count: 2 }],
    });
  });

  test('whose 1,001st value is a word is text, and the line is named', () => {
    const values = Array.from({ length: 1500 }, (_, i) => (i === 1000 ? 'x' : String(i)));
    const { type, widened, distinct } = collect(values);
    expect({ type, widened, distinct }).toEqual({
      type: 'string',
      widened: { narrower: 'integer', line: 1002 },
      distinct: 1500,
    });
  });

  test.each<[string[], string]>([
    [['1', '2.5'], 'number'],
    [['true', 'FALSE'], 'boolean'],
    [['2020-01-01', '2020-01-02'], 'date'],
    [['2020-01-01', '2020-01-02 03:04:05'], 'datetime'],
    [['', 'NULL'], 'empty'],
    [['01', '02'], 'string'],
    [['1', 'true'], 'string'],
  ])('%j is %s', (values, type) => {
    expect(collect(values).type).toBe(type);
  });

  test('keeps integers beyond 2^53 as they are written', () => {
    const { min, max } = collect(['5', '12345678901234567891', '-98765432109876543210']);
    expect({ min, max }).toEqual({ min: '-98765432109876543210', max: '12345678901234567891' });
  });

  test('of personal data is named, its values are not repeated', () => {
    expect(collect(['13800138000', '13800138000', '13900139000'])).toEqual({
      name: 'c',
      type: 'integer',
      empty: 0,
      nulls: 0,
      distinct: 2,
      distinctApproximate: false,
      sensitive: 'phone',
    });
  });
});
