import { bootstrap, type BootstrapOptions, type Measure } from './bootstrap.ts';
import { cohenEstimator, RatingPairTable } from './cohen-kappa.ts';
import {
  addSums,
  compareMarks,
  markEstimator,
  markFigures,
  markMeasures,
  NO_MARKS,
  type MarkSums,
} from './mark-agreement.ts';
import { ratingEstimator, type RatingMeasure } from './rating-measures.ts';
import { NumberPairSums } from './number-pair.ts';
import { RatingPatterns, type Rating } from './rating-patterns.ts';
import { readRating, type RatingKind } from './read-rating.ts';
import { marksOf, type LabelRegion, type MarkSelection } from './region-marks.ts';

/**
 * What is compared: `choices` (nominal), `ratings` (ordinal), `numbers` (interval and ratio), text `spans`,
 * `audio` regions, `boxes` (also turned ones) and `polygons`.
 */
export type AgreementKind = RatingKind | MarkSelection['kind'];

/** The answers to one task; a person stands at most once, cancelled annotations are left out by the caller. */
export interface AnsweredTask {
  readonly answers: readonly {
    readonly annotator: string;
    readonly result: readonly LabelRegion[];
  }[];
}

export interface AgreementOptions extends BootstrapOptions {
  /** Compare only this control of the label configuration. */
  readonly fromName?: string;
  /** IoU from which two boxes, polygons or audio regions are the same thing; 0.5 unless told. */
  readonly threshold?: number;
}

/** Figures of two annotators over the tasks both answered; intervals stand in `measures` only. */
export interface PairAgreement {
  readonly annotators: readonly [string, string];
  readonly items: number;
  readonly figures: Readonly<Record<string, number | null>>;
}

export interface AgreementReport {
  readonly kind: AgreementKind;
  /** Tasks seen, and those with two comparable answers or more. */
  readonly items: number;
  readonly compared: number;
  readonly annotators: number;
  /** Regions of the kind whose value could not be read; they count as absent. */
  readonly unread: number;
  readonly measures: readonly Measure[];
  /** Ordered by the names of the annotators. */
  readonly pairs: readonly PairAgreement[];
}

/** Takes tasks one by one, so a cursor can feed it; keeps a few numbers a task. */
export interface AgreementRun {
  add(task: AnsweredTask): void;
  /** @throws RangeError when `numbers` holds something no metric can read */
  report(): AgreementReport;
}

/**
 * Agreement of all tasks with bootstrap intervals (items resampled; B, level and seed in the options).
 * - `choices`: percent, Fleiss κ, Krippendorff α nominal; with exactly two annotators also Cohen κ, Gwet AC1
 * - `ratings`: percent, α ordinal, α nominal · `numbers`: percent, α interval, α ratio (null below zero)
 * - `spans`: percent identical, exact F1, relaxed F1 (any overlap, same label), mean IoU
 * - `audio`, `boxes`, `polygons`: percent fully matched, F1 and mean IoU of the optimal matching
 */
export function agreementOf(
  kind: AgreementKind,
  tasks: Iterable<AnsweredTask>,
  options: AgreementOptions = {},
): AgreementReport {
  const run = startAgreement(kind, options);
  for (const task of tasks) run.add(task);
  return run.report();
}

/** The same as `agreementOf`, fed task by task. */
export function startAgreement(kind: AgreementKind, options: AgreementOptions = {}): AgreementRun {
  return kind === 'choices' || kind === 'ratings' || kind === 'numbers'
    ? ratingRun(kind, options)
    : markRun(kind, options);
}

