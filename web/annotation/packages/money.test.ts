import { expect, test } from 'vitest';
import { fenOf, yuanOf } from './money.ts';

test('amounts are exact both ways', () => {
  expect(['0', '5', '12', '123', '123456789012345'].map(yuanOf)).toEqual([
    '0.00',
    '0.05',
    '0.12',
    '1.23',
    '1,234,567,890,123.45',
  ]);
  expect(['0', '0.05', '1.5', ' 12 ', '999999999999.99'].map(fenOf)).toEqual([
    '0',
    '5',
    '150',
    '1200',
    '99999999999999',
  ]);
  expect(['', '-1', '1.234', '1,000', 'x', '1.'].map(fenOf)).toEqual(
    Array.from({ length: 6 }, () => undefined),
  );
});
