import type { Profile, SheetProfile } from '#src/ports/profiler.ts';
import { distinctBudget } from './distinct-counter.ts';
import type { OnPart } from './profile-csv.ts';
import { readWorkbook, type Sheet } from './read-workbook.ts';
import { ValueColumn } from './value-column.ts';

const MOST_COLUMNS = 2_000;

/** Profiles every sheet of a workbook. */
export async function profileWorkbook(
  path: string,
  format: string,
  onPart: OnPart,
): Promise<Profile> {
  const sheets = await readWorkbook(path, format);
  const profiles = sheets.map((sheet, i) => {
    onPart(0.5 + (0.5 * i) / sheets.length);
    return profileSheet(sheet);
  });
  const largest = profiles.toSorted((a, b) => b.rows - a.rows)[0];
  return {
    kind: 'tabular',
    format,
    ...(largest === undefined ? {} : { rows: largest.rows, columnCount: largest.columnCount }),
    sheets: profiles,
    warnings: [],
  };
}

function profileSheet(sheet: Sheet): SheetProfile {
  const width = sheet.rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const header = sheetHeader(sheet);
  const names = header ? (sheet.rows[0]?.cells ?? []) : [];
  const budget = distinctBudget();
  const columns = Array.from(
    { length: Math.min(width, MOST_COLUMNS) },
    (_, i) => new ValueColumn(String(names[i] ?? `column${i + 1}`).slice(0, 500), budget),
  );
  const data = header ? sheet.rows.slice(1) : sheet.rows;
  for (const { row, cells } of data)
    for (const [i, column] of columns.entries()) column.add(cells[i], row);
  return {
    name: sheet.name,
    rows: data.length,
    columnCount: width,
    ...(sheet.range === undefined ? {} : { range: sheet.range }),
    mergedRanges: sheet.mergedRanges,
    hidden: sheet.hidden,
    header,
    columns: columns.map((column) => column.result(data.length)),
  };
}

/** The first filled row names the columns when it is all text. */
export function sheetHeader(sheet: Sheet): boolean {
  const first = sheet.rows[0]?.cells ?? [];
  return first.length > 0 && first.every((cell) => cell === null || typeof cell === 'string');
}