/** One value for each unordered pair of annotators. */
class PairMap<T> {
  readonly #values = new Map<string, Map<string, T>>();
  update(a: string, b: string, next: (value: T | undefined) => T): void {
    let row = this.#values.get(a);
    if (!row) this.#values.set(a, (row = new Map<string, T>()));
    row.set(b, next(row.get(b)));
  }
  *entries(): Iterable<readonly [readonly [string, string], T]> {
    for (const a of [...this.#values.keys()].toSorted()) {
      const row = this.#values.get(a) as Map<string, T>;
      for (const b of [...row.keys()].toSorted()) yield [[a, b], row.get(b) as T];
    }
  }
}

const measuresOf: Readonly<Record<RatingKind, readonly RatingMeasure[]>> = {
  choices: ['percent', 'fleissKappa', 'alpha:nominal'],
  ratings: ['percent', 'alpha:ordinal', 'alpha:nominal'],
  numbers: ['percent', 'alpha:interval', 'alpha:ratio'],
};

/** What is kept of two annotators: a table of categories, or sums of numbers. */
type RatingPair = RatingPairTable | NumberPairSums;

function ratingRun(kind: RatingKind, options: AgreementOptions): AgreementRun {
  const patterns = new RatingPatterns();
  const perPair = new PairMap<RatingPair>();
  const annotators = new Set<string>();
  let items = 0;
  return {
    add({ answers }) {
      items += 1;
      const given = answers
        .map(({ annotator, result }) => ({
          annotator,
          rating: readRating(result, kind, options.fromName),
        }))
        .filter(({ rating }) => rating !== null)
        .toSorted((a, b) => (a.annotator < b.annotator ? -1 : 1));
      for (const { annotator } of given) annotators.add(annotator);
      patterns.add(given.map(({ rating }) => rating));
      for (const [i, a] of given.entries())
        for (const b of given.slice(i + 1))
          perPair.update(a.annotator, b.annotator, (held) =>
            withRatings(held ?? newPair(kind), a.rating, b.rating),
          );
    },
    report() {
      const negative = patterns.values.some((value) => (value as number) < 0);
      const wanted = measuresOf[kind].filter((m) => !(m === 'alpha:ratio' && negative));
      const pairs = [...perPair.entries()];
      const only = annotators.size === 2 ? pairs[0]?.[1] : undefined;
      return {
        kind,
        items,
        compared: patterns.patternOf.length,
        annotators: annotators.size,
        unread: 0,
        measures: [
          ...bootstrap(ratingEstimator(patterns, wanted), options),
          ...(only instanceof RatingPairTable
            ? bootstrap(cohenEstimator(only), options).filter(({ name }) => name !== 'percent')
            : []),
        ],
        pairs: pairs.map(([names, pair]) => pairOfRatings(names, pair)),
      };
    },
  };
}

const newPair = (kind: RatingKind): RatingPair =>
  kind === 'numbers' ? new NumberPairSums() : new RatingPairTable();

function withRatings(pair: RatingPair, a: Rating, b: Rating): RatingPair {
  if (pair instanceof RatingPairTable) pair.add(a, b);
  else pair.add(a as number, b as number);
  return pair;
}

function pairOfRatings(annotators: readonly [string, string], pair: RatingPair): PairAgreement {
  if (pair instanceof NumberPairSums)
    return { annotators, items: pair.items, figures: pair.figures };
  const estimator = cohenEstimator(pair);
  const figures = bootstrap(estimator, { replicates: 0 });
  return {
    annotators,
    items: estimator.patternOf.length,
    figures: Object.fromEntries(figures.map(({ name, value }) => [name, value])),
  };
}

function markRun(kind: MarkSelection['kind'], options: AgreementOptions): AgreementRun {
  const exact = kind === 'spans';
  const threshold = exact ? 0 : (options.threshold ?? 0.5);
  const selection: MarkSelection =
    options.fromName === undefined ? { kind } : { kind, fromName: options.fromName };
  const perItem: MarkSums[] = [];
  const perPair = new PairMap<MarkSums>();
  const annotators = new Set<string>();
  let [items, unread] = [0, 0];
  return {
    add({ answers }) {
      items += 1;
      const given = answers
        .map(({ annotator, result }) => ({ annotator, ...marksOf(result, selection) }))
        .toSorted((a, b) => (a.annotator < b.annotator ? -1 : 1));
      let sums = NO_MARKS;
      for (const [i, a] of given.entries()) {
        annotators.add(a.annotator);
        unread += a.unread;
        for (const b of given.slice(i + 1)) {
          const compared = compareMarks(a.marks, b.marks, threshold, exact);
          sums = addSums(sums, compared);
          perPair.update(a.annotator, b.annotator, (held = NO_MARKS) => addSums(held, compared));
        }
      }
      if (sums.comparisons > 0) perItem.push(sums);
    },
    report() {
      const names = markMeasures(exact);
      return {
        kind,
        items,
        compared: perItem.length,
        annotators: annotators.size,
        unread,
        measures: bootstrap(markEstimator(perItem, exact), options),
        pairs: [...perPair.entries()].map(([pair, sums]) => ({
          annotators: pair,
          items: sums.comparisons,
          figures: Object.fromEntries(
            markFigures(sums, exact).map((figure, i) => [
              names[i] as string,
              Number.isFinite(figure) ? figure : null,
            ]),
          ),
        })),
      };
    },
  };
}
