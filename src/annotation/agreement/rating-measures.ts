import type { Estimator } from './bootstrap.ts';
import {
  ratioDisagreement,
  ratioDistance,
  squaredDifferences,
  type Metric,
} from './disagreement.ts';
import type { RatingPatterns } from './rating-patterns.ts';

/** Coefficients over items × raters with missing answers. */
export type RatingMeasure = 'percent' | 'fleissKappa' | 'freeMarginalKappa' | `alpha:${Metric}`;

/** Above this many distinct values, replicates of α ratio work on values rounded into as many groups. */
const RATIO_GROUPS = 512;

/**
 * Estimator of the named coefficients over the patterns:
 * - `percent`: agreeing pairs of raters ÷ pairs, averaged over items (Fleiss 1971, P̄);
 * - `fleissKappa`: Fleiss 1971; with two raters it is Scott's π; items may have unequal numbers of raters;
 * - `freeMarginalKappa`: Randolph 2005 (Bennett's S), chance = 1 ÷ number of categories seen;
 * - `alpha:<metric>`: Krippendorff's α (2004), any number of raters, missing values allowed.
 *
 * A coefficient without variation (expected disagreement 0) is NaN.
 * @throws RangeError when a numeric metric meets text, or the ratio metric a negative number
 */
export function ratingEstimator(
  patterns: RatingPatterns,
  measures: readonly RatingMeasure[],
): Estimator {
  const table = patternTable(patterns);
  const figures = measures.map((measure) => figureOf(measure, patterns, table));
  const counting = measures.some((measure) => needsMarginals.has(measure));
  const marginals = new Float64Array(patterns.values.length);
  return {
    measures,
    patternOf: patterns.patternOf,
    patterns: patterns.cells.length,
    estimate(weights, replicate = false) {
      let values = 0;
      for (let p = 0; p < weights.length; p += 1)
        values += (weights[p] as number) * sizeOf(table, p);
      if (counting || !replicate) countCells(table, weights, marginals);
      return figures.map((figure) => figure({ weights, marginals, values, replicate }));
    },
  };
}

/** The measures whose chance term asks for the count of every value in every resampling. */
const needsMarginals = new Set<RatingMeasure>(['fleissKappa', 'alpha:nominal', 'alpha:ordinal']);

/** How often each value (or group of values) occurs under the weights, written into `counts`. */
function countCells(
  { start, cell }: Pick<PatternTable, 'start' | 'cell'>,
  weights: Float64Array,
  counts: Float64Array,
): void {
  counts.fill(0);
  for (let p = 0; p < weights.length; p += 1) {
    const weight = weights[p] as number;
    if (weight === 0) continue;
    const end = start[p + 1] as number;
    for (let i = start[p] as number; i < end; i += 1)
      counts[cell[i] as number] = (counts[cell[i] as number] as number) + weight;
  }
}

/** What a coefficient sees of one resampling: pattern weights, count of each value, count of all values. */
interface Sums {
  readonly weights: Float64Array;
  /** Only filled for the point estimate and where `needsMarginals`. */
  readonly marginals: Float64Array;
  readonly values: number;
  readonly replicate: boolean;
}
type Figure = (sums: Sums) => number;

/** The cells of all patterns in one array; pattern p holds `cell[start[p]] … cell[start[p + 1] − 1]`. */
interface PatternTable {
  readonly start: Uint32Array;
  readonly cell: Uint32Array;
  /** Agreeing ordered pairs of each pattern. */
  readonly agreeing: Float64Array;
}

function patternTable({ cells }: RatingPatterns): PatternTable {
  const start = new Uint32Array(cells.length + 1);
  for (const [p, row] of cells.entries()) start[p + 1] = (start[p] as number) + row.length;
  const cell = new Uint32Array(start[cells.length] as number);
  const agreeing = new Float64Array(cells.length);
  for (const [p, row] of cells.entries()) {
    cell.set(row, start[p]);
    let pairs = 0;
    for (const a of row) for (const b of row) if (a === b) pairs += 1;
    agreeing[p] = pairs - row.length;
  }
  return { start, cell, agreeing };
}

