import { type DuckDbSession, identifier } from './duckdb-session.ts';
import type { SourceColumn } from './profile-parquet.ts';

/** What one pass over a column gives. */
export interface ColumnFacts {
  readonly values: number;
  readonly distinct: number;
  readonly distinctApproximate: boolean;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly mean?: number;
  /** Values as long as an identity number, phone or card. */
  readonly sensitiveCandidates: number;
}

const SHOWN = 100;

/**
 * One pass over all columns; where that fails (damaged pages), one pass a column, so that undefined
 * stands only for those that cannot be decoded.
 */
export async function summariseColumns(
  session: DuckDbSession,
  table: string,
  columns: readonly SourceColumn[],
): Promise<(ColumnFacts | undefined)[]> {
  const all: (ColumnFacts | undefined)[] = [];
  for (let from = 0; from < columns.length; from += 100) {
    const some = columns.slice(from, from + 100);
    try {
      all.push(...(await summarise(session, table, some)));
    } catch {
      for (const column of some) {
        const one = await summarise(session, table, [column]).catch(() => []);
        all.push(one[0]);
      }
    }
  }
  return all;
}

async function summarise(
  session: DuckDbSession,
  table: string,
  columns: readonly SourceColumn[],
): Promise<ColumnFacts[]> {
  const sql = columns.flatMap((column, i) =>
    expressions(column).map((e, k) => `${e} AS c${i}_${k}`),
  );
  const [row = {}] = await session.rows(`SELECT ${sql.join(', ')} FROM ${table}`);
  return columns.map((column, i) => facts(column, (k) => row[`c${i}_${k}`] as string | null));
}

/** Count, distinct, min, max, mean, candidates: six expressions for every column. */
function expressions({ name, type, sourceType }: SourceColumn): string[] {
  const c = identifier(name);
  const floating = sourceType === 'FLOAT' || sourceType === 'DOUBLE';
  const finite = floating ? ` FILTER (WHERE isfinite(${c}))` : '';
  const ordered = ['integer', 'number', 'boolean', 'date', 'datetime'].includes(type);
  const text = type === 'string';
  const extent = (which: string): string => {
    if (ordered) return `CAST(${which}(${c})${finite} AS VARCHAR)`;
    return text ? `left(CAST(${which}(${c}) AS VARCHAR), ${SHOWN})` : 'NULL';
  };
  const numeric = type === 'integer' || type === 'number';
  const candidates =
    sourceType === 'VARCHAR'
      ? `count(*) FILTER (WHERE strlen(${c}) BETWEEN 11 AND 23)`
      : sourceType.endsWith('BIGINT')
        ? `count(*) FILTER (WHERE ${c} BETWEEN 10000000000 AND 9223372036854775807)`
        : '0';
  return [
    `count(${c})`,
    `approx_count_distinct(${c})`,
    extent('min'),
    extent('max'),
    numeric ? `avg(CAST(${c} AS DOUBLE))${finite}` : 'NULL',
    candidates,
  ];
}

function facts({ type }: SourceColumn, at: (k: number) => string | null): ColumnFacts {
  const numeric = type === 'integer' || type === 'number';
  const [min, max, mean] = [at(2), at(3), at(4)];
  const shown = (text: string): number | string =>
    numeric && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER ? Number(text) : text;
  const values = Number(at(0));
  return {
    values,
    distinct: Math.min(Number(at(1)), values),
    distinctApproximate: true,
    ...(min === null ? {} : { min: shown(min) }),
    ...(max === null ? {} : { max: shown(max) }),
    ...(mean === null || !Number.isFinite(Number(mean)) ? {} : { mean: Number(mean) }),
    sensitiveCandidates: Number(at(5)),
  };
}
