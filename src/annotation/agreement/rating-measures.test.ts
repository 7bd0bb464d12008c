import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { ratioDisagreement, ratioDistance } from './disagreement.ts';
import { fraction, seededRandom } from '#src/kernel/seeded-random.ts';
import { ratingEstimator } from './rating-measures.ts';
import { patternsOf } from './rating-patterns.ts';

test('the ratio sum by integral equals the double sum', () => {
  const random = seededRandom(11);
  const values = Float64Array.from({ length: 3000 }, (_, i) =>
    i === 0 ? 0 : 1000 * fraction(random) ** 3,
  );
  const counts = Float64Array.from(values, () => 1 + (random() % 3));
  let exact = 0;
  for (const [i, a] of values.entries())
    for (const [j, b] of values.entries())
      exact += (counts[i] as number) * (counts[j] as number) * ratioDistance(a, b);
  expect(ratioDisagreement(values, counts) / exact).toBeCloseTo(1, 10);
});

test('coefficients do not depend on the order of items or raters; agreement is 1', () => {
  const rows = fc.array(
    fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { minLength: 3, maxLength: 3 }),
    {
      minLength: 2,
      maxLength: 20,
    },
  );
  const figures = (table: (number | null)[][]) =>
    bootstrap(
      ratingEstimator(patternsOf(table), [
        'percent',
        'fleissKappa',
        'alpha:nominal',
        'alpha:ordinal',
        'alpha:interval',
        'alpha:ratio',
      ]),
      { replicates: 0 },
    ).map(({ value }) => (value === null ? null : Math.round(value * 1e9) + 0));
  fc.assert(
    fc.property(rows, (table) => {
      expect(figures(table.toReversed().map((row) => row.toReversed()))).toEqual(figures(table));
      const same = table.map((row) => row.map(() => row[0] ?? 1));
      for (const value of figures(same)) expect([null, 1e9]).toContain(value);
    }),
  );
});

test('the interval covers the true value about as often as it says', () => {
  const random = seededRandom(5);
  let covered = 0;
  const runs = 300;
  for (let run = 0; run < runs; run += 1) {
    // Two raters, each right with 0.9 on five equally likely classes: agreement 0.81 + 0.1² / 4.
    const answer = (truth: number): number =>
      fraction(random) < 0.9 ? truth : (truth + 1 + (random() % 4)) % 5;
    const rows = Array.from({ length: 150 }, () => {
      const truth = random() % 5;
      return [answer(truth), answer(truth)];
    });
    const [percent] = bootstrap(ratingEstimator(patternsOf(rows), ['percent']), {
      replicates: 300,
      seed: run,
    });
    if ((percent?.low as number) <= 0.8125 && 0.8125 <= (percent?.high as number)) covered += 1;
  }
  expect(covered / runs).toBeGreaterThan(0.91);
  expect(covered / runs).toBeLessThan(0.99);
});

test('a metric refuses what it cannot read', () => {
  expect(() => ratingEstimator(patternsOf([['a', 'b']]), ['alpha:interval'])).toThrow(RangeError);
  expect(() => ratingEstimator(patternsOf([[-1, 2]]), ['alpha:ratio'])).toThrow(RangeError);
});
