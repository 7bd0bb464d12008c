import { seededRandom } from '#src/kernel/seeded-random.ts';
import { additiveSolver, isConnected, itemGroups, type Mark } from './additive-model.ts';

/** Best and worst rank, both counted. */
export type RankInterval = readonly [best: number, worst: number];

export interface RankedItem {
  /** Mean of the points as given; null without a review. */
  readonly raw: number | null;
  /** Points with the reviewers' severity taken out; null where the model is refused. */
  readonly adjusted: number | null;
  /** 1 is best; equal points share the better rank. Null without a review. */
  readonly rank: number | null;
  readonly leaveOneOut: RankInterval | null;
  readonly bootstrap: RankInterval | null;
  /** The reviewer without whom an item above the line would or could fall below it. */
  readonly hangsOn: number | null;
}

export interface Ranking {
  readonly items: readonly RankedItem[];
  /** Every scored item is tied to every other by common reviewers, so that the model has an answer. */
  readonly connected: boolean;
  /** Points above (+) or below (-) the average reviewer; null where refused or without a review. */
  readonly severity: readonly (number | null)[];
}

export interface RankOptions {
  /** Items above the line; without it nothing hangs on a reviewer. */
  readonly places?: number | undefined;
  readonly resamplings?: number;
  readonly seed?: number;
}

/** Points closer than this are equal: what is left of rounding in the solver. */
const equal = 1e-7;

/**
 * Ranks `items` (numbered from 0) by the additive model, or by raw means where reviewers do not hang
 * together. Intervals: leave one reviewer out (an item that then has no review or cannot be compared may
 * take any rank left open); and the middle 95 % of a residual bootstrap, residuals widened by
 * √(n / degrees of freedom) (Efron and Tibshirani 1993, §9.4), seeded: the same marks give the same answer.
 */
export function rankItems(
  marks: readonly Mark[],
  items: number,
  reviewers: number,
  options: RankOptions = {},
): Ranking {
  const { kept, itemAt, reviewerAt } = compact(marks, items, reviewers);
  const none = { raw: null, adjusted: null, rank: null, leaveOneOut: null, bootstrap: null };
  if (kept.length === 0)
    return {
      items: Array.from({ length: items }, () => ({ ...none, hangsOn: null })),
      connected: false,
      severity: Array.from({ length: reviewers }, () => null),
    };
  const [n, m] = [itemAt.length, reviewerAt.length];
  const model = modelOf(kept, n, m);
  const points = Float64Array.from(kept, (mark) => mark.points);
  const fit = model.fit(points);
  const ranks = ranksOf(fit.items);
  const raw = means(kept, n, points);
  const shaken = bootstrap(kept, model, fit, options.resamplings ?? 1000, options.seed ?? 1);
  const without = leaveOneOut(kept, n, m, ranks, options.places);
  const severity: (number | null)[] = Array.from({ length: reviewers }, () => null);
  if (fit.reviewers)
    for (const [k, reviewer] of reviewerAt.entries())
      severity[reviewer] = fit.reviewers[k] as number;
  const place = new Map(itemAt.map((item, k) => [item, k]));
  const ranked = Array.from({ length: items }, (_, item): RankedItem => {
    const k = place.get(item);
    if (k === undefined) return { ...none, hangsOn: null };
    const hangs = without.hangsOn[k] as number;
    return {
      raw: raw[k] as number,
      adjusted: fit.reviewers ? (fit.items[k] as number) : null,
      rank: ranks[k] as number,
      leaveOneOut: without.intervals[k] as RankInterval,
      bootstrap: shaken[k] as RankInterval,
      hangsOn: hangs < 0 ? null : (reviewerAt[hangs] as number),
    };
  });
  return { items: ranked, connected: fit.reviewers !== undefined, severity };
}

/** Marks over items and reviewers that have any, numbered without gaps. */
function compact(marks: readonly Mark[], items: number, reviewers: number) {
  const used = (of: number, key: 'item' | 'reviewer') => {
    const seen = new Set(marks.map((mark) => mark[key]));
    return Array.from({ length: of }, (_, i) => i).filter((i) => seen.has(i));
  };
  const [itemAt, reviewerAt] = [used(items, 'item'), used(reviewers, 'reviewer')];
  const itemNo = new Map(itemAt.map((item, k) => [item, k]));
  const reviewerNo = new Map(reviewerAt.map((reviewer, k) => [reviewer, k]));
  const kept = marks.map(({ item, reviewer, points }) => ({
    item: itemNo.get(item) as number,
    reviewer: reviewerNo.get(reviewer) as number,
    points,
  }));
  return { kept, itemAt, reviewerAt };
}

interface Fit {
  readonly items: Float64Array;
  /** Absent where the model is refused. */
  readonly reviewers?: Float64Array;
  readonly residuals: Float64Array;
}
interface Model {
  fit(points: Float64Array): Fit;
  /** Points the model takes from the data. */
  readonly parameters: number;
}

