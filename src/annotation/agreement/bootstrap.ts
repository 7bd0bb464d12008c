import { drawBinomial } from './draw-binomial.ts';
import { seededRandom, type Random } from '#src/kernel/seeded-random.ts';

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
 * replacement B times, raters stay as they are.
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
  const resample = resampler(patternOf, Float64Array.from(weights), seededRandom(seed));
  for (let b = 0; b < replicates; b += 1) {
    resample(weights);
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

/** Fills `weights` with how often each pattern comes up in one resampling of the items. */
type Resample = (weights: Float64Array) => void;

/**
 * Where patterns are few the counts are drawn at once (multinomial, as a chain of binomials), else item by
 * item: the index is `draw × n / 2³²`, rounded down, so for up to a million items no item is favoured by
 * more than 1 in 4,000.
 */
function resampler(patternOf: Uint32Array, counts: Float64Array, random: Random): Resample {
  const items = patternOf.length;
  if (counts.length * 16 < items)
    return (weights) => {
      let [left, leftItems] = [items, items];
      for (let p = 0; p < counts.length; p += 1) {
        const drawn = drawBinomial(random, left, (counts[p] as number) / leftItems);
        weights[p] = drawn;
        left -= drawn;
        leftItems -= counts[p] as number;
      }
    };
  const scale = items / 4_294_967_296;
  return (weights) => {
    weights.fill(0);
    for (let i = 0; i < items; i += 1) {
      const pattern = patternOf[Math.floor(random() * scale)] as number;
      weights[pattern] = (weights[pattern] as number) + 1;
    }
  };
}

/** The quantile with linear interpolation between order statistics (Hyndman and Fan, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] as number;
  return below + ((sorted[Math.ceil(at)] as number) - below) * (at - Math.floor(at));
}
