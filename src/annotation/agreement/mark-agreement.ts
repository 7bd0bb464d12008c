import type { Estimator } from './bootstrap.ts';
import { markIou, matchMarks } from './match-marks.ts';
import type { Mark } from './region-marks.ts';

/** Sums of one item's (or one pair's) comparisons of two lists of marks. */
export interface MarkSums {
  /** Marks on both sides together. */
  readonly marks: number;
  /** Pairs that are the same to the end points (IoU 1). */
  readonly exact: number;
  /** Pairs matched by overlap. */
  readonly matched: number;
  /** Sum of the IoU of the matched pairs. */
  readonly iou: number;
  /** Comparisons made, and those in which every mark of both sides found its match. */
  readonly comparisons: number;
  readonly whole: number;
}
export const NO_MARKS: MarkSums = {
  marks: 0,
  exact: 0,
  matched: 0,
  iou: 0,
  comparisons: 0,
  whole: 0,
};

/** Compares two annotators' marks of one item; `threshold` is the IoU from which marks match. */
export function compareMarks(
  a: readonly Mark[],
  b: readonly Mark[],
  threshold: number,
  exact: boolean,
): MarkSums {
  const matched = matchMarks(a, b, threshold);
  const same = exact ? identical(a, b) : 0;
  const marks = a.length + b.length;
  return {
    marks,
    exact: same,
    matched: matched.length,
    iou: matched.reduce((sum, { iou }) => sum + iou, 0),
    comparisons: 1,
    whole: Number(2 * (exact ? same : matched.length) === marks),
  };
}

/** How many marks stand on both sides with equal ends and group, each counted once. */
function identical(a: readonly Mark[], b: readonly Mark[]): number {
  const left = [...b];
  let count = 0;
  for (const mark of a) {
    const at = left.findIndex((other) => markIou(mark, other) === 1);
    if (at < 0) continue;
    left.splice(at, 1);
    count += 1;
  }
  return count;
}

export const addSums = (x: MarkSums, y: MarkSums): MarkSums => ({
  marks: x.marks + y.marks,
  exact: x.exact + y.exact,
  matched: x.matched + y.matched,
  iou: x.iou + y.iou,
  comparisons: x.comparisons + y.comparisons,
  whole: x.whole + y.whole,
});

/**
 * The figures of summed comparisons, in the order of `markMeasures`: `percent` = comparisons in which all
 * marks agree; F1 = 2 × pairs ÷ marks of both sides, micro-averaged over pairs of annotators; `meanIou`
 * of the matched pairs. NaN where there is nothing to compare.
 */
export function markFigures(sums: MarkSums, exact: boolean): number[] {
  const percent = sums.whole / sums.comparisons;
  const f1 = (2 * sums.matched) / sums.marks;
  const meanIou = sums.iou / sums.matched;
  return exact ? [percent, (2 * sums.exact) / sums.marks, f1, meanIou] : [percent, f1, meanIou];
}

/** Names of `markFigures`. For spans `relaxedF1` asks for any overlap with the same label. */
export const markMeasures = (exact: boolean): string[] =>
  exact ? ['percent', 'exactF1', 'relaxedF1', 'meanIou'] : ['percent', 'f1', 'meanIou'];

/** Estimator over items, each given by its sums. */
export function markEstimator(items: readonly MarkSums[], exact: boolean): Estimator {
  const fields = ['marks', 'exact', 'matched', 'iou', 'comparisons', 'whole'] as const;
  const width = fields.length;
  const table = new Float64Array(items.length * width);
  for (const [i, item] of items.entries())
    for (const [f, field] of fields.entries()) table[i * width + f] = item[field];
  return {
    measures: markMeasures(exact),
    patternOf: Uint32Array.from(items.keys()),
    patterns: items.length,
    estimate(weights) {
      const sums = new Float64Array(width);
      for (let i = 0; i < weights.length; i += 1) {
        const weight = weights[i] as number;
        if (weight === 0) continue;
        for (let f = 0; f < width; f += 1)
          sums[f] = (sums[f] as number) + weight * (table[i * width + f] as number);
      }
      const [marks, same, matched, iou, comparisons, whole] = sums as unknown as Six;
      return markFigures({ marks, exact: same, matched, iou, comparisons, whole }, exact);
    },
  };
}
type Six = [number, number, number, number, number, number];
