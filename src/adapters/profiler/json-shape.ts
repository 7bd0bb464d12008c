import type { ColumnProfile, JsonKey } from '#src/ports/profiler.ts';
import { type DistinctBudget, distinctBudget } from './distinct-counter.ts';
import { ValueColumn } from './value-column.ts';

const MOST_KEYS = 500;
const MOST_COLUMNS = 1_000;
const DEEPEST = 8;

/** Gathers the keys of every level and one column for each key of the records. */
export class JsonShapeCollector {
  rows = 0;
  objects = 0;
  readonly #columns = new Map<string, ValueColumn>();
  readonly #keys = new Map<string, Map<string, number>>();
  readonly #budget: DistinctBudget = distinctBudget();

  /** One record; a value that is no object is shown as a column `value`. */
  addRow(value: unknown, line: number): void {
    this.rows++;
    if (isObject(value)) {
      this.objects++;
      for (const [key, member] of Object.entries(value)) {
        this.#column(key)?.add(member, line);
        this.addKey(key, member, 1);
      }
      return;
    }
    this.#column('value')?.add(value, line);
    this.addKey('[]', value, 1);
  }

  /** Notes a key and those below it. */
  addKey(path: string, value: unknown, depth: number): void {
    let types = this.#keys.get(path);
    if (types === undefined) {
      if (this.#keys.size >= MOST_KEYS) return;
      this.#keys.set(path, (types = new Map()));
    }
    const type = typeOf(value);
    types.set(type, (types.get(type) ?? 0) + 1);
    if (depth >= DEEPEST) return;
    if (Array.isArray(value)) {
      for (const item of value) if (isObject(item)) this.#below(`${path}[]`, item, depth);
    } else if (isObject(value)) this.#below(path, value, depth);
  }

  columns(): ColumnProfile[] {
    return [...this.#columns.values()].map((column) => column.result(this.rows));
  }

  keys(): JsonKey[] {
    return [...this.#keys].map(([path, types]) => ({ path, types: Object.fromEntries(types) }));
  }

  #below(path: string, value: object, depth: number): void {
    for (const [key, member] of Object.entries(value))
      this.addKey(`${path}.${key}`, member, depth + 1);
  }

  #column(name: string): ValueColumn | undefined {
    let column = this.#columns.get(name);
    if (column === undefined && this.#columns.size < MOST_COLUMNS)
      this.#columns.set(name, (column = new ValueColumn(name, this.#budget)));
    return column;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
