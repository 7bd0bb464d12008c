/** What a person's gold items have shown so far. */
export interface GoldRecord {
  readonly graded: number;
  /** Sum of the scores, each 0 to 1. */
  readonly score: number;
}

/**
 * How many of 10,000 items are gold items for this person: twice the package's rate while fewer than ten
 * are graded or the mean score is below 0.8, half of it from twenty on at 0.95, at most half of all.
 */
export function goldRate(baseBp: number, { graded, score }: GoldRecord): number {
  const mean = graded === 0 ? 0 : score / graded;
  if (graded < 10 || mean < 0.8) return Math.min(5_000, baseBp * 2);
  return graded >= 20 && mean >= 0.95 ? Math.ceil(baseBp / 2) : baseBp;
}
