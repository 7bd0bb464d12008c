import { CsvScanner } from './csv-scanner.ts';
import { BOOLEAN, classifyValue, INTEGER, NUMBER, readNumber } from './classify-value.ts';

const CANDIDATES = [',', '\t', ';', '|'] as const;
/** Records looked at. */
const LOOKED_AT = 2_000;
const PLAIN_SHARE = 0.95;

export interface CsvForm {
  readonly delimiter: string;
  readonly header: boolean;
  /** Columns of the first record. */
  readonly width: number;
  /** Whether it is a table at all: two columns or more, mostly of one width. */
  readonly tabular: boolean;
}

/** Delimiter and header from the beginning of the text. `hint` is what the file's name suggests. */
export function sniffCsv(head: Buffer, hint: string | undefined): CsvForm {
  const forms = CANDIDATES.map((delimiter) => measure(head, delimiter));
  const preferred = hint ?? ',';
  let best = forms.find((form) => form.delimiter === preferred) as Measured;
  for (const form of forms) {
    if (form.width < 2) continue;
    if (
      best.width < 2 ||
      form.agreement * Math.log2(form.width + 1) > best.agreement * Math.log2(best.width + 1) * 1.2
    )
      if (form.agreement >= 0.7) best = form;
  }
  return {
    delimiter: best.delimiter,
    header: hasHeader(best.records),
    width: best.records[0]?.length ?? 0,
    tabular: best.width >= 2 && best.agreement >= 0.9,
  };
}

interface Measured {
  readonly delimiter: string;
  /** The most usual width. */
  readonly width: number;
  /** Share of records of that width. */
  readonly agreement: number;
  readonly records: readonly (readonly Cell[])[];
}
interface Cell {
  readonly kind: number;
  readonly number: number;
  readonly text: string;
}

function measure(head: Buffer, delimiter: string): Measured {
  const widths = new Map<number, number>();
  const records: Cell[][] = [];
  let total = 0;
  const scanner = new CsvScanner(delimiter, {
    record(fields, count) {
      if (++total > LOOKED_AT) return;
      widths.set(count, (widths.get(count) ?? 0) + 1);
      if (records.length >= 200) return;
      records.push(
        Array.from({ length: Math.min(count, 500) }, (_, i) => {
          const [from, to] = [fields.starts[i] as number, fields.ends[i] as number];
          const kind = from === to ? 0 : classifyValue(fields.bytes, from, to);
          const number =
            kind === INTEGER || kind === NUMBER ? (readNumber[0] as number) : Number.NaN;
          return {
            kind,
            number,
            text: fields.bytes.toString('utf8', from, Math.min(to, from + 80)),
          };
        }),
      );
    },
  });
  const copy = Buffer.from(head);
  scanner.scan(copy, 0, copy.length, true);
  const [width, count] = [...widths].toSorted((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return {
    delimiter,
    width,
    agreement: total === 0 ? 0 : count / Math.min(total, LOOKED_AT),
    records,
  };
}

/**
 * A first row is a header unless it is made of data: some column is numeric (or boolean) in every row
 * (a stray word apart) and in the first one too. Evenly rising numbers across the first row, such as years, are names.
 */
function hasHeader(records: readonly (readonly Cell[])[]): boolean {
  const [first, ...rest] = records;
  if (first === undefined || rest.length === 0) return true;
  let data = 0;
  let names = 0;
  const numbers: number[] = [];
  for (const [i, cell] of first.entries()) {
    const below = rest
      .map((row) => row[i])
      .filter((other) => other !== undefined && other.kind !== 0);
    if (below.length === 0) continue;
    const plain = below.filter((other) => isPlain((other as Cell).kind)).length;
    if (plain < below.length * PLAIN_SHARE) continue;
    if (isPlain(cell.kind)) {
      data++;
      numbers.push(cell.number);
    } else if (cell.kind !== 0) names++;
  }
  if (data === 0 || names > 0) return true;
  return numbers.length >= 3 && isEven(numbers);
}

const isPlain = (kind: number): boolean => kind === INTEGER || kind === NUMBER || kind === BOOLEAN;

function isEven(numbers: readonly number[]): boolean {
  const step = (numbers[1] as number) - (numbers[0] as number);
  return step > 0 && numbers.every((n, i) => i === 0 || n - (numbers[i - 1] as number) === step);
}
