import type { Shown } from './preview-file.ts';
import { sheetHeader } from './profile-workbook.ts';
import { readWorkbook } from './read-workbook.ts';
import { shownCell, shownNames } from './shown-cell.ts';
import { BrokenFile } from './statements.ts';

/** The first rows of the first visible sheet that has any. */
export async function showWorkbook(path: string, format: string, rows: number): Promise<Shown> {
  const sheets = await readWorkbook(path, format, rows + 1);
  const sheet = sheets.find((one) => !one.hidden && one.rows.length > 0) ?? sheets[0];
  if (sheet === undefined) throw new BrokenFile('workbook.broken');
  const header = sheetHeader(sheet);
  const width = sheet.rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const names = Array.from({ length: width }, (_, i) =>
    String((header ? sheet.rows[0]?.cells[i] : undefined) ?? `column${i + 1}`),
  );
  const columns = shownNames(names);
  return {
    sheet: sheet.name,
    columns,
    rows: sheet.rows
      .slice(header ? 1 : 0)
      .slice(0, rows)
      .map(({ cells }) => columns.map((_, i) => shownCell(cells[i]))),
  };
}
