import { bestAssignment } from './best-assignment.ts';

/** One unit an annotator marked on a line (a span, a stretch of sound). */
export interface LineUnit {
  readonly start: number;
  readonly end: number;
  readonly category: string;
}

/** Weights of place and category, and the cost of leaving a unit alone (Mathet, Widlöcher, Métivier 2015). */
export interface GammaWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly deltaEmpty: number;
}
const EVEN: GammaWeights = { alpha: 1, beta: 1, deltaEmpty: 1 };

/** How unlike two units are: in place, in category, and both weighted. */
export function unitDissimilarity(
  a: LineUnit,
  b: LineUnit,
  { alpha, beta, deltaEmpty }: GammaWeights = EVEN,
): { readonly positional: number; readonly categorical: number; readonly combined: number } {
  const apart = Math.abs(a.start - b.start) + Math.abs(a.end - b.end);
  const positional = (apart / (a.end - a.start + (b.end - b.start))) ** 2 * deltaEmpty;
  const categorical = a.category === b.category ? 0 : deltaEmpty;
  return { positional, categorical, combined: alpha * positional + beta * categorical };
}

/** Units in all beyond which three or more annotators are refused: the search is exhaustive. */
const SEARCHED_UNITS = 18;

/**
 * The disorder of the best alignment: units are aligned across annotators (at most one of each), an
 * alignment costs the mean dissimilarity over pairs of annotators, `deltaEmpty` where one has no unit, and
 * the sum is taken per mean number of units. γ = 1 − this ÷ the mean disorder of chance continua. Two
 * annotators are solved as an assignment, more by exhaustive search.
 * @param annotators the units of each annotator
 * @throws RangeError with fewer than two annotators, no units, or too many units for three or more
 */
export function alignmentDisorder(
  annotators: readonly (readonly LineUnit[])[],
  weights: GammaWeights = EVEN,
): number {
  const units = annotators.reduce((sum, { length }) => sum + length, 0);
  if (annotators.length < 2 || units === 0)
    throw new RangeError('γ needs two annotators and units');
  const mean = units / annotators.length;
  const [first, second] = annotators as [readonly LineUnit[], readonly LineUnit[]];
  if (annotators.length === 2) return disorderOfTwo(first, second, weights) / mean;
  if (units > SEARCHED_UNITS) throw new RangeError('too many units for an exhaustive alignment');
  return (
    searched(
      annotators.map((list) => [...list]),
      weights,
    ) / mean
  );
}

function disorderOfTwo(
  a: readonly LineUnit[],
  b: readonly LineUnit[],
  weights: GammaWeights,
): number {
  const alone = 2 * weights.deltaEmpty;
  // What aligning two units saves against leaving both alone.
  const saved = a.map((x) =>
    b.map((y) => Math.max(0, alone - unitDissimilarity(x, y, weights).combined)),
  );
  const total = bestAssignment(saved).reduce(
    (sum, column, row) => sum + (column < 0 ? 0 : (saved[row]?.[column] as number)),
    0,
  );
  return (a.length + b.length) * weights.deltaEmpty - total;
}

/** The least cost of aligning what is left: the first unit left is aligned in every possible way. */
function searched(left: readonly (readonly LineUnit[])[], weights: GammaWeights): number {
  const from = left.findIndex(({ length }) => length > 0);
  if (from < 0) return 0;
  let best = Infinity;
  const choose = (who: number, chosen: readonly (LineUnit | null)[]): void => {
    if (who === left.length) {
      const rest = left.map((list, i) => list.filter((unit) => unit !== chosen[i]));
      best = Math.min(best, alignedCost(chosen, weights) + searched(rest, weights));
      return;
    }
    if (who < from) return choose(who + 1, [...chosen, null]);
    const list = left[who] as readonly LineUnit[];
    for (const unit of who === from ? list.slice(0, 1) : [...list, null])
      choose(who + 1, [...chosen, unit]);
  };
  choose(0, []);
  return best;
}

function alignedCost(units: readonly (LineUnit | null)[], weights: GammaWeights): number {
  let [sum, pairs] = [0, 0];
  for (const [i, a] of units.entries())
    for (const b of units.slice(i + 1)) {
      pairs += 1;
      sum += a && b ? unitDissimilarity(a, b, weights).combined : weights.deltaEmpty;
    }
  return sum / pairs;
}
