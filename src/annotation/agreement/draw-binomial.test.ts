import { expect, test } from 'vitest';
import { drawBinomial } from './draw-binomial.ts';
import { seededRandom } from '#src/kernel/seeded-random.ts';

for (const [n, p] of [
  [1, 0.3],
  [20, 0.1],
  [30, 0.5],
  [100, 0.05],
  [60, 0.4],
  [100, 0.9],
] as const)
  test(`binomial counts follow their law: ${n} trials of ${p} (χ² at 0.1 %)`, () => {
    const random = seededRandom(n);
    const draws = 100_000;
    const seen = Array.from({ length: n + 1 }, () => 0);
    for (let i = 0; i < draws; i += 1) {
      const k = drawBinomial(random, n, p);
      seen[k] = (seen[k] as number) + 1;
    }
    let chance = (1 - p) ** n;
    let [chi, cells, restSeen, restExpected] = [0, 0, 0, 0];
    for (let k = 0; k <= n; k += 1) {
      restSeen += seen[k] as number;
      restExpected += chance * draws;
      // Cells are joined until each expects 50 draws.
      if (restExpected >= 50) {
        chi += (restSeen - restExpected) ** 2 / restExpected;
        [cells, restSeen, restExpected] = [cells + 1, 0, 0];
      }
      chance *= ((n - k) / (k + 1)) * (p / (1 - p));
    }
    const freedom = cells - 1;
    // Wilson and Hilferty's approximation of the 99.9 % point of χ².
    const limit = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;
    expect(chi).toBeLessThan(limit);
  });

test('the edges', () => {
  const random = seededRandom(1);
  expect([
    drawBinomial(random, 0, 0.5),
    drawBinomial(random, 9, 0),
    drawBinomial(random, 9, 1),
  ]).toEqual([0, 0, 9]);
});
