import { expect, test } from 'vitest';
import { fenOf, moneyOf, signedFenOf, yuanOf } from './money.ts';

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

test('amounts with a sign are read and shown as typed', () => {
  const typed = ['-2.00', '\u22120.05', '+1', '12.5', '0', '-0', '--1', '1e3', ''];
  expect(typed.map(signedFenOf)).toEqual([
    '-200',
    '-5',
    '100',
    '1250',
    '0',
    '0',
    undefined,
    undefined,
    undefined,
  ]);
  expect(['-5', '-123456', '0', '5444'].map(moneyOf)).toEqual([
    '-¥0.05',
    '-¥1,234.56',
    '¥0.00',
    '¥54.44',
  ]);
});
