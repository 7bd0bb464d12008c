import { readFile, stat } from 'node:fs/promises';
import * as xlsx from '@e965/xlsx';
import { refuseZipBomb } from './list-zip.ts';
import { BrokenFile } from './statements.ts';

/** The reader holds the whole workbook, so its size bounds the memory. */
const LARGEST_FILE = 48 << 20;
const LARGEST_UNPACKED = 160 << 20;
const BOMB_RATIO = 100;

/** Cells as `rows[row][column]` inside the used range. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly range?: string;
  readonly mergedRanges: number;
  /** Rows with at least one value; `row` counts from 1. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly unknown[] }[];
}

/** Reads XLSX, XLS or ODS; refuses what would expand too far before any of it is interpreted. */
export async function readWorkbook(path: string, format: string, rows?: number): Promise<Sheet[]> {
  const { size } = await stat(path);
  if (size > LARGEST_FILE) throw new BrokenFile('workbook.too-large', LARGEST_FILE >> 20);
  if (format !== 'xls') await refuseZipBomb(path, LARGEST_UNPACKED, BOMB_RATIO);
  let book: xlsx.WorkBook;
  try {
    book = xlsx.read(await readFile(path), {
      dense: true,
      cellDates: true,
      UTC: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      ...(rows === undefined ? {} : { sheetRows: rows + 20 }),
    } as xlsx.ParsingOptions);
  } catch {
    throw new BrokenFile('workbook.broken');
  }
  return book.SheetNames.map((name, i) => sheetOf(book, name, i));
}

function sheetOf(book: xlsx.WorkBook, name: string, index: number): Sheet {
  const sheet = book.Sheets[name] as xlsx.WorkSheet & {
    '!data'?: (xlsx.CellObject | undefined)[][];
  };
  const range = sheet?.['!fullref'] ?? sheet?.['!ref'];
  const first = sheet?.['!ref'] === undefined ? undefined : xlsx.utils.decode_range(sheet['!ref']);
  const grid = sheet?.['!data'] ?? (sheet === undefined ? [] : chartCells(sheet, first));
  const rows = grid.flatMap((cells, row) => {
    if (cells === undefined) return [];
    const values = Array.from(cells.slice(first?.s.c ?? 0), (cell) => valueOf(cell));
    while (values.length > 0 && values.at(-1) === null) values.pop();
    return values.length === 0 ? [] : [{ row: row + 1, cells: values }];
  });
  return {
    name,
    hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
    ...(range === undefined ? {} : { range: String(range) }),
    mergedRanges: sheet?.['!merges']?.length ?? 0,
    rows,
  };
}

/** A chart sheet keeps the values it draws under their addresses, even where rows were asked for. */
function chartCells(
  sheet: xlsx.WorkSheet,
  range: xlsx.Range | undefined,
): (xlsx.CellObject | undefined)[][] {
  if (range === undefined || range.e.r > 10_000 || range.e.c > 1_000) return [];
  return Array.from({ length: range.e.r + 1 }, (_, r) =>
    Array.from(
      { length: range.e.c + 1 },
      (__, c) => sheet[xlsx.utils.encode_cell({ r, c })] as xlsx.CellObject | undefined,
    ),
  );
}

/** Error cells (#N/A, #REF!) are nothing; empty text is nothing. */
function valueOf(cell: xlsx.CellObject | undefined): unknown {
  if (cell === undefined || cell.v === undefined || cell.v === '') return null;
  if (cell.t === 'e') return (cell.w ?? null) as unknown;
  return cell.v;
}
