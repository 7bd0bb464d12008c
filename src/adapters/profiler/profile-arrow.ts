import { open } from 'node:fs/promises';
import { RecordBatchReader, type RecordBatch, type Schema } from 'apache-arrow';
import type { ColumnProfile, ColumnType, FileStatement, Profile } from '#src/ports/profiler.ts';
import { distinctBudget } from './distinct-counter.ts';
import type { OnPart } from './profile-csv.ts';
import { statement } from './statements.ts';
import { ValueColumn } from './value-column.ts';

/** A file's magic and padding come before what is otherwise a stream. */
const FILE_MAGIC = 'ARROW1';

/** Record batches of an Arrow file or stream, read one after another, a cut-off end included. */
export async function* arrowBatches(path: string): AsyncGenerator<RecordBatch> {
  const handle = await open(path, 'r');
  try {
    const magic = Buffer.alloc(8);
    await handle.read(magic, 0, 8, 0);
    const start = magic.toString('latin1', 0, 6) === FILE_MAGIC ? 8 : 0;
    const reader = await RecordBatchReader.from(
      handle.createReadStream({ start, autoClose: false, highWaterMark: 1 << 20 }),
    );
    await reader.open({ autoDestroy: false });
    for await (const batch of reader) yield batch as RecordBatch;
  } finally {
    await handle.close();
  }
}

/** Profiles an Arrow IPC file (Feather v2) or stream batch by batch. */
export async function profileArrow(path: string, onPart: OnPart): Promise<Profile> {
  const columns: ValueColumn[] = [];
  let schema: Schema | undefined;
  let rows = 0;
  let error: FileStatement | undefined;
  try {
    for await (const batch of arrowBatches(path)) {
      if (schema === undefined) {
        schema = batch.schema;
        const budget = distinctBudget();
        for (const field of schema.fields) columns.push(new ValueColumn(field.name, budget));
      }
      for (const [i, column] of columns.entries()) {
        const vector = batch.getChildAt(i);
        for (let row = 0; row < batch.numRows; row++)
          column.add(plainValue(vector?.get(row), schema.fields[i]?.type), rows + row + 1);
      }
      rows += batch.numRows;
      onPart(Math.min(0.99, rows / (rows + 65_536)));
    }
  } catch {
    error = statement('arrow.broken');
  }
  const profiles = columns.map((column, i) => {
    const sourceType = String(schema?.fields[i]?.type);
    const profile: ColumnProfile = column.result(rows, sourceType);
    const declared = typeOf(sourceType);
    return declared === undefined || profile.type === 'empty'
      ? profile
      : { ...profile, type: declared };
  });
  if (schema === undefined) error ??= statement('arrow.broken');
  return {
    kind: 'tabular',
    format: 'arrow',
    rows,
    columnCount: profiles.length,
    columns: profiles,
    warnings: [],
    ...(error === undefined ? {} : { error }),
  };
}

/** Dates arrive as milliseconds, lists and structs as Arrow's own views. */
export function plainValue(value: unknown, type: unknown): unknown {
  if (value === null || value === undefined) return null;
  const name = String(type);
  if (typeof value === 'number' && /^(Date|Timestamp)/u.test(name)) return new Date(value);
  if (typeof value !== 'object' || value instanceof Uint8Array || value instanceof Date)
    return value;
  if (name.startsWith('Decimal')) return String(value);
  return JSON.parse(
    JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v)),
  );
}

function typeOf(sourceType: string): ColumnType | undefined {
  if (/^U?int/iu.test(sourceType)) return 'integer';
  if (/^(float|decimal)/iu.test(sourceType)) return 'number';
  if (/^timestamp/iu.test(sourceType)) return 'datetime';
  if (/^date/iu.test(sourceType)) return 'date';
  if (/^bool/iu.test(sourceType)) return 'boolean';
  return /binary/iu.test(sourceType) ? 'binary' : undefined;
}
