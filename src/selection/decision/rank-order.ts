/** What the order of merit is worked out from; scores as the board gives them. */
export interface Ranked {
  readonly id: string;
  /** Adjusted where the model holds, else the raw mean; null without a review. */
  readonly score: number | null;
  readonly byCriterion: Readonly<Record<string, number>>;
}

/** Scores nearer than this are equal: what is left of sums of binary fractions. */
const equal = 1e-9;

/**
 * Compares by score, then by the declared tie-breakers in their order (criteria, higher first). 0 is a tie
 * that nothing declared beforehand resolves; ids never decide.
 */
export function compareRanked(a: Ranked, b: Ranked, tieBreakers: readonly string[]): number {
  const apart = (x: number | null | undefined, y: number | null | undefined): number => {
    const difference = (y ?? Number.NEGATIVE_INFINITY) - (x ?? Number.NEGATIVE_INFINITY);
    return Number.isNaN(difference) || Math.abs(difference) <= equal ? 0 : difference;
  };
  const byScore = apart(a.score, b.score);
  if (byScore !== 0) return byScore;
  for (const key of tieBreakers) {
    const byCriterion = apart(a.byCriterion[key], b.byCriterion[key]);
    if (byCriterion !== 0) return byCriterion;
  }
  return 0;
}

export interface Suggestion {
  /** In order of merit. */
  readonly selected: readonly string[];
  /** Equal at the cut and not told apart: none of them is suggested. */
  readonly tied: readonly string[];
  /** Places left empty because of the tie. */
  readonly empty: number;
}

/** The first `places` of these; a tie at the cut that nothing declared resolves leaves places empty. */
export function suggest(
  items: readonly Ranked[],
  places: number,
  tieBreakers: readonly string[],
): Suggestion {
  const order = items
    .filter((item) => item.score !== null)
    .toSorted((a, b) => compareRanked(a, b, tieBreakers) || (a.id < b.id ? -1 : 1));
  const ids = (list: readonly Ranked[]) => list.map((item) => item.id);
  const last = order[places - 1];
  const next = order[places];
  if (places <= 0 || !last || !next || compareRanked(last, next, tieBreakers) !== 0)
    return { selected: ids(order.slice(0, Math.max(0, places))), tied: [], empty: 0 };
  const same = (item: Ranked) => compareRanked(item, last, tieBreakers) === 0;
  const selected = order.filter((item, n) => n < places && !same(item));
  return {
    selected: ids(selected),
    tied: ids(order.filter(same)),
    empty: places - selected.length,
  };
}

/** Pairs that tie while only one is selected: ids of those left out. */
export function splitTies(
  selected: readonly Ranked[],
  others: readonly Ranked[],
  tieBreakers: readonly string[],
): string[] {
  return others
    .filter((other) => selected.some((one) => compareRanked(one, other, tieBreakers) === 0))
    .map((other) => other.id);
}
