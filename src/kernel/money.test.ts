import { type } from 'arktype';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fen, formatMoney, plainYuan, positiveFen, readFen, timesRatio } from './money.ts';

test('fen travel as text of a whole number and nothing else', () => {
  for (const good of ['0', '1', '-1', '999999999999999']) expect(fen(good)).toBe(good);
  for (const bad of ['-0', '01', '1.0', '', ' 1', '1e3', '9999999999999999', 12, null])
    expect(fen(bad)).toBeInstanceOf(type.errors);
  expect(positiveFen('-1')).toBeInstanceOf(type.errors);
  expect(readFen('-120')).toBe(-120n);
});

test('a half fen is rounded away from zero', () => {
  expect(timesRatio(5n, 1n, 10n)).toBe(1n);
  expect(timesRatio(4n, 1n, 10n)).toBe(0n);
  expect(timesRatio(-5n, 1n, 10n)).toBe(-1n);
  expect(timesRatio(-4n, 1n, 10n)).toBe(0n);
  expect(timesRatio(333n, 8_500n, 10_000n)).toBe(283n);
  expect(() => timesRatio(1n, 1n, 0n)).toThrow(RangeError);
});

test('rounding is never off by more than half a fen and is odd', () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  fc.assert(
    fc.property(amount, fc.bigInt(-10_000n, 20_000n), fc.bigInt(1n, 10_000n), (a, n, d) => {
      const difference = 2n * (timesRatio(a, n, d) * d - a * n);
      return difference <= d && difference >= -d && timesRatio(-a, n, d) === -timesRatio(a, n, d);
    }),
  );
});

test('amounts are written in yuan', () => {
  const cases: readonly [bigint, string, string][] = [
    [0n, '0.00', '¥0.00'],
    [5n, '0.05', '¥0.05'],
    [-5n, '-0.05', '-¥0.05'],
    [123_456n, '1234.56', '¥1,234.56'],
    [100_000_000n, '1000000.00', '¥1,000,000.00'],
    [-99_999n, '-999.99', '-¥999.99'],
  ];
  for (const [amount, plain, formatted] of cases)
    expect([plainYuan(amount), formatMoney(amount)]).toEqual([plain, formatted]);
});
