import type { ColumnProfile, FileStatement, RaggedRows } from '#src/ports/profiler.ts';
import { ColumnCollector } from './column-collector.ts';
import { CsvScanner, type Fields } from './csv-scanner.ts';
import { distinctBudget } from './distinct-counter.ts';
import { scanText } from './scan-text.ts';
import { openText, type TextFormat } from './text-source.ts';

/** Columns analysed; a wider file is cut there and says so. */
export const MOST_COLUMNS = 5_000;
const RAGGED_SHOWN = 20;

export interface CollectOptions {
  readonly text: TextFormat;
  readonly delimiter: string;
  readonly header: boolean;
  /** Only columns `index`, `index + of`, … are collected; the structure always is. */
  readonly stripe: { readonly index: number; readonly of: number };
}

export interface CollectedCsv {
  readonly rows: number;
  readonly columnCount: number;
  readonly names: readonly string[];
  /** Those of the stripe. */
  readonly columns: readonly ColumnProfile[];
  readonly blankLines: number;
  readonly nulBytes: number;
  readonly ragged: RaggedRows;
  readonly unclosedQuoteLine?: number;
  readonly broken?: FileStatement;
}

/** Reads a whole delimited text and gathers its structure and a stripe of its columns. */
export async function collectCsv(
  options: CollectOptions,
  onConsumed: (bytes: number) => void = () => undefined,
): Promise<CollectedCsv> {
  const sink = new StripeSink(options);
  const scanner = new CsvScanner(options.delimiter, sink);
  const source = await openText(options.text);
  try {
    const broken = await scanText(source, scanner, () => onConsumed(source.consumed()));
    return {
      ...sink.result(),
      blankLines: scanner.blankLines,
      nulBytes: scanner.nulBytes,
      ...(scanner.unclosedQuoteLine === undefined
        ? {}
        : { unclosedQuoteLine: scanner.unclosedQuoteLine }),
      ...(broken === undefined ? {} : { broken: broken.statement }),
    };
  } finally {
    await source.close();
  }
}

class StripeSink {
  readonly #header: boolean;
  readonly #index: number;
  readonly #of: number;
  readonly #collectors: ColumnCollector[] = [];
  readonly #widths = new Map<number, number>();
  readonly #first: { line: number; found: number }[] = [];
  #names: string[] | undefined;
  #width = 0;
  #rows = 0;
  #raggedTotal = 0;

  constructor(options: CollectOptions) {
    this.#header = options.header;
    this.#index = options.stripe.index;
    this.#of = options.stripe.of;
  }

  record(fields: Fields, count: number, line: number): void {
    if (this.#names === undefined) {
      this.#begin(fields, count);
      if (this.#header) return;
    }
    this.#rows++;
    if (count !== this.#width) this.#ragged(count, line);
    const collectors = this.#collectors;
    const { bytes, starts, ends } = fields;
    let column = this.#index;
    for (let i = 0; i < collectors.length; i++) {
      const collector = collectors[i] as ColumnCollector;
      if (column < count)
        collector.add(bytes, starts[column] as number, ends[column] as number, line);
      else collector.addEmpty();
      column += this.#of;
    }
  }

  result(): Omit<CollectedCsv, 'blankLines' | 'nulBytes'> {
    const names = this.#names ?? [];
    return {
      rows: this.#rows,
      columnCount: this.#width,
      names,
      columns: this.#collectors.map((collector, i) =>
        collector.result(names[this.#index + i * this.#of] as string),
      ),
      ragged: {
        total: this.#raggedTotal,
        expected: this.#width,
        widths: Object.fromEntries([...this.#widths].toSorted((a, b) => a[0] - b[0])),
        first: this.#first,
      },
    };
  }

  #begin(fields: Fields, count: number): void {
    this.#width = count;
    const shown = Math.min(count, MOST_COLUMNS);
    this.#names = Array.from({ length: shown }, (_, i) =>
      this.#header
        ? fields.bytes.toString('utf8', fields.starts[i], fields.ends[i]).slice(0, 500)
        : `column${i + 1}`,
    );
    const budget = distinctBudget();
    for (let column = this.#index; column < shown; column += this.#of)
      this.#collectors.push(new ColumnCollector(budget));
  }

  #ragged(found: number, line: number): void {
    this.#raggedTotal++;
    if (this.#widths.has(found) || this.#widths.size < 100)
      this.#widths.set(found, (this.#widths.get(found) ?? 0) + 1);
    if (this.#first.length < RAGGED_SHOWN) this.#first.push({ line, found });
  }
}