/** The additive model where it has an answer, else the mean of each item. */
function modelOf(marks: readonly Mark[], items: number, reviewers: number): Model {
  if (isConnected(marks, items, reviewers))
    return {
      fit: additiveSolver(marks, items, reviewers).fit,
      parameters: items + reviewers - 1,
    };
  return {
    parameters: items,
    fit: (points) => {
      const found = means(marks, items, points);
      const residuals = points.map((p, n) => p - (found[(marks[n] as Mark).item] as number));
      return { items: found, residuals };
    },
  };
}

function means(marks: readonly Mark[], items: number, points: Float64Array): Float64Array {
  const [sum, count] = [new Float64Array(items), new Float64Array(items)];
  for (const [n, { item }] of marks.entries()) {
    sum[item] = (sum[item] as number) + (points[n] as number);
    count[item] = (count[item] as number) + 1;
  }
  return sum.map((s, i) => s / (count[i] as number));
}

/** 1 for the most points; equal points share the better rank. */
function ranksOf(points: Float64Array): Int32Array {
  const order = Array.from(points.keys()).toSorted(
    (a, b) => (points[b] as number) - (points[a] as number),
  );
  const ranks = new Int32Array(points.length);
  for (const [at, item] of order.entries()) {
    const before = order[at - 1];
    const tied =
      before !== undefined && (points[before] as number) - (points[item] as number) < equal;
    ranks[item] = tied ? (ranks[before] as number) : at + 1;
  }
  return ranks;
}

function bootstrap(
  marks: readonly Mark[],
  model: Model,
  fit: Fit,
  times: number,
  seed: number,
): RankInterval[] {
  const n = fit.items.length;
  const random = seededRandom(seed);
  const freedom = marks.length - model.parameters;
  const widen = freedom > 0 ? Math.sqrt(marks.length / freedom) : 0;
  const fitted = Float64Array.from(marks, (mark, k) => mark.points - (fit.residuals[k] as number));
  const counts = Array.from({ length: n }, () => new Int32Array(n + 1));
  const points = new Float64Array(marks.length);
  for (let t = 0; t < times; t += 1) {
    for (let k = 0; k < marks.length; k += 1)
      points[k] =
        (fitted[k] as number) + widen * (fit.residuals[random() % marks.length] as number);
    const ranks = ranksOf(model.fit(points).items);
    for (const [item, rank] of ranks.entries()) {
      const own = counts[item] as Int32Array;
      own[rank] = (own[rank] as number) + 1;
    }
  }
  return counts.map((own) => [quantile(own, 0.025 * times), quantile(own, 0.975 * times)]);
}

/** The first rank at which `share` of the resamplings are reached. */
function quantile(counts: Int32Array, share: number): number {
  let sum = 0;
  for (const [rank, count] of counts.entries()) {
    sum += count;
    if (sum >= Math.max(1, share)) return rank;
  }
  return counts.length - 1;
}

/** Ranks when each reviewer in turn is left out, and on whom an item above the line hangs. */
function leaveOneOut(
  marks: readonly Mark[],
  n: number,
  m: number,
  ranks: Int32Array,
  places: number | undefined,
): { readonly intervals: RankInterval[]; readonly hangsOn: Int32Array } {
  const best = Int32Array.from(ranks);
  const worst = Int32Array.from(ranks);
  const hangsOn = new Int32Array(n).fill(-1);
  for (let out = 0; out < m; out += 1) {
    const rest = marks.filter((mark) => mark.reviewer !== out);
    const spans = spansWithout(rest, n, m);
    for (let item = 0; item < n; item += 1) {
      const [low, high] = spans[item] as RankInterval;
      best[item] = Math.min(best[item] as number, low);
      worst[item] = Math.max(worst[item] as number, high);
      if (places === undefined || (hangsOn[item] as number) >= 0) continue;
      if ((ranks[item] as number) <= places && high > places) hangsOn[item] = out;
    }
  }
  const intervals = Array.from(best, (low, item): RankInterval => [low, worst[item] as number]);
  return { intervals, hangsOn };
}

/** Each item's possible ranks under the marks that are left. */
function spansWithout(rest: readonly Mark[], n: number, m: number): RankInterval[] {
  const { kept, itemAt, reviewerAt } = compact(rest, n, m);
  const any: RankInterval = [1, n];
  const spans: RankInterval[] = Array.from({ length: n }, () => any);
  if (kept.length === 0) return spans;
  const group = itemGroups(kept, itemAt.length, reviewerAt.length);
  const members = Map.groupBy(itemAt.keys(), (k) => group[k] as number);
  for (const own of members.values()) {
    const chosen = new Set(own);
    const part = compact(
      kept.filter((mark) => chosen.has(mark.item)),
      itemAt.length,
      reviewerAt.length,
    );
    const model = modelOf(part.kept, part.itemAt.length, part.reviewerAt.length);
    const ranks = ranksOf(model.fit(Float64Array.from(part.kept, (k) => k.points)).items);
    // Items outside the group may stand anywhere among these.
    for (const [k, at] of part.itemAt.entries()) {
      const rank = ranks[k] as number;
      spans[itemAt[at] as number] = [rank, rank + n - own.length];
    }
  }
  return spans;
}
