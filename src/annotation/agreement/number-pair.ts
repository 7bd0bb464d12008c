import { squaredDifferences } from './disagreement.ts';

/** Running sums of two annotators' numbers on the same items. */
export class NumberPairSums {
  #items = 0;
  #equal = 0;
  #apart = 0;
  #apartSquared = 0;
  #sum = 0;
  #squares = 0;
  #origin: number | undefined;

  add(a: number, b: number): void {
    // Sums of squares about the first number keep their digits.
    const origin = (this.#origin ??= a);
    this.#items += 1;
    this.#equal += Number(a === b);
    this.#apart += Math.abs(a - b);
    this.#apartSquared += (a - b) ** 2;
    this.#sum += a + b - 2 * origin;
    this.#squares += (a - origin) ** 2 + (b - origin) ** 2;
  }

  get items(): number {
    return this.#items;
  }

  /** Share of equal numbers, mean absolute difference, and Krippendorff's α interval. */
  get figures(): Readonly<Record<string, number | null>> {
    const values = 2 * this.#items;
    const expected = squaredDifferences(values, this.#sum, this.#squares) / (values - 1);
    return {
      percent: this.#equal / this.#items,
      meanAbsoluteDifference: this.#apart / this.#items,
      'alpha:interval': expected > 0 ? 1 - (2 * this.#apartSquared) / expected : null,
    };
  }
}
