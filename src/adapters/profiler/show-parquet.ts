import { openDuckDb, quoted } from './duckdb-session.ts';
import type { Shown } from './preview-file.ts';
import { shownCell, shownNames } from './shown-cell.ts';
import { BrokenFile } from './statements.ts';

/** The first rows of a Parquet file. */
export async function showParquet(path: string, rows: number): Promise<Shown> {
  const session = await openDuckDb(path);
  try {
    const found = await session.table(`SELECT * FROM read_parquet(${quoted(path)}) LIMIT ${rows}`);
    return {
      columns: shownNames(found.names),
      rows: found.rows.map((row) => row.slice(0, 200).map(shownCell)),
      partial: found.rows.length === rows,
    };
  } catch {
    throw new BrokenFile('parquet.broken');
  } finally {
    session.close();
  }
}
