import type { Estimator } from './bootstrap.ts';
import type { Rating } from './rating-patterns.ts';

/** Counts of (first rater's answer, second rater's answer) over the items both rated. */
export class RatingPairTable {
  readonly #rows = new Map<string | number, Map<string | number, number>>();

  add(a: Rating, b: Rating, count = 1): void {
    if (a === null || b === null || count === 0) return;
    let row = this.#rows.get(a);
    if (!row) this.#rows.set(a, (row = new Map<string | number, number>()));
    row.set(b, (row.get(b) ?? 0) + count);
  }

  get cells(): readonly { a: string | number; b: string | number; count: number }[] {
    return [...this.#rows].flatMap(([a, row]) => [...row].map(([b, count]) => ({ a, b, count })));
  }
}

/**
 * Estimator of `percent`, `cohenKappa` (Cohen 1960), `gwetAc1` (Gwet 2008) and, where all categories are
 * numbers, `gwetAc2` with quadratic weights, for two raters. NaN where chance alone agrees fully.
 */
export function cohenEstimator(table: RatingPairTable): Estimator {
  const { cells } = table;
  const categories = [...new Set(cells.flatMap(({ a, b }) => [a, b]))];
  const numeric = categories.every((category) => typeof category === 'number');
  if (numeric) categories.sort((a, b) => (a as number) - (b as number));
  const position = new Map(categories.map((category, i) => [category, i]));
  const rows = cells.map(({ a }) => position.get(a) as number);
  const columns = cells.map(({ b }) => position.get(b) as number);
  const patternOf = new Uint32Array(cells.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const [p, { count }] of cells.entries()) {
    patternOf.fill(p, at, at + count);
    at += count;
  }
  const k = categories.length;
  const nominal = gwetChance(k, (i, j) => Number(i === j));
  const numbers = categories as number[];
  const range = numeric ? (numbers[k - 1] as number) - (numbers[0] as number) : 0;
  const quadratic = (i: number, j: number): number =>
    range === 0 ? 1 : 1 - (((numbers[i] as number) - (numbers[j] as number)) / range) ** 2;
  const weighted = numeric ? gwetChance(k, quadratic) : undefined;
  return {
    measures: ['percent', 'cohenKappa', 'gwetAc1', ...(weighted ? ['gwetAc2'] : [])],
    patternOf,
    patterns: cells.length,
    estimate(weights) {
      const first = new Float64Array(k);
      const second = new Float64Array(k);
      let [total, same, close] = [0, 0, 0];
      for (let p = 0; p < weights.length; p += 1) {
        const weight = weights[p] as number;
        const [i, j] = [rows[p] as number, columns[p] as number];
        first[i] = (first[i] as number) + weight;
        second[j] = (second[j] as number) + weight;
        total += weight;
        if (i === j) same += weight;
        if (weighted) close += weight * quadratic(i, j);
      }
      const chance = first.reduce((sum, n, i) => sum + n * (second[i] as number), 0) / total ** 2;
      const mean = first.map((n, i) => (n + (second[i] as number)) / (2 * total));
      const figures = [
        same / total,
        beyond(same / total, chance),
        beyond(same / total, nominal(mean)),
      ];
      return weighted ? [...figures, beyond(close / total, weighted(mean))] : figures;
    },
  };
}

const beyond = (observed: number, chance: number): number =>
  chance < 1 ? (observed - chance) / (1 - chance) : Number.NaN;

/** Gwet's chance agreement: T_w / (q(q − 1)) × Σ π(1 − π), T_w the sum of all weights. */
function gwetChance(k: number, weight: (i: number, j: number) => number) {
  let all = 0;
  for (let i = 0; i < k; i += 1) for (let j = 0; j < k; j += 1) all += weight(i, j);
  return (shares: Float64Array): number =>
    k < 2 ? 1 : (all / (k * (k - 1))) * shares.reduce((sum, share) => sum + share * (1 - share), 0);
}
