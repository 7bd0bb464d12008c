import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointLength, compareCodePoints, textOffsets } from './code-points.ts';

test('offsets of Chinese, emoji, combining and right-to-left text', () => {
  const offsets = textOffsets('a😀字👨‍👩‍👧שלום\u202b𠮷b');
  expect(offsets.length).toBe([...offsets.text].length);
  expect([0, 1, 2, 3, 4].map((n) => offsets.toUtf16(n))).toEqual([0, 1, 3, 4, 6]);
  expect([0, 1, 2, 3, 4, 5, 6].map((n) => offsets.toCodePoint(n))).toEqual([0, 1, 1, 2, 3, 3, 4]);
  expect(offsets.slice(1, 3)).toBe('😀字');
});

const anyText = fc.string({ unit: 'binary' });

test('offsets agree with spreading the string into code points', () => {
  fc.assert(
    fc.property(anyText, fc.nat(40), fc.nat(40), (text, a, b) => {
      const points = [...text];
      const offsets = textOffsets(text);
      const [start, end] = [Math.min(a, points.length), Math.min(b, points.length)].toSorted(
        (x, y) => x - y,
      ) as [number, number];
      expect(offsets.slice(start, end)).toBe(points.slice(start, end).join(''));
      expect(offsets.toCodePoint(offsets.toUtf16(start))).toBe(start);
      expect(codePointLength(text)).toBe(points.length);
    }),
    { numRuns: 2000 },
  );
});

test('code points sort as Python sorts them', () => {
  expect(['\uFF5E', '😀', 'b', '字', 'a'].toSorted(compareCodePoints)).toEqual([
    'a',
    'b',
    '字',
    '\uFF5E',
    '😀',
  ]);
});
