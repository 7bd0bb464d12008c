import type { ColumnProfile, ColumnType } from '#src/ports/profiler.ts';
import { ColumnCollector } from './column-collector.ts';
import {
  BOOLEAN,
  classifyValue,
  DATE,
  DATETIME,
  INTEGER,
  NUMBER,
  readNumber,
  TEXT,
} from './classify-value.ts';
import type { DistinctBudget } from './distinct-counter.ts';

/** Longest text looked at of one value; the hash covers no more. */
const LONGEST = 64 << 10;
const scratch = Buffer.alloc(LONGEST * 3);

/** One column of values that already have a type: JSON, Arrow, workbook cells. */
export class ValueColumn {
  readonly name: string;
  #seen = 0;
  #lists = 0;
  #objects = 0;
  #binaries = 0;
  readonly #collector: ColumnCollector;

  constructor(name: string, budget: DistinctBudget) {
    this.name = name;
    this.#collector = new ColumnCollector(budget);
  }

  add(value: unknown, line: number): void {
    this.#seen++;
    if (value === null || value === undefined) this.#collector.addEmpty();
    else if (typeof value === 'number') this.#addNumber(value, line);
    else if (typeof value === 'bigint') this.#put(INTEGER, String(value), Number(value), line);
    else if (typeof value === 'boolean') this.#put(BOOLEAN, String(value), 0, line);
    else if (typeof value === 'string') this.#addText(value, line);
    else this.#addObject(value as object, line);
  }

  /** `rows` is how many rows there were; those without this column count as empty. */
  result(rows: number, sourceType?: string): ColumnProfile {
    this.#collector.addEmpty(Math.max(0, rows - this.#seen));
    this.#seen = rows;
    const profile = this.#collector.result(this.name, sourceType);
    const values = rows - profile.nulls;
    const type = this.#nested(values);
    return type === undefined ? profile : { ...profile, type };
  }

  #nested(values: number): ColumnType | undefined {
    if (values === 0) return undefined;
    if (this.#lists === values) return 'list';
    if (this.#objects === values) return 'object';
    return this.#binaries === values ? 'binary' : undefined;
  }

  #addNumber(value: number, line: number): void {
    if (!Number.isFinite(value)) this.#collector.addEmpty();
    else this.#put(Number.isInteger(value) ? INTEGER : NUMBER, String(value), value, line);
  }

  /** Text stays text (a quoted number is not a number), except that it may be a date. */
  #addText(value: string, line: number): void {
    const length = scratch.write(value.slice(0, LONGEST), 0, 'utf8');
    const kind = length >= 6 && length <= 40 ? classifyValue(scratch, 0, length) : TEXT;
    this.#putBytes(kind === DATE || kind === DATETIME ? kind : TEXT, length, line);
  }

  #addObject(value: object, line: number): void {
    if (value instanceof Date) {
      const iso = Number.isNaN(value.getTime()) ? '' : value.toISOString();
      const whole = iso.endsWith('T00:00:00.000Z');
      this.#put(whole ? DATE : DATETIME, whole ? iso.slice(0, 10) : iso, 0, line);
      return;
    }
    if (value instanceof Uint8Array) {
      this.#binaries++;
      this.#put(TEXT, Buffer.from(value.subarray(0, 1024)).toString('hex'), 0, line);
      return;
    }
    if (Array.isArray(value)) this.#lists++;
    else this.#objects++;
    this.#put(TEXT, JSON.stringify(value), 0, line);
  }

  #put(kind: number, text: string, value: number, line: number): void {
    readNumber[0] = value;
    this.#putBytes(kind, scratch.write(text.slice(0, LONGEST), 0, 'utf8'), line);
  }

  #putBytes(kind: number, length: number, line: number): void {
    this.#collector.addKind(kind, scratch, 0, length, line);
  }
}
