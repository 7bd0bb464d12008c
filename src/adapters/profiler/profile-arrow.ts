import { type FileHandle, open } from 'node:fs/promises';
import { Decimal, RecordBatchReader, type RecordBatch, type Schema } from 'apache-arrow';
import type { ColumnProfile, ColumnType, FileStatement, Profile } from '#src/ports/profiler.ts';
import { distinctBudget } from './distinct-counter.ts';
import type { OnPart } from './profile-csv.ts';
import { statement } from './statements.ts';
import { ValueColumn } from './value-column.ts';

const MAGIC = 'ARROW1';

/**
 * Record batches of an Arrow file or stream, one after another. A whole file is read through its
 * footer; a file that has lost its end is read like the stream that follows its magic, which works
 * for writers that repeat the schema there (all but the JavaScript one).
 */
export async function* arrowBatches(path: string): AsyncGenerator<RecordBatch> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const isFile = (await textAt(handle, 0)) === MAGIC;
    const whole = isFile && (await textAt(handle, Math.max(0, size - MAGIC.length))) === MAGIC;
    const reader = whole
      ? await RecordBatchReader.from(handle)
      : await RecordBatchReader.from(
          handle.createReadStream({
            start: isFile ? 8 : 0,
            autoClose: false,
            highWaterMark: 1 << 20,
          }),
        );
    await reader.open({ autoDestroy: false });
    for await (const batch of reader) yield batch as RecordBatch;
  } finally {
    await handle.close().catch(() => undefined);
  }
}

async function textAt(handle: FileHandle, position: number): Promise<string> {
  const bytes = Buffer.alloc(MAGIC.length);
  await handle.read(bytes, 0, MAGIC.length, position);
  return bytes.toString('latin1');
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

/** Dates arrive as milliseconds, decimals as words, lists and structs as Arrow's own views. */
export function plainValue(value: unknown, type: unknown): unknown {
  if (value === null || value === undefined) return null;
  const name = String(type);
  if (typeof value === 'number' && /^(Date|Timestamp)/u.test(name)) return new Date(value);
  if (typeof value !== 'object' || value instanceof Uint8Array || value instanceof Date)
    return value;
  if (type instanceof Decimal && value instanceof Uint32Array) return decimal(value, type.scale);
  return JSON.parse(
    JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v)),
  );
}

/** Little-endian words of a two's complement integer, `scale` digits after the point. */
function decimal(words: Uint32Array, scale: number): number {
  let integer = 0n;
  for (let i = words.length - 1; i >= 0; i--) integer = (integer << 32n) | BigInt(words[i] ?? 0);
  return Number(BigInt.asIntN(words.length * 32, integer)) / 10 ** scale;
}

function typeOf(sourceType: string): ColumnType | undefined {
  if (/^U?int/iu.test(sourceType)) return 'integer';
  if (/^(float|decimal)/iu.test(sourceType)) return 'number';
  if (/^timestamp/iu.test(sourceType)) return 'datetime';
  if (/^date/iu.test(sourceType)) return 'date';
  if (/^bool/iu.test(sourceType)) return 'boolean';
  return /binary/iu.test(sourceType) ? 'binary' : undefined;
}
