import type { ColumnProfile, ColumnType, FileStatement, Profile } from '#src/ports/profiler.ts';
import { type DuckDbSession, openDuckDb, quoted } from './duckdb-session.ts';
import { detailColumns } from './parquet-details.ts';
import { type ColumnFacts, summariseColumns } from './parquet-summary.ts';
import type { OnPart } from './profile-csv.ts';
import { statement } from './statements.ts';

export interface SourceColumn {
  readonly name: string;
  readonly sourceType: string;
  readonly type: ColumnType;
}

/** Profiles a Parquet file by SQL aggregates over all of it. */
export async function profileParquet(path: string, onPart: OnPart): Promise<Profile> {
  const base = { kind: 'tabular' as const, format: 'parquet' };
  const session = await openDuckDb(path);
  try {
    const table = `read_parquet(${quoted(path)})`;
    const columns = await describe(session, table);
    const [{ n } = { n: 0 }] = await session.rows(`SELECT count(*) AS n FROM ${table}`);
    const rows = Number(n);
    onPart(0.05);
    const { profiles, undecodable } = await profileColumns(session, table, columns, rows, onPart);
    const error: FileStatement | undefined = undecodable
      ? statement('parquet.statistics')
      : undefined;
    return {
      ...base,
      rows,
      columnCount: columns.length,
      columns: profiles,
      warnings: [],
      ...(error === undefined ? {} : { error }),
    };
  } catch {
    return { ...base, warnings: [], error: statement('parquet.broken') };
  } finally {
    session.close();
  }
}

/** Columns in file order. */
export async function describe(session: DuckDbSession, table: string): Promise<SourceColumn[]> {
  const rows = await session.rows(`DESCRIBE SELECT * FROM ${table}`);
  return rows.map((row) => {
    const sourceType = String(row['column_type']);
    return { name: String(row['column_name']), sourceType, type: typeOf(sourceType) };
  });
}

async function profileColumns(
  session: DuckDbSession,
  table: string,
  columns: readonly SourceColumn[],
  rows: number,
  onPart: OnPart,
): Promise<{ profiles: ColumnProfile[]; undecodable: boolean }> {
  const facts = await summariseColumns(session, table, columns);
  onPart(0.6);
  const details = await detailColumns(session, table, columns, facts, (part) =>
    onPart(0.6 + part * 0.4),
  );
  const profiles = columns.map((column, i) => {
    const fact: ColumnFacts | undefined = facts[i];
    const { name, type, sourceType } = column;
    if (fact === undefined)
      return { name, type, sourceType, empty: 0, nulls: 0, distinct: 0, distinctApproximate: true };
    const nulls = rows - fact.values;
    const { sensitiveCandidates: _, values: __, ...rest } = fact;
    return {
      name,
      type: rows > 0 && fact.values === 0 ? ('empty' as const) : type,
      sourceType,
      empty: nulls,
      nulls,
      ...rest,
      ...details[i],
    };
  });
  return { profiles, undecodable: facts.includes(undefined) };
}

function typeOf(sourceType: string): ColumnType {
  if (sourceType.endsWith(']')) return 'list';
  if (/^(STRUCT|MAP|UNION|GEOMETRY|VARIANT)/u.test(sourceType)) return 'object';
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/u.test(sourceType)) return 'integer';
  if (/^(FLOAT|DOUBLE|DECIMAL)/u.test(sourceType)) return 'number';
  if (sourceType === 'BOOLEAN') return 'boolean';
  if (sourceType === 'DATE') return 'date';
  if (sourceType.startsWith('TIMESTAMP')) return 'datetime';
  return sourceType === 'BLOB' || sourceType === 'BIT' ? 'binary' : 'string';
}
