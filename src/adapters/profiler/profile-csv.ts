import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { ColumnProfile, FileStatement, Profile } from '#src/ports/profiler.ts';
import { collectCsv, type CollectedCsv, type CollectOptions, MOST_COLUMNS } from './collect-csv.ts';
import { sniffCsv } from './sniff-csv.ts';
import { statement, statementAt } from './statements.ts';
import { readTextHead, type TextFormat, textWarnings } from './text-source.ts';

const HEAD = 256 << 10;
/** From this size a second thread takes every other column. */
const STRIPED_FROM_BYTES = 8 << 20;

export type OnPart = (part: number) => void;

/** Profiles delimited text; every count comes from the whole file. */
export async function profileCsv(
  text: TextFormat,
  hint: string | undefined,
  onPart: OnPart,
): Promise<Profile> {
  const form = sniffCsv(await readTextHead(text, HEAD), hint);
  const { size } = await stat(text.path);
  const options = { text, delimiter: form.delimiter, header: form.header };
  const report = (bytes: number): void => onPart(Math.min(1, bytes / Math.max(1, size)));
  const striped = size >= STRIPED_FROM_BYTES && form.width > 1;
  const collected = striped
    ? await collectStriped(options, report)
    : await collectCsv({ ...options, stripe: { index: 0, of: 1 } }, report);
  return tableProfile(text, form.delimiter, form.header, collected);
}

/** Both threads scan all bytes, which is cheap, and each collects half of the columns. */
async function collectStriped(
  options: Omit<CollectOptions, 'stripe'>,
  report: (bytes: number) => void,
): Promise<CollectedCsv> {
  const worker = new Worker(new URL('./stripe-worker.ts', import.meta.url), {
    workerData: { ...options, stripe: { index: 1, of: 2 } },
  });
  const odd = new Promise<CollectedCsv>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  odd.catch(() => undefined);
  try {
    const even = await collectCsv({ ...options, stripe: { index: 0, of: 2 } }, report);
    const columns: ColumnProfile[] = [];
    const other = (await odd).columns;
    for (const [i, column] of even.columns.entries()) {
      columns.push(column);
      const next = other[i];
      if (next !== undefined) columns.push(next);
    }
    return { ...even, columns };
  } finally {
    await worker.terminate();
  }
}

function tableProfile(
  text: TextFormat,
  delimiter: string,
  header: boolean,
  collected: CollectedCsv,
): Profile {
  const warnings = textWarnings(text, collected.nulBytes);
  const { ragged, names } = collected;
  const duplicates = header ? duplicateNames(names) : [];
  if (ragged.total > 0) warnings.push(statement('csv.ragged', ragged.total, ragged.expected));
  if (duplicates.length > 0) warnings.push(statement('csv.duplicate-header', duplicates.length));
  if (collected.columnCount > MOST_COLUMNS)
    warnings.push(statement('csv.too-many-columns', MOST_COLUMNS));
  const error = errorOf(collected);
  return {
    kind: 'tabular',
    format: delimiter === '\t' ? 'tsv' : 'csv',
    ...(text.gzip ? { compression: 'gzip' as const } : {}),
    encoding: text.encoding,
    delimiter,
    header,
    rows: collected.rows,
    columnCount: collected.columnCount,
    columns: collected.columns,
    blankLines: collected.blankLines,
    nulBytes: collected.nulBytes,
    ragged,
    duplicateHeaders: duplicates,
    warnings,
    ...(error === undefined ? {} : { error }),
  };
}

function errorOf(collected: CollectedCsv): FileStatement | undefined {
  if (collected.broken !== undefined) return collected.broken;
  if (collected.unclosedQuoteLine !== undefined)
    return statementAt('csv.unclosed-quote', collected.unclosedQuoteLine);
  return collected.columnCount === 0 ? statement('file.empty') : undefined;
}

function duplicateNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) (seen.has(name) ? twice : seen).add(name);
  return [...twice];
}
