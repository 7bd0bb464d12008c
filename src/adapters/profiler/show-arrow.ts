import type { FileStatement } from '#src/ports/profiler.ts';
import type { RowSpan, Shown } from './preview-file.ts';
import { arrowBatches, plainValue } from './profile-arrow.ts';
import { shownCell, shownNames } from './shown-cell.ts';
import { statement } from './statements.ts';

/** Rows of Arrow data, also of a part of them. */
export async function showArrow(path: string, { from, rows }: RowSpan): Promise<Shown> {
  let columns: string[] = [];
  const shown: (string | null)[][] = [];
  let passed = 0;
  let error: FileStatement | undefined;
  try {
    for await (const batch of arrowBatches(path)) {
      columns = shownNames(batch.schema.fields.map((field) => field.name));
      const start = Math.max(0, from - passed);
      passed += batch.numRows;
      for (let row = start; row < batch.numRows && shown.length < rows; row++)
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
