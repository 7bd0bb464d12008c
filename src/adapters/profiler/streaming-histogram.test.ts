import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamingHistogram } from './streaming-histogram.ts';

const of = (values: readonly number[]): ReturnType<StreamingHistogram['result']> => {
  const histogram = new StreamingHistogram();
  for (const value of values) histogram.add(value);
  return histogram.result();
};

test('nothing, one value, equal values', () => {
  expect([of([]), of([5]), of([5, 5, 5])]).toEqual([
    undefined,
    { from: 5, to: 5, counts: [1] },
    { from: 5, to: 5, counts: [3] },
  ]);
});

test('four values in even bins', () => {
  expect(of([0, 16, 16, 4])).toEqual({
    from: 0,
    to: 17,
    counts: [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2],
  });
});

test.each([
  [[0, 5e-324], 2],
  [[-1.7e308, 1.7e308, 0], 3],
  [[1e15, 1e15 + 0.125], 2],
])('%j loses none', (values, total) => {
  expect(of(values)?.counts.reduce((a, b) => a + b, 0)).toBe(total);
});

test('every value is in its bin, whatever the order and range', () => {
  const values = fc.array(
    fc.integer({ min: -(2 ** 45), max: 2 ** 45 }).map((n) => n / 1024),
    {
      minLength: 2,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(values, (all) => {
      const result = of(all);
      if (result === undefined) throw new Error('no histogram');
      expect(result.counts.reduce((a, b) => a + b, 0)).toBe(all.length);
      expect(result.counts.length).toBeLessThanOrEqual(32);
      expect(result.from).toBeLessThanOrEqual(Math.min(...all));
      expect(result.to).toBeGreaterThanOrEqual(Math.max(...all));
    }),
    { numRuns: 200 },
  );
});
