import type { PreviewResult } from '#src/ports/profiler.ts';
import { CsvScanner, type Fields } from './csv-scanner.ts';
import { JsonSplitter } from './split-json.ts';
import { shownCell, shownNames } from './shown-cell.ts';
import { sniffCsv } from './sniff-csv.ts';
import { BrokenFile } from './statements.ts';

export type TextPreview = Pick<PreviewResult, 'delimiter' | 'columns' | 'rows' | 'text'> & {
  readonly kind?: PreviewResult['kind'];
  readonly format?: string;
  readonly partial: boolean;
};

const TEXT_CHARACTERS = 20_000;
const MOST_COLUMNS = 200;

/** `whole` says that `head` is the whole text; otherwise its last record is left out. */
export function previewCsv(
  head: Buffer,
  hint: string | undefined,
  rows: number,
  whole: boolean,
): TextPreview {
  const { delimiter, header } = sniffCsv(head.subarray(0, 256 << 10), hint);
  const records: string[][] = [];
  let more = false;
  const scanner = new CsvScanner(delimiter, {
    record({ bytes, starts, ends }, count) {
      if (records.length > rows) {
        more = true;
        return;
      }
      records.push(cellsOf({ bytes, starts, ends }, count));
    },
  });
  const next = scanner.scan(head, 0, head.length, whole);
  // A record longer than the head: what there is of it is better than nothing.
  if (records.length <= (header ? 1 : 0)) scanner.scan(head, next, head.length, true);
  const first = records[0] ?? [];
  return {
    ...csvTable(delimiter, header, first, (header ? records.slice(1) : records).slice(0, rows)),
    partial: more || records.length - (header ? 1 : 0) > rows,
  };
}

/** The cells of a record as text, each cut where nobody reads on. */
export const cellsOf = ({ bytes, starts, ends }: Fields, count: number): string[] =>
  Array.from({ length: Math.min(count, MOST_COLUMNS) }, (_, i) =>
    bytes.toString('utf8', starts[i], Math.min(ends[i] as number, (starts[i] as number) + 8_000)),
  );

/** Records under the names of the first one, or under their places. */
export const csvTable = (
  delimiter: string,
  header: boolean,
  first: readonly string[],
  records: readonly (readonly string[])[],
) => ({
  format: delimiter === '\t' ? 'tsv' : 'csv',
  delimiter,
  columns: shownNames(header ? first : first.map((_, i) => `column${i + 1}`)),
  rows: records.map((record) => record.map((cell) => (cell === '' ? null : shownCell(cell)))),
});

/** A table where the records are objects, the text itself otherwise. */
export function previewJson(head: Buffer, lines: boolean, rows: number): TextPreview {
  const records: unknown[] = [];
  let geojson = false;
  const keep = (text: string): void => {
    if (records.length <= rows) records.push(JSON.parse(text));
  };
  // A line that is broken, or cut by the end of the head, is left out.
  const keepLine = (line: string): void => {
    try {
      if (line.trim() !== '') keep(line);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  };
  try {
    if (lines) {
      for (const line of head.toString('utf8').split('\n')) keepLine(line);
    } else {
      const splitter = new JsonSplitter({
        piece(text, place) {
          if (place === 'feature') geojson = true;
          if (place === 'element' || place === 'feature') keep(text);
        },
      });
      splitter.scanHead(head);
    }
  } catch (error) {
    // The head ends somewhere; a document that is broken for good is the profile's business.
    if (!(error instanceof BrokenFile || error instanceof SyntaxError)) throw error;
  }
  const objects = records.map((record) =>
    geojson ? (record as { properties?: unknown } | null)?.properties : record,
  );
  if (objects.length === 0) return previewPlain(head);
  return {
    ...(geojson ? { kind: 'geojson' as const, format: 'geojson' } : {}),
    ...objectTable(objects, objects.slice(0, rows)),
    partial: objects.length > rows,
  };
}

/** `shown` under the keys that appear in `known`. */
export function objectTable(known: readonly unknown[], shown: readonly unknown[]) {
  const names = new Set<string>();
  for (const object of known)
    if (isRecord(object)) for (const key of Object.keys(object)) names.add(key);
  const columns = shownNames(names.size > 0 ? [...names] : ['value']);
  return {
    columns,
    rows: shown.map((object) =>
      names.size > 0
        ? columns.map((name) => shownCell(isRecord(object) ? object[name] : undefined))
        : [shownCell(object)],
    ),
  };
}

export function previewPlain(head: Buffer): TextPreview {
  const text = head.toString('utf8');
  return { text: text.slice(0, TEXT_CHARACTERS), partial: text.length > TEXT_CHARACTERS };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
