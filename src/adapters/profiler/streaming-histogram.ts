import type { Histogram } from '#src/ports/profiler.ts';

const BINS = 64;
/** Bins shown: neighbours of the streaming bins are joined down to at most this many. */
const SHOWN = 32;

/**
 * Exact counts in equal bins without knowing the range beforehand: when a value lies outside, the
 * bin width doubles and pairs of bins are joined until it fits.
 */
export class StreamingHistogram {
  #from = 0;
  #width = 0;
  #inverse = 0;
  #first: number | undefined;
  #firstCount = 0;
  readonly #counts = new Float64Array(BINS);

  add(value: number): void {
    if (this.#width !== 0) {
      const bin = Math.floor((value - this.#from) * this.#inverse);
      if (bin >= 0 && bin < BINS) {
        this.#counts[bin] = (this.#counts[bin] as number) + 1;
        return;
      }
      this.#stretchTo(value);
      this.#counts[this.#bin(value)]! += 1;
    } else this.#begin(value);
  }

  /** Bins from the lowest to the highest filled one; undefined before any value. */
  result(): Histogram | undefined {
    if (this.#first === undefined) return undefined;
    if (this.#width === 0)
      return { from: this.#first, to: this.#first, counts: [this.#firstCount] };
    let low = 0;
    let high = BINS - 1;
    while (this.#counts[low] === 0) low++;
    while (this.#counts[high] === 0) high--;
    const step = Math.ceil((high - low + 1) / SHOWN);
    const counts: number[] = [];
    for (let at = low; at <= high; at += step) {
      let sum = 0;
      for (let i = at; i < at + step && i < BINS; i++) sum += this.#counts[i] as number;
      counts.push(sum);
    }
    const from = this.#from + low * this.#width;
    return { from, to: from + counts.length * step * this.#width, counts };
  }

  #begin(value: number): void {
    this.#first ??= value;
    if (value === this.#first) {
      this.#firstCount++;
      return;
    }
    const first = this.#first;
    // Powers of two keep bin limits readable and joining exact.
    const span = Math.abs(value - first);
    this.#width = 2 ** Math.ceil(Math.log2(span / (BINS / 4)));
    if (!(this.#width > 0) || !Number.isFinite(this.#width)) {
      this.#width = 0;
      return;
    }
    this.#inverse = 1 / this.#width;
    const middle = (Math.min(first, value) + span / 2) / this.#width;
    this.#from = (Math.floor(middle) - BINS / 2) * this.#width;
    this.#counts[this.#bin(first)]! += this.#firstCount;
    this.#counts[this.#bin(value)]! += 1;
  }

  #bin(value: number): number {
    return Math.min(BINS - 1, Math.max(0, Math.floor((value - this.#from) * this.#inverse)));
  }

  #stretchTo(value: number): void {
    while (value < this.#from || value >= this.#from + BINS * this.#width) {
      const width = this.#width * 2;
      if (!Number.isFinite(width * BINS)) return;
      const counts = this.#counts;
      const below = value < this.#from;
      const joined = new Float64Array(BINS);
      const base = below ? this.#from - BINS * this.#width : this.#from;
      const shift = below ? BINS / 2 : 0;
      for (let i = 0; i < BINS; i++) joined[shift + (i >> 1)]! += counts[i] as number;
      counts.set(joined);
      this.#from = base;
      this.#width = width;
      this.#inverse = 1 / width;
    }
  }
}
