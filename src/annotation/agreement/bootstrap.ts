import { seededRandom } from './random.ts';

/**
 * A statistic over items that can be evaluated again for any resampling of them. Items that are alike
 * share a pattern, so a replicate costs one draw per item and one pass over the patterns.
 */
export interface Estimator {
  /** The names of the figures `estimate` returns, in their order. */
  readonly measures: readonly string[];
  /** The pattern of each item. */
  readonly patternOf: Uint32Array;
  readonly patterns: number;
  /**
   * The figures when pattern p occurs `weights[p]` times; NaN where a figure is not defined. For a
   * replicate an estimator may round where that moves an interval by less than its own noise.
   */
  estimate(weights: Float64Array, replicate?: boolean): readonly number[];
}

export interface BootstrapOptions {
  /** B, the number of resamplings of the items; 1,000 unless told. 0 leaves the intervals out. */
  readonly replicates?: number;
  /** Two-sided level of the interval; 0.95 unless told. */
  readonly level?: number;
  /** Seed of the generator; 1 unless told. The same seed and items give the same interval. */
  readonly seed?: number;
}

/** One figure with its percentile bootstrap interval; null where it is not defined. */
export interface Measure {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  /** B: how many resamplings the interval rests on; those without a defined value do not count. */
  readonly replicates: number;
}

/**
 * Every figure of the estimator with its percentile interval (Efron 1979): items are resampled with
 * replacement B times, raters stay as they are. An index is `draw × n / 2³²`, rounded down: for up to a
 * million items no item is favoured by more than 1 in 4,000.
 */
export function bootstrap(estimator: Estimator, options: BootstrapOptions = {}): Measure[] {
  const { level = 0.95, seed = 1 } = options;
  const { patternOf, patterns, measures } = estimator;
  const items = patternOf.length;
  const replicates = items > 1 ? (options.replicates ?? 1000) : 0;
  const weights = new Float64Array(patterns);
  for (const pattern of patternOf) weights[pattern] = (weights[pattern] ?? 0) + 1;
  const point = [...estimator.estimate(weights)];
  const drawn = measures.map((): number[] => []);
  const random = seededRandom(seed);
  const scale = items / 4_294_967_296;
  for (let b = 0; b < replicates; b += 1) {
    weights.fill(0);
    for (let i = 0; i < items; i += 1) {
      const pattern = patternOf[Math.floor(random() * scale)] as number;
      weights[pattern] = (weights[pattern] as number) + 1;
    }
    const figures = estimator.estimate(weights, true);
    for (let m = 0; m < measures.length; m += 1) {
      const figure = figures[m] as number;
      if (Number.isFinite(figure)) drawn[m]?.push(figure);
    }
  }
  return measures.map((name, m) => {
    const value = point[m] as number;
    const sorted = Float64Array.from(drawn[m] as number[]).sort();
    const known = Number.isFinite(value) && sorted.length > 0;
    return {
      name,
      value: Number.isFinite(value) ? value : null,
      low: known ? quantile(sorted, (1 - level) / 2) : null,
      high: known ? quantile(sorted, (1 + level) / 2) : null,
      level,
      replicates: sorted.length,
    };
  });
}

/** The quantile with linear interpolation between order statistics (Hyndman and Fan, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] as number;
  return below + ((sorted[Math.ceil(at)] as number) - below) * (at - Math.floor(at));
}