function figureOf(measure: RatingMeasure, patterns: RatingPatterns, table: PatternTable): Figure {
  const observed = meanAgreement(table);
  switch (measure) {
    case 'percent':
      return observed;
    case 'freeMarginalKappa':
      return (sums) => corrected(observed(sums), 1 / patterns.values.length);
    case 'fleissKappa':
      return (sums) => {
        let chance = 0;
        for (const count of sums.marginals) chance += (count / sums.values) ** 2;
        return corrected(observed(sums), chance);
      };
    case 'alpha:nominal':
      return alpha(
        withinPatterns(table, (p) => pairsOf(table, p) - (table.agreeing[p] as number)),
        ({ marginals, values }) => {
          let same = 0;
          for (const count of marginals) same += count * count;
          return values * values - same;
        },
      );
    case 'alpha:ordinal':
      return ordinalAlpha(numbersOf(patterns), table);
    case 'alpha:interval':
      return intervalAlpha(numbersOf(patterns), table);
    case 'alpha:ratio':
      return ratioAlpha(numbersOf(patterns), table);
  }
}

const corrected = (observed: number, chance: number): number =>
  chance < 1 ? (observed - chance) / (1 - chance) : Number.NaN;

const sizeOf = ({ start }: PatternTable, p: number): number =>
  (start[p + 1] as number) - (start[p] as number);
const pairsOf = (table: PatternTable, p: number): number =>
  sizeOf(table, p) * (sizeOf(table, p) - 1);

function meanAgreement(table: PatternTable): Figure {
  const share = table.agreeing.map((agreeing, p) => agreeing / pairsOf(table, p));
  return ({ weights }) => {
    let [sum, items] = [0, 0];
    for (let p = 0; p < weights.length; p += 1) {
      sum += (weights[p] as number) * (share[p] as number);
      items += weights[p] as number;
    }
    return sum / items;
  };
}

/** α = 1 − D_o / D_e, both as sums over ordered pairs of the squared distance. */
const alpha =
  (observed: Figure, expected: Figure): Figure =>
  (sums) => {
    const chance = expected(sums) / (sums.values - 1);
    return chance > 0 ? 1 - observed(sums) / chance : Number.NaN;
  };

/** Σ of a pattern's pairwise distances ÷ (its size − 1), weighted. */
function withinPatterns(table: PatternTable, pairwise: (pattern: number) => number): Figure {
  const within = table.agreeing.map((_, p) => pairwise(p) / (sizeOf(table, p) - 1));
  return ({ weights }) => {
    let sum = 0;
    for (let p = 0; p < weights.length; p += 1)
      sum += (weights[p] as number) * (within[p] as number);
    return sum;
  };
}

function numbersOf({ values }: RatingPatterns): Float64Array {
  return Float64Array.from(values, (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new RangeError('this metric needs finite numbers');
    return value;
  });
}

/** Σ of a power of the values in pattern p, the values given per cell. */
function sumOf(table: PatternTable, p: number, valueOf: Float64Array, power: 1 | 2): number {
  let sum = 0;
  for (let i = table.start[p] as number; i < (table.start[p + 1] as number); i += 1) {
    const value = valueOf[table.cell[i] as number] as number;
    sum += power === 1 ? value : value * value;
  }
  return sum;
}

/** Σ over ordered pairs of squared differences within pattern p. */
const spread = (table: PatternTable, p: number, valueOf: Float64Array): number =>
  squaredDifferences(sizeOf(table, p), sumOf(table, p, valueOf, 1), sumOf(table, p, valueOf, 2));

