import type { FileStatement } from '#src/ports/profiler.ts';
import type { Shown } from './preview-file.ts';
import { arrowBatches, plainValue } from './profile-arrow.ts';
import { shownCell, shownNames } from './shown-cell.ts';
import { statement } from './statements.ts';

/** The first rows of Arrow data, also of a part of them. */
export async function showArrow(path: string, rows: number): Promise<Shown> {
  let columns: string[] = [];
  const shown: (string | null)[][] = [];
  let error: FileStatement | undefined;
  try {
    for await (const batch of arrowBatches(path)) {
      columns = shownNames(batch.schema.fields.map((field) => field.name));
      for (let row = 0; row < batch.numRows && shown.length < rows; row++)
        shown.push(
          columns.map((_, i) =>
            shownCell(plainValue(batch.getChildAt(i)?.get(row), batch.schema.fields[i]?.type)),
          ),
        );
      if (shown.length >= rows) break;
    }
  } catch {
    error = statement('arrow.broken');
  }
  return { columns, rows: shown, ...(error === undefined ? {} : { error }) };
}
