/** One rating: a category or a number; null where the rater did not answer. */
export type Rating = string | number | null;

/**
 * Ratings of many items, reduced to what every chance-corrected coefficient needs: the multiset of values
 * of each item with two ratings or more. Equal multisets are stored once, so memory and time follow the
 * number of distinct answers, not of items.
 */
export class RatingPatterns {
  /** Distinct values in order of first sight; `cells` points into it. */
  readonly values: (string | number)[] = [];
  /** For each pattern the indices of its values, ascending. */
  readonly cells: (readonly number[])[] = [];
  readonly #indexOf = new Map<string | number, number>();
  readonly #patternAt = new Map<string, number>();
  #patternOf = new Uint32Array(1024);
  #items = 0;

  /** Adds one item; with fewer than two ratings it pairs with nothing and is left out. */
  add(ratings: Iterable<Rating>): void {
    const cells: number[] = [];
    for (const rating of ratings) if (rating !== null) cells.push(this.#index(rating));
    if (cells.length < 2) return;
    cells.sort((a, b) => a - b);
    const key = cells.join(',');
    let pattern = this.#patternAt.get(key);
    if (pattern === undefined) {
      pattern = this.cells.length;
      this.cells.push(cells);
      this.#patternAt.set(key, pattern);
    }
    if (this.#items === this.#patternOf.length) {
      const wider = new Uint32Array(this.#items * 2);
      wider.set(this.#patternOf);
      this.#patternOf = wider;
    }
    this.#patternOf[this.#items] = pattern;
    this.#items += 1;
  }

  /** The pattern of each item that counts. */
  get patternOf(): Uint32Array {
    return this.#patternOf.subarray(0, this.#items);
  }

  #index(value: string | number): number {
    const known = this.#indexOf.get(value);
    if (known !== undefined) return known;
    const index = this.values.length;
    this.values.push(value);
    this.#indexOf.set(value, index);
    return index;
  }
}

/** Patterns of a table of ratings: rows are items, columns raters. */
export function patternsOf(rows: Iterable<Iterable<Rating>>): RatingPatterns {
  const patterns = new RatingPatterns();
  for (const row of rows) patterns.add(row);
  return patterns;
}
