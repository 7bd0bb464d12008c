import {
  dawidSkene,
  fitWorkers,
  posteriorOf,
  type DawidSkeneModel,
  type DawidSkeneOptions,
} from './dawid-skene.ts';
import { voteTable, type Vote, type VoteTable } from './votes.ts';

export interface CollusionOptions extends DawidSkeneOptions {
  /** The vendor of each worker; only pairs of different vendors are looked at. */
  readonly vendorOf: (worker: string) => string;
  /** Pairs with fewer common items that others (or gold) also judge are left out; 20 unless told. */
  readonly minimumShared?: number;
  /** Chance of any false alarm in one run, shared out over the pairs (Bonferroni); 0.05 unless told. */
  readonly level?: number;
}

export interface PairSuspicion {
  readonly workers: readonly [string, string];
  readonly shared: number;
  /** Items on which both gave the same answer and it is not what the others point to. */
  readonly identicalErrors: number;
  /** How many of them the model expects of two independent people with these error habits. */
  readonly expected: number;
  /** The share of common items copied that explains the answers best; 0 when independence does. */
  readonly copied: number;
  /** Chance of such answers, or more telling ones, between independent people. */
  readonly chance: number;
  readonly suspected: boolean;
}

/**
 * Pairs of workers of different vendors who make the same errors more often than independent work explains.
 *
 * Dawid–Skene is fitted to all votes. For each pair the truth of a common item is judged by everybody else
 * (or gold), so a pair cannot vouch for itself. Independent workers give the answers (l, m) with chance
 * Σ_c q(c) A(l|c) B(m|c); a copier gives (l, l) with chance Σ_c q(c) A(l|c). The likelihood ratio of the
 * best mixture of the two against independence weighs every identical error by how unlikely it is, and is
 * read as half a χ² with one degree of freedom (the share copied lies on the edge 0). Where hard items raise
 * the ratio of everybody, it is scaled down by its upper quartile over all pairs, if there are twelve or
 * more (genomic control, Devlin and Roeder 1999). An alarm is a reason to look, not a proof.
 */
export function findCollusion(votes: Iterable<Vote>, options: CollusionOptions): PairSuspicion[] {
  const table = voteTable(votes, options.gold?.values());
  const fitted = dawidSkene(table, options);
  // One vote of doubt a cell: somebody never seen to make an error can still make it.
  const habits = fitWorkers(table, fitted.posteriors, {
    model: options.model ?? 'confusion',
    smoothing: 1,
  });
  const judge = { ...fitted, ...habits };
  const pairs = [...crossVendorPairs(table, options)].map(({ a, b, items }) =>
    comparePair(table, a, b, items, judge, options.gold),
  );
  const inflation = inflationOf(pairs.map(({ score }) => score));
  return pairs
    .map(({ a, b, score, ...pair }): PairSuspicion => {
      const chance = halfChiSquareTail(score / inflation);
      return {
        ...pair,
        workers: [table.workers[a] as string, table.workers[b] as string],
        chance,
        suspected: chance * pairs.length <= (options.level ?? 0.05),
      };
    })
    .toSorted((x, y) => x.chance - y.chance);
}

interface CommonItems {
  readonly a: number;
  readonly b: number;
  readonly items: number[];
}

/** Pairs with enough common items that somebody else answered too, or whose truth is known. */
function* crossVendorPairs(table: VoteTable, options: CollusionOptions): Iterable<CommonItems> {
  const vendors = table.workers.map((worker) => options.vendorOf(worker));
  const common = new Map<number, CommonItems>();
  for (const [i, votes] of table.byItem.entries()) {
    if (votes.length < 3 && !options.gold?.has(table.items[i] as string)) continue;
    const workers = votes.map(({ worker }) => worker).toSorted((x, y) => x - y);
    for (const [n, a] of workers.entries())
      for (const b of workers.slice(n + 1)) {
        if (vendors[a] === vendors[b]) continue;
        const key = a * table.workers.length + b;
        const pair = common.get(key) ?? { a, b, items: [] };
        pair.items.push(i);
        common.set(key, pair);
      }
  }
  for (const pair of common.values())
    if (pair.items.length >= (options.minimumShared ?? 20)) yield pair;
}

