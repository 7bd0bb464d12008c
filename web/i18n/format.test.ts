import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDay,
  formatDeadline,
  formatDuration,
  formatInstant,
  formatList,
  formatNumber,
  formatShare,
  formatShort,
  inBrackets,
} from './format.ts';
import { inLanguage } from './language.ts';

test('counts are grouped by three', () => {
  expect([0, 999, 1000, 1234567, -12345, 1234.5].map(formatCount)).toEqual([
    '0',
    '999',
    '1,000',
    '1,234,567',
    '-12,345',
    '1,234.5',
  ]);
});

test('short figures use the units of each language', () => {
  const values = [9999, 10_000, 20_481, 312_000_000];
  expect(inLanguage('zh', () => values.map(formatShort))).toEqual([
    '9,999',
    '1 万',
    '2 万',
    '3.1 亿',
  ]);
  expect(inLanguage('en', () => values.map(formatShort))).toEqual(['10K', '10K', '20.5K', '312M']);
});

test('bytes are decimal and never 1000 of a unit', () => {
  expect([0, 999, 1000, 1536, 999_499, 999_500, 842_345_678, 2e15].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '1.5 kB',
    '999 kB',
    '1 MB',
    '842 MB',
    '2 PB',
  ]);
});

test('days are those of China, whatever the zone of the machine', () => {
  const late = '2026-09-30T16:30:00.000Z';
  expect(inLanguage('zh', () => [formatDay(late), formatInstant(late)])).toEqual([
    '2026年10月1日',
    '2026年10月1日 00:30',
  ]);
  expect(inLanguage('en', () => [formatDay(late), formatInstant(late)])).toEqual([
    '1 Oct 2026',
    '1 Oct 2026 00:30',
  ]);
  expect(formatDay('not a date')).toBe('');
});

test('durations name their two largest units', () => {
  expect(inLanguage('zh', () => [0, 59.6, 61, 3725].map(formatDuration))).toEqual([
    '0 秒',
    '1 分 0 秒',
    '1 分 1 秒',
    '1 小时 2 分',
  ]);
  expect(inLanguage('en', () => [5, 61, 3725].map(formatDuration))).toEqual([
    '5 s',
    '1 min 1 s',
    '1 h 2 min',
  ]);
});

test('statistics are rounded, whole numbers are not', () => {
  expect([31.415926, 0.00001234, 12345678, 1.5e20, 0].map((value) => formatNumber(value))).toEqual([
    '31.416',
    '1.234e-5',
    '12,345,678',
    '1.5e+20',
    '0',
  ]);
});

test('a share is never 0 or 100 % unless it is exactly so', () => {
  const shares = [
    [0, 10],
    [1, 100_000],
    [256_210, 3_328_800],
    [99_999, 100_000],
    [10, 10],
    [0, 0],
  ];
  expect(shares.map(([part, whole]) => formatShare(part ?? 0, whole ?? 0))).toEqual([
    '0%',
    '< 0.1%',
    '7.7%',
    '> 99.9%',
    '100%',
    '–',
  ]);
});

test('words in a row take the separators of the language', () => {
  const words = ['机场', 'airports'];
  expect([
    inLanguage('zh', () => formatList(words)),
    inLanguage('en', () => formatList(words)),
  ]).toEqual(['机场、airports', '机场, airports']);
  const asides = (['zh', 'en'] as const).map((one) => inLanguage(one, () => inBrackets('3')));
  expect(asides).toEqual(['（3）', ' (3)']);
});

test('a deadline at midnight is the 24:00 of the day before', () => {
  const shown = (instant: string) => inLanguage('zh', () => formatDeadline(instant));
  expect(shown('2026-12-31T16:00:00.000Z')).toBe('2026年12月31日 24:00');
  expect(shown('2026-12-31T16:00:01.000Z')).toBe('2027年1月1日 00:00');
  expect(shown('2028-02-29T09:00:00.000Z')).toBe('2028年2月29日 17:00');
  expect(inLanguage('en', () => formatDeadline('2028-02-29T16:00:00.000Z'))).toBe(
    '29 Feb 2028 24:00',
  );
});
