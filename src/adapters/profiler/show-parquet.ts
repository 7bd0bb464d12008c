import { openDuckDb, quoted } from './duckdb-session.ts';
import type { RowSpan, Shown } from './preview-file.ts';
import { shownCell, shownNames } from './shown-cell.ts';
import { BrokenFile } from './statements.ts';

/** Rows of a Parquet file in its order; row groups before them are not read. */
export async function showParquet(path: string, { from, rows }: RowSpan): Promise<Shown> {
  const session = await openDuckDb(path);
  try {
    const found = await session.table(
      `SELECT * FROM read_parquet(${quoted(path)}, file_row_number = true)
       WHERE file_row_number >= ${from} AND file_row_number < ${from + rows}
       ORDER BY file_row_number`,
    );
    // The number is the last column.
    return {
      columns: shownNames(found.names.slice(0, -1)),
      rows: found.rows.map((row) => row.slice(0, -1).slice(0, 200).map(shownCell)),
      partial: found.rows.length === rows,
    };
  } catch {
    throw new BrokenFile('parquet.broken');
  } finally {
    session.close();
  }
}
