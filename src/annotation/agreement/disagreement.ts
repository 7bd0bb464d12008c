/** How far apart two values are, by the scale they are on (Krippendorff 2004, ch. 11). */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** δ² of the ratio scale: ((a − b) / (a + b))², 0 for two zeros. Values are not negative. */
export const ratioDistance = (a: number, b: number): number =>
  a === b ? 0 : ((a - b) / (a + b)) ** 2;

/** Σ over ordered pairs (i ≠ j) of (x_i − x_j)², from the count, the sum and the sum of squares. */
export const squaredDifferences = (count: number, sum: number, squares: number): number =>
  2 * (count * squares - sum * sum);

/** Up to here every pair of distinct values is visited; above, the integral below is as exact and linear. */
const PAIRWISE_LIMIT = 2048;

/**
 * Σ over ordered pairs of values of the ratio distance, value i occurring `counts[i]` times.
 *
 * For many distinct values the double sum is split by 4ab/(a+b)² = 4ab ∫₀^∞ t·e^{−(a+b)t} dt, which
 * separates a from b; with t = e^s the trapezoid rule of step 0.3 is exact to about 1e−14.
 */
export function ratioDisagreement(values: Float64Array, counts: Float64Array): number {
  return values.length <= PAIRWISE_LIMIT
    ? ratioPairwise(values, counts)
    : ratioIntegral(values, counts);
}

function ratioPairwise(values: Float64Array, counts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    const count = counts[i] as number;
    if (count === 0) continue;
    const value = values[i] as number;
    let row = 0;
    for (let j = 0; j < i; j += 1)
      row += (counts[j] as number) * ratioDistance(value, values[j] as number);
    sum += count * row;
  }
  return 2 * sum;
}

function ratioIntegral(values: Float64Array, counts: Float64Array): number {
  let total = 0;
  let zeros = 0;
  let smallest = Infinity;
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) {
    const count = counts[i] as number;
    const value = values[i] as number;
    if (count === 0) continue;
    total += count;
    if (value === 0) zeros += count;
    else {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
  }
  if (largest === 0) return 0;
  const step = 0.3;
  const from = -17 - Math.log(largest);
  const to = Math.log(20 / smallest);
  let product = 0;
  for (let s = from; s <= to; s += step) {
    const t = Math.exp(s);
    let inner = 0;
    for (let i = 0; i < values.length; i += 1)
      inner += (counts[i] as number) * (values[i] as number) * Math.exp(-(values[i] as number) * t);
    product += t * t * inner * inner;
  }
  return total * total - zeros * zeros - 4 * step * product;
}
