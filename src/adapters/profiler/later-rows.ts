import { CsvScanner } from './csv-scanner.ts';
import type { RowSpan } from './preview-file.ts';
import { cellsOf, csvTable, objectTable, type TextPreview } from './preview-text.ts';
import { scanText } from './scan-text.ts';
import { JsonSplitter } from './split-json.ts';
import { splitLines } from './split-lines.ts';
import { sniffCsv } from './sniff-csv.ts';
import { BrokenFile } from './statements.ts';
import { openText, readTextHead, type TextFormat, type TextSource } from './text-source.ts';

const SNIFFED = 256 << 10;
/** Records whose keys name the columns, as the first page has them. */
const NAMING = 100;

/** Thrown by a sink that has all it wants, so that the rest of the file is not read. */
const ENOUGH = new Error('enough rows');

async function readUntilEnough(
  text: TextFormat,
  read: (source: TextSource) => Promise<unknown>,
): Promise<void> {
  const source = await openText(text);
  try {
    await read(source);
  } catch (error) {
    // What is broken further on is the profile's business.
    if (error !== ENOUGH && !(error instanceof BrokenFile)) throw error;
  } finally {
    await source.close();
  }
}

/** Rows of a delimited text after `from` others. Memory holds no more than the rows shown. */
export async function csvRows(
  text: TextFormat,
  hint: string | undefined,
  { from, rows }: RowSpan,
): Promise<TextPreview> {
  const head = await readTextHead(text, SNIFFED);
  const { delimiter, header } = sniffCsv(head, hint);
  const skipped = from + (header ? 1 : 0);
  const shown: string[][] = [];
  let first: string[] | undefined;
  let seen = 0;
  const scanner = new CsvScanner(delimiter, {
    record(fields, count) {
      first ??= cellsOf(fields, count);
      seen += 1;
      if (seen <= skipped) return;
      if (shown.length === rows) throw ENOUGH;
      shown.push(cellsOf(fields, count));
    },
  });
  await readUntilEnough(text, async (source) => {
    const broken = await scanText(source, scanner);
    if (broken) throw broken;
  });
  return {
    ...csvTable(delimiter, header, first ?? [], shown),
    partial: seen > skipped + shown.length,
  };
}

/** Rows of JSON Lines, or of the top array or the features of a document, after `from` others. */
export async function jsonRows(
  text: TextFormat,
  lines: boolean,
  { from, rows }: RowSpan,
): Promise<TextPreview> {
  const naming: unknown[] = [];
  const shown: unknown[] = [];
  let geojson = false;
  let seen = 0;
  let more = false;
  const keep = (json: string): void => {
    const wanted = seen >= from;
    more = wanted && shown.length === rows;
    if (more) throw ENOUGH;
    if (wanted || seen < NAMING) {
      const value = geojson
        ? (JSON.parse(json) as { properties?: unknown } | null)?.properties
        : (JSON.parse(json) as unknown);
      (wanted ? shown : naming).push(value);
    }
    seen += 1;
  };
  await readUntilEnough(text, async (source) => {
    if (lines)
      return splitLines(source, (bytes, a, b) => keepLine(bytes.toString('utf8', a, b), keep));
    const splitter = new JsonSplitter({
      piece(json, place) {
        geojson ||= place === 'feature';
        if (place === 'element' || place === 'feature') keep(json);
      },
    });
    return splitter.run(source, () => undefined);
  });
  return {
    ...(geojson ? { kind: 'geojson' as const, format: 'geojson' } : {}),
    ...objectTable([...naming, ...shown], shown),
    partial: more,
  };
}

/** A line that is blank or broken is no row, on the first page as on any other. */
function keepLine(line: string, keep: (json: string) => void): void {
  if (line.trim() === '') return;
  try {
    keep(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}
