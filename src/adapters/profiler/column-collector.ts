import type { ColumnProfile, ColumnType } from '#src/ports/profiler.ts';
import {
  BOOLEAN,
  classifyValue,
  DATE,
  DATETIME,
  exactNumber,
  INTEGER,
  KINDS,
  NULL_LIKE,
  NUMBER,
  readNumber,
  TEXT,
} from './classify-value.ts';
import { DistinctCounter, type DistinctBudget } from './distinct-counter.ts';
import { SensitiveCounter } from './sensitive-value.ts';
import { StreamingHistogram } from './streaming-histogram.ts';
import { TextRange } from './text-range.ts';

const TOP_VALUES = 10;
const TYPE_OF_KIND: Readonly<Record<number, ColumnType>> = {
  [INTEGER]: 'integer',
  [NUMBER]: 'number',
  [BOOLEAN]: 'boolean',
  [DATE]: 'date',
  [DATETIME]: 'datetime',
  [TEXT]: 'string',
};

/** Longer numbers may have been read a bit off; those shown are read again. */
const QUICKLY_EXACT = 16;
const extreme = (value: number, bytes: Buffer, from: number, to: number): number =>
  to - from <= QUICKLY_EXACT ? value : exactNumber(bytes, from, to);

/** Gathers one column's facts, cell by cell, over the whole file. */
export class ColumnCollector {
  #empty = 0;
  readonly #counts = new Float64Array(KINDS);
  readonly #firstLines = new Float64Array(KINDS);
  #numbers = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;
  readonly #range = new TextRange();
  readonly #histogram = new StreamingHistogram();
  readonly #sensitive = new SensitiveCounter();
  readonly #distinct: DistinctCounter;

  constructor(budget: DistinctBudget) {
    this.#distinct = new DistinctCounter(budget);
  }

  addEmpty(cells = 1): void {
    this.#empty += cells;
  }

  /** One cell as text; its kind is what it looks like. */
  add(bytes: Buffer, from: number, to: number, line: number): void {
    if (from === to) {
      this.#empty++;
      return;
    }
    this.addKind(classifyValue(bytes, from, to), bytes, from, to, line);
  }

  /** One cell whose kind the format states (JSON, workbooks); numbers are in `readNumber`. */
  addKind(kind: number, bytes: Buffer, from: number, to: number, line: number): void {
    if (this.#counts[kind] === 0) this.#firstLines[kind] = line;
    this.#counts[kind] = (this.#counts[kind] as number) + 1;
    if (kind === NULL_LIKE) return;
    if (kind <= NUMBER) {
      const value = readNumber[0] as number;
      this.#numbers++;
      this.#sum += value;
      if (value <= this.#min) this.#min = Math.min(this.#min, extreme(value, bytes, from, to));
      if (value >= this.#max) this.#max = Math.max(this.#max, extreme(value, bytes, from, to));
      this.#histogram.add(value);
    } else this.#range.add(bytes, from, to);
    const first = bytes[from] as number;
    if (to - from >= 11 && first <= 57) this.#sensitive.add(bytes, from, to);
    this.#distinct.add(bytes, from, to);
  }

  result(name: string, sourceType?: string): ColumnProfile {
    const type = this.type();
    const values = this.#values();
    const nulls = this.#empty + (this.#counts[NULL_LIKE] as number);
    const distinct = this.#distinct.distinct();
    const top = this.#distinct.top(TOP_VALUES);
    const sensitive = this.#sensitive.verdict(values);
    const widened = this.#widened(type);
    return {
      name,
      type,
      ...(sourceType === undefined ? {} : { sourceType }),
      empty: this.#empty,
      nulls,
      distinct: Math.min(distinct.count, values),
      distinctApproximate: distinct.approximate,
      ...this.#extent(type),
      ...(top.values.length === 0
        ? {}
        : { top: top.values, ...(top.approximate ? { topApproximate: true } : {}) }),
      ...(widened === undefined ? {} : { widened }),
      ...(sensitive === undefined ? {} : { sensitive }),
    };
  }

  /** The narrowest type that fits every cell. */
  type(): ColumnType {
    const has = (kind: number): boolean => (this.#counts[kind] as number) > 0;
    const values = this.#values();
    if (values === 0) return 'empty';
    const only = (...kinds: number[]): boolean =>
      kinds.reduce((sum, kind) => sum + (this.#counts[kind] as number), 0) === values;
    if (only(INTEGER)) return 'integer';
    if (only(INTEGER, NUMBER)) return 'number';
    if (only(BOOLEAN)) return 'boolean';
    if (only(DATE)) return 'date';
    return only(DATE, DATETIME) && has(DATETIME) ? 'datetime' : 'string';
  }

  #values(): number {
    let sum = 0;
    for (let kind = INTEGER; kind < KINDS; kind++) sum += this.#counts[kind] as number;
    return sum;
  }

  #extent(type: ColumnType): Partial<ColumnProfile> {
    if (type !== 'integer' && type !== 'number') {
      if (type === 'empty') return {};
      const range = this.#numbers === 0 ? this.#range.result() : undefined;
      return range ?? {};
    }
    const histogram = this.#histogram.result();
    return {
      min: this.#min,
      max: this.#max,
      mean: this.#sum / this.#numbers,
      ...(histogram === undefined ? {} : { histogram }),
    };
  }

  /** The kind met first, where a later line made the type wider. */
  #widened(type: ColumnType): ColumnProfile['widened'] {
    let narrow = -1;
    for (let kind = INTEGER; kind < TEXT; kind++)
      if ((this.#counts[kind] as number) > 0)
        if (narrow < 0 || (this.#counts[kind] as number) > (this.#counts[narrow] as number))
          narrow = kind;
    const narrower = TYPE_OF_KIND[narrow];
    if (narrower === undefined || narrower === type) return undefined;
    // A wide majority is what the column is; a few numbers among words prevent nothing.
    if ((this.#counts[narrow] as number) * 2 < this.#values()) return undefined;
    let line = Infinity;
    for (let kind = INTEGER; kind < KINDS; kind++) {
      const fits = kind === narrow || (narrow === NUMBER && kind === INTEGER);
      if (!fits && (this.#counts[kind] as number) > 0)
        line = Math.min(line, this.#firstLines[kind] as number);
    }
    return Number.isFinite(line) ? { narrower, line } : undefined;
  }
}