interface ComparedPair extends Pick<
  PairSuspicion,
  'shared' | 'identicalErrors' | 'expected' | 'copied'
> {
  readonly a: number;
  readonly b: number;
  /** Twice the logarithm of the likelihood ratio. */
  readonly score: number;
}

function comparePair(
  table: VoteTable,
  a: number,
  b: number,
  items: readonly number[],
  model: DawidSkeneModel,
  gold: ReadonlyMap<string, string> | undefined,
): ComparedPair {
  const k = table.labels.length;
  const [habitsA, habitsB] = [model.confusion[a], model.confusion[b]] as [
    Float64Array,
    Float64Array,
  ];
  let [identicalErrors, expected] = [0, 0];
  const ratios = items.map((i) => {
    const votes = table.byItem[i] as VoteTable['byItem'][number];
    const answer = (who: number) => votes.find(({ worker }) => worker === who)?.label as number;
    const others = votes.filter(({ worker }) => worker !== a && worker !== b);
    const truth = gold?.has(table.items[i] as string)
      ? (model.posteriors[i] as Float64Array)
      : posteriorOf(others, model);
    const likely = truth.indexOf(Math.max(...truth));
    const [l, m] = [answer(a), answer(b)];
    if (l === m && l !== likely) identicalErrors += 1;
    const chanceOf = (label: number): number =>
      truth.reduce(
        (sum, q, c) =>
          sum + q * (habitsA[c * k + label] as number) * (habitsB[c * k + label] as number),
        0,
      );
    for (let label = 0; label < k; label += 1) if (label !== likely) expected += chanceOf(label);
    // Either may be the one who copies: the answer copied is taken as the average of both habits.
    const copied = truth.reduce(
      (sum, q, c) =>
        sum + (q * ((habitsA[c * k + l] as number) + (habitsB[c * k + l] as number))) / 2,
      0,
    );
    return l === m ? copied / chanceOf(l) : 0;
  });
  const best = bestShare(ratios);
  return {
    a,
    b,
    shared: items.length,
    identicalErrors,
    expected,
    copied: best.share,
    score: best.score,
  };
}

/** The share s in [0, 1) with the greatest Σ log(1 − s + s·ratio), which is concave in s. */
function bestShare(ratios: readonly number[]): { readonly share: number; readonly score: number } {
  const slope = (s: number): number =>
    ratios.reduce((sum, ratio) => sum + (ratio - 1) / (1 - s + s * ratio), 0);
  if (slope(0) <= 0) return { share: 0, score: 0 };
  let [low, high] = [0, 1 - 1e-9];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  const logRatio = ratios.reduce((sum, ratio) => sum + Math.log(1 - low + low * ratio), 0);
  return { share: low, score: 2 * logRatio };
}

/** Fewer pairs than this say nothing about how all pairs score. */
const PAIRS_FOR_INFLATION = 12;

/**
 * By how much the scores of all pairs exceed the law, at least 1: their upper quartile over that of half a
 * χ²₁ (0.455; half of honest pairs score 0).
 */
function inflationOf(scores: readonly number[]): number {
  if (scores.length < PAIRS_FOR_INFLATION) return 1;
  const sorted = scores.toSorted((x, y) => x - y);
  return Math.max(1, (sorted[Math.floor(sorted.length * 0.75)] ?? 0) / 0.4549);
}

/** P(X ≥ score) where X is 0 or χ²₁, each with chance one half: half of erfc(√(score / 2)). */
function halfChiSquareTail(score: number): number {
  if (score <= 0) return 1;
  return erfc(Math.sqrt(score / 2)) / 2;
}

/** The complementary error function for x ≥ 0, to 1.2e−7 of its value (Numerical Recipes, §6.2). */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2);
  const series = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ].reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return t * Math.exp(-x * x + series);
}
