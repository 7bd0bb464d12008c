import { expect, test } from 'vitest';
import { goldRate } from './gold-rate.ts';

test('newcomers and the weak get more gold items, the proven fewer', () => {
  expect(goldRate(500, { graded: 0, score: 0 })).toBe(1_000);
  expect(goldRate(500, { graded: 30, score: 20 })).toBe(1_000);
  expect(goldRate(500, { graded: 12, score: 11 })).toBe(500);
  expect(goldRate(500, { graded: 20, score: 19 })).toBe(250);
  expect(goldRate(4_000, { graded: 0, score: 0 })).toBe(5_000);
  expect(goldRate(0, { graded: 0, score: 0 })).toBe(0);
});