function spreadOfAll({ marginals, values }: Sums, valueOf: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (let v = 0; v < valueOf.length; v += 1) {
    const weighted = (marginals[v] as number) * (valueOf[v] as number);
    sum += weighted;
    squares += weighted * (valueOf[v] as number);
  }
  return squaredDifferences(values, sum, squares);
}

function intervalAlpha(values: Float64Array, table: PatternTable): Figure {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  // Distances do not change when the mean is taken off; sums of squares then lose no digits.
  const centred = values.map((value) => value - mean);
  const within = withinPatterns(table, (p) => spread(table, p, centred));
  const sum = table.agreeing.map((_, p) => sumOf(table, p, centred, 1));
  const squares = table.agreeing.map((_, p) => sumOf(table, p, centred, 2));
  return alpha(within, ({ weights, values: count }) => {
    let [all, allSquares] = [0, 0];
    for (let p = 0; p < weights.length; p += 1) {
      all += (weights[p] as number) * (sum[p] as number);
      allSquares += (weights[p] as number) * (squares[p] as number);
    }
    return squaredDifferences(count, all, allSquares);
  });
}

/** The ordinal distance is the squared difference of mid-ranks, and ranks follow each resampling. */
function ordinalAlpha(values: Float64Array, table: PatternTable): Figure {
  const order = Uint32Array.from(values.keys()).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const rank = new Float64Array(values.length);
  return (sums) => {
    let below = -sums.values / 2;
    for (const v of order) {
      const count = sums.marginals[v] as number;
      rank[v] = below + count / 2;
      below += count;
    }
    let observed = 0;
    for (let p = 0; p < sums.weights.length; p += 1) {
      const weight = sums.weights[p] as number;
      if (weight > 0) observed += (weight * spread(table, p, rank)) / (sizeOf(table, p) - 1);
    }
    const expected = spreadOfAll(sums, rank) / (sums.values - 1);
    return expected > 0 ? 1 - observed / expected : Number.NaN;
  };
}

function ratioAlpha(values: Float64Array, table: PatternTable): Figure {
  if (values.some((value) => value < 0))
    throw new RangeError('the ratio metric needs numbers that are not negative');
  const within = withinPatterns(table, (p) => {
    const row = table.cell.subarray(table.start[p], table.start[p + 1]);
    let sum = 0;
    for (const a of row)
      for (const b of row) sum += ratioDistance(values[a] as number, values[b] as number);
    return sum;
  });
  const exact: Figure = ({ marginals }) => ratioDisagreement(values, marginals);
  const grouped = groupedRatio(values, table);
  return alpha(within, (sums) => (sums.replicate ? grouped(sums) : exact(sums)));
}

/** The expected ratio disagreement with values pooled into groups of neighbours, each at its mean. */
function groupedRatio(values: Float64Array, table: PatternTable): Figure {
  const groups = Math.min(RATIO_GROUPS, values.length);
  const order = Uint32Array.from(values.keys()).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const groupOf = new Uint32Array(values.length);
  const mean = new Float64Array(groups);
  const size = new Float64Array(groups);
  for (const [i, v] of order.entries()) {
    const group = Math.floor((i * groups) / order.length);
    const held = ((size[group] as number) += 1);
    groupOf[v] = group;
    mean[group] =
      (mean[group] as number) + ((values[v] as number) - (mean[group] as number)) / held;
  }
  const distance = Array.from(mean, (a) => mean.map((b) => ratioDistance(a, b)));
  const grouped = { start: table.start, cell: table.cell.map((cell) => groupOf[cell] as number) };
  const counts = new Float64Array(groups);
  return ({ weights }) => {
    countCells(grouped, weights, counts);
    let sum = 0;
    for (let a = 0; a < groups; a += 1) {
      const row = distance[a] as Float64Array;
      let inner = 0;
      for (let b = 0; b < a; b += 1) inner += (counts[b] as number) * (row[b] as number);
      sum += (counts[a] as number) * inner;
    }
    return 2 * sum;
  };
}
