import type { RowSpan, Shown } from './preview-file.ts';
import { sheetHeader } from './profile-workbook.ts';
import { readWorkbook } from './read-workbook.ts';
import { shownCell, shownName, shownNames } from './shown-cell.ts';
import { BrokenFile } from './statements.ts';

/** Rows of the first visible sheet that has any. */
export async function showWorkbook(
  path: string,
  format: string,
  { from, rows }: RowSpan,
): Promise<Shown> {
  const sheets = await readWorkbook(path, format, from + rows + 1);
  const sheet = sheets.find((one) => !one.hidden && one.rows.length > 0) ?? sheets[0];
  if (sheet === undefined) throw new BrokenFile('workbook.broken');
  const header = sheetHeader(sheet);
  const width = sheet.rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const names = Array.from({ length: width }, (_, i) =>
    shownName(header ? sheet.rows[0]?.cells[i] : undefined, i),
  );
  const columns = shownNames(names);
  return {
    sheet: sheet.name,
    columns,
    rows: sheet.rows
      .slice(from + (header ? 1 : 0))
      .slice(0, rows)
      .map(({ cells }) => columns.map((_, i) => shownCell(cells[i]))),
  };
}
