import type { Criterion, Scores } from '../tables.ts';

/** Criteria without a score, or with one outside the range; `partial` allows gaps. */
export function scoreFaults(
  rubric: readonly Criterion[],
  scores: Scores,
  partial: boolean,
): { readonly key: string; readonly min: number; readonly max: number }[] {
  const faults = rubric.filter(({ key, min, max }) => {
    const score = Object.hasOwn(scores, key) ? scores[key] : undefined;
    return score === undefined ? !partial : !(score >= min && score <= max);
  });
  return faults.map(({ key, min, max }) => ({ key, min, max }));
}

/** Points from 0 to 100: each score as a share of its range, by the weights of the rubric. */
export function totalOf(rubric: readonly Criterion[], scores: Scores): number {
  let [sum, weights] = [0, 0];
  for (const { key, weight, min, max } of rubric) {
    sum += weight * (((scores[key] as number) - min) / (max - min));
    weights += weight;
  }
  // Nine decimals: sums of shares end in rounding, and equal reviews must be equal.
  return Math.min(100, Math.max(0, Math.round((1e11 * sum) / weights) / 1e9));
}
