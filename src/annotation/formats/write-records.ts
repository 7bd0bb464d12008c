import { csvMark, guarded } from '#src/kernel/csv.ts';
import { compareCodePoints } from './code-points.ts';
import { ExportChanged, type ExportInput } from './export-input.ts';
import type { ExportTally } from './export-tally.ts';
import { annotatorOf, recordsOf, type MinimalRecord } from './records.ts';

/** JSON_MIN: a list of flat records, data and results side by side. */
export async function* writeJsonMin(
  input: ExportInput,
  tally: ExportTally,
): AsyncGenerator<string> {
  let first = true;
  for await (const task of input.tasks())
    for (const record of recordsOf(task, input.config, tally)) {
      const { annotation, output } = record;
      const flat = {
        ...task.data,
        id: task.id,
        ...Object.fromEntries(output),
        annotator: annotatorOf(annotation),
        annotation_id: annotation?.id ?? null,
        created_at: annotation?.created_at ?? null,
        updated_at: annotation?.updated_at ?? null,
        lead_time: annotation?.lead_time ?? null,
      };
      yield `${first ? '[\n' : ',\n'}${JSON.stringify(flat)}`;
      first = false;
    }
  yield first ? '[]\n' : '\n]\n';
}

/**
 * CSV or TSV as the SDK writes it (`csv2`): columns sorted by code points, all but numbers quoted, lists and objects as
 * JSON, a data field that has the name of a control or of a fixed column as `_data_NAME`, told as `renamed.data.NAME`.
 * For `spreadsheet`s, texts that these would run as formulas are kept texts by an apostrophe, told as `guarded.COLUMN`;
 * numbers and readers that are no spreadsheets need none. Walks the tasks twice: columns, then rows.
 */
export async function* writeTable(
  input: ExportInput,
  tally: ExportTally,
  separator: ',' | '\t',
  spreadsheet = false,
): AsyncGenerator<string> {
  const fields = new Set<string>();
  const controls = new Set<string>();
  let seen = 0;
  for await (const task of input.tasks())
    for (const { output } of recordsOf(task, input.config)) {
      seen += 1;
      for (const name of Object.keys(task.data)) fields.add(name);
      for (const name of output.keys()) controls.add(name);
    }
  const columnOf = renaming(fields, new Set([...fixed, ...controls]));
  for (const field of fields) if (columnOf(field) !== field) tally.loss(`renamed.data.${field}`);
  const columns = [...new Set([...fixed, ...controls, ...[...fields].map(columnOf)])]
    .filter((name) => name !== 'id' || seen > 0)
    .toSorted(compareCodePoints);
  const known = new Set(columns);
  if (spreadsheet) yield csvMark;
  yield rowOf(spreadsheet ? columns.map(guarded) : columns, separator);
  for await (const task of input.tasks())
    for (const record of recordsOf(task, input.config, tally)) {
      seen -= 1;
      const cells = cellsOf(record, columnOf);
      if (spreadsheet) guardCells(cells, tally);
      for (const name of cells.keys()) if (!known.has(name)) throw new ExportChanged();
      yield rowOf(
        columns.map((name) => cells.get(name) ?? ''),
        separator,
      );
    }
  if (seen !== 0) throw new ExportChanged();
}

const fixed = ['annotator', 'annotation_id', 'created_at', 'updated_at', 'lead_time', 'id'];

/** The column of a data field: its own name, or the first free `_data_NAME` where that is taken. */
function renaming(
  fields: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): (field: string) => string {
  const used = new Set([...taken, ...fields]);
  const columns = new Map<string, string>();
  for (const field of fields) {
    if (!taken.has(field)) continue;
    let name = `_data_${field}`;
    while (used.has(name)) name = `_${name}`;
    used.add(name);
    columns.set(field, name);
  }
  return (field) => columns.get(field) ?? field;
}

function guardCells(cells: Map<string, unknown>, tally: ExportTally): void {
  for (const [name, value] of cells) {
    if (typeof value !== 'string' || guarded(value) === value) continue;
    cells.set(name, guarded(value));
    tally.loss(`guarded.${name}`);
  }
}

function cellsOf(
  { task, annotation, output }: MinimalRecord,
  columnOf: (field: string) => string,
): Map<string, unknown> {
  const cells = new Map<string, unknown>([['id', task.id]]);
  for (const [name, value] of output)
    cells.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  for (const [name, value] of Object.entries(task.data))
    cells.set(
      columnOf(name),
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    );
  const annotator = annotatorOf(annotation);
  cells.set('annotator', annotator === null ? null : String(annotator));
  cells.set('annotation_id', annotation?.id);
  cells.set('created_at', annotation?.created_at);
  cells.set('updated_at', annotation?.updated_at);
  cells.set('lead_time', annotation?.lead_time);
  return cells;
}

const rowOf = (cells: readonly unknown[], separator: string): string =>
  `${cells.map(cellOf).join(separator)}\r\n`;

const cellOf = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : `"${(typeof value === 'string' ? value : '').replaceAll('"', '""')}"`;
