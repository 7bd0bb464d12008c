import type { ColumnProfile, Histogram } from '#src/ports/profiler.ts';
import { type DuckDbSession, identifier } from './duckdb-session.ts';
import type { ColumnFacts } from './parquet-summary.ts';
import type { SourceColumn } from './profile-parquet.ts';
import { SensitiveCounter } from './sensitive-value.ts';

const BINS = 32;
/** Estimated distinct values up to which a column is counted exactly. */
const EXACT_LIMIT = 20_000;
const TOP_VALUES = 10;
const CANDIDATES = 20_000;

type Details = Partial<ColumnProfile>;

/** Histogram, exact distinct count, most frequent values and sensitive kind, column by column. */
export async function detailColumns(
  session: DuckDbSession,
  table: string,
  columns: readonly SourceColumn[],
  facts: readonly (ColumnFacts | undefined)[],
  onPart: (part: number) => void,
): Promise<Details[]> {
  const details: Details[] = [];
  for (const [i, column] of columns.entries()) {
    const fact = facts[i];
    const c = identifier(column.name);
    const none = (): Details => ({});
    details.push(
      fact === undefined
        ? {}
        : {
            ...(await histogram(session, table, c, column, fact).catch(none)),
            ...(await topValues(session, table, c, column, fact).catch(none)),
            ...(await sensitive(session, table, c, fact).catch(none)),
          },
    );
    onPart((i + 1) / columns.length);
  }
  return details;
}

async function histogram(
  session: DuckDbSession,
  table: string,
  c: string,
  column: SourceColumn,
  { min, max }: ColumnFacts,
): Promise<Details> {
  const numeric = column.type === 'integer' || column.type === 'number';
  if (!numeric || typeof min !== 'number' || typeof max !== 'number' || min > max) return {};
  const width = (max - min) / BINS;
  if (!Number.isFinite(width)) return {};
  const value = `CAST(${c} AS DOUBLE)`;
  const bin =
    width === 0
      ? '0'
      : `least(${BINS - 1}, CAST(floor((${value} - ${min}) / ${width}) AS INTEGER))`;
  const rows = await session.rows(
    `SELECT ${bin} AS b, count(*) AS n FROM ${table} WHERE ${c} IS NOT NULL AND isfinite(${value}) GROUP BY 1`,
  );
  const counts = Array.from({ length: width === 0 ? 1 : BINS }, () => 0);
  for (const row of rows) counts[Number(row['b'])] = Number(row['n']);
  const result: Histogram = { from: min, to: max, counts };
  return { histogram: result };
}

async function topValues(
  session: DuckDbSession,
  table: string,
  c: string,
  column: SourceColumn,
  fact: ColumnFacts,
): Promise<Details> {
  if (fact.distinct > EXACT_LIMIT || column.type === 'binary') return {};
  const text =
    column.type === 'object' || column.type === 'list'
      ? `left(CAST(v AS VARCHAR), 100)`
      : 'CAST(v AS VARCHAR)';
  const rows = await session.rows(
    `WITH g AS (SELECT ${c} AS v, count(*) AS n FROM ${table} WHERE ${c} IS NOT NULL GROUP BY 1)
     SELECT left(${text}, 200) AS v, n, (SELECT count(*) FROM g) AS d FROM g ORDER BY n DESC, 1 LIMIT ${TOP_VALUES}`,
  );
  const top = rows
    .filter((row) => Number(row['n']) > 1)
    .map((row) => ({ value: String(row['v']), count: Number(row['n']) }));
  return {
    distinct: Number(rows[0]?.['d'] ?? 0),
    distinctApproximate: false,
    ...(top.length === 0 ? {} : { top }),
  };
}

/** Checks the first candidates and applies their share to all. */
async function sensitive(
  session: DuckDbSession,
  table: string,
  c: string,
  fact: ColumnFacts,
): Promise<Details> {
  if (fact.sensitiveCandidates === 0 || fact.sensitiveCandidates < fact.values * 0.01) return {};
  const rows = await session.rows(
    `SELECT CAST(${c} AS VARCHAR) AS v FROM ${table} WHERE strlen(CAST(${c} AS VARCHAR)) BETWEEN 11 AND 23 LIMIT ${CANDIDATES}`,
  );
  const counter = new SensitiveCounter();
  for (const row of rows) {
    const bytes = Buffer.from(String(row['v']));
    if ((bytes[0] as number) <= 57) counter.add(bytes, 0, bytes.length);
  }
  const verdict = counter.verdict((rows.length * fact.values) / fact.sensitiveCandidates);
  return verdict === undefined ? {} : { sensitive: verdict };
}
