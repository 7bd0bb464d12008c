import type { ColumnProfile, Profile, SheetProfile } from '#src/ports/profiler.ts';

/** One file's facts in truth.json; which members are there depends on `kind`. */
export interface Truth {
  readonly kind: string;
  readonly [fact: string]: unknown;
}

/** One compared fact: equal or not, with both sides for the report. */
export interface Comparison {
  readonly field: string;
  readonly same: boolean;
  readonly truth: unknown;
  readonly found: unknown;
}

interface TruthColumn {
  readonly name: string;
  readonly type: string;
  readonly empty: number;
  readonly null_like: number;
  readonly distinct_nonnull: number;
  readonly min?: number;
  readonly max?: number;
}

const ENCODINGS: Readonly<Record<string, string>> = {
  ascii: 'utf-8',
  'utf-8': 'utf-8',
  'utf-8-bom': 'utf-8-sig',
  'utf-16le-bom': 'utf-16le',
  gb18030: 'gb18030',
  'windows-1252 or latin-1': 'latin-1',
};

/** Every fact truth.json holds about a file of a kind the profiler reads. */
export function compare(truth: Truth, profile: Profile): Comparison[] {
  switch (truth.kind) {
    case 'csv':
      return compareCsv(truth, profile);
    case 'parquet':
      return compareParquet(truth, profile);
    case 'xlsx':
    case 'xls':
    case 'ods':
      return compareSheets(truth, profile);
    case 'json':
    case 'jsonl':
      return compareJson(truth, profile);
    case 'wav':
      return [
        same('rate', truth['rate'], profile.audio?.sampleRate),
        same('channels', truth['channels'], profile.audio?.channels),
        same('width', truth['width'], (profile.audio?.bitsPerSample ?? 0) / 8),
        same('frames', truth['frames'], profile.audio?.frames),
        {
          field: 'seconds',
          // Truth is rounded to 4 places, halves to even.
          same: Math.abs(Number(truth['seconds']) - (profile.audio?.seconds ?? 0)) <= 0.000_051,
          truth: truth['seconds'],
          found: profile.audio?.seconds,
        },
      ];
    case 'voc':
      return [
        same('width', Number(truth['width']), profile.image?.width),
        same('height', Number(truth['height']), profile.image?.height),
      ];
    default:
      return [];
  }
}

function same(field: string, truth: unknown, found: unknown): Comparison {
  return { field, same: JSON.stringify(truth) === JSON.stringify(found), truth, found };
}

function compareCsv(truth: Truth, profile: Profile): Comparison[] {
  const basic = [
    same('rows', truth['rows'], profile.rows),
    same('columns', truth['columns'], profile.columnCount),
  ];
  if (truth['encoding'] === undefined) return basic;
  const columns = truth['column_profile'] as TruthColumn[];
  const found = profile.columns ?? [];
  const numeric = (c: TruthColumn): boolean => c.type === 'integer' || c.type === 'number';
  const each = <T>(of: (c: ColumnProfile, i: number) => T): T[] => found.map(of);
  return [
    ...basic,
    same('encoding', ENCODINGS[truth['encoding'] as string], profile.encoding),
    same('delimiter', truth['delimiter'], profile.delimiter),
    same('header', truth['header'], profile.header),
    same('blank lines', truth['blank_lines'], profile.blankLines),
    same('nul bytes', truth['nul_bytes'], profile.nulBytes),
    same('ragged rows', truth['ragged_rows'], profile.ragged?.total),
    same('ragged widths', truth['ragged_widths'], profile.ragged?.widths),
    same('duplicate header names', truth['duplicate_header_names'], profile.duplicateHeaders),
    same(
      'empty counts',
      columns.map((c) => c.empty),
      each((c) => c.empty),
    ),
    same(
      'null-like counts',
      columns.map((c) => c.null_like),
      each((c) => c.nulls),
    ),
    same(
      'distinct',
      columns.map((c) => c.distinct_nonnull),
      each((c) => c.distinct),
    ),
    same(
      'types',
      columns.map((c) => expectedType(c)),
      each((c, i) => foundType(c, columns[i])),
    ),
    same(
      'min and max',
      columns.map((c) => (numeric(c) ? [c.min, c.max] : [])),
      each((c, i) => (columns[i] !== undefined && numeric(columns[i]) ? [c.min, c.max] : [])),
    ),
  ];
}

/** Truth calls a column with numbers and words mixed; for the hub that is text. */
function expectedType(column: TruthColumn): string {
  return column.type.startsWith('mixed') || column.type.startsWith('string')
    ? 'string'
    : column.type;
}
function foundType(column: ColumnProfile, truth: TruthColumn | undefined): string {
  if (truth?.type === 'date' && column.type === 'datetime') return 'date';
  return column.type;
}

function compareParquet(truth: Truth, profile: Profile): Comparison[] {
  if (truth['duckdb_error'] !== undefined)
    return [same('broken', 'parquet.broken', profile.error?.code)];
  return [
    same('rows', truth['rows'], profile.rows),
    same('columns', truth['columns'], profile.columnCount),
    same(
      'schema',
      truth['schema'],
      profile.columns?.map((c) => [c.name, c.sourceType]),
    ),
  ];
}

interface TruthSheet {
  readonly name: string;
  readonly ref: string | null;
  readonly nonblank_rows_including_header: number;
  readonly widest_row: number;
  readonly merged_ranges: number;
}

function compareSheets(truth: Truth, profile: Profile): Comparison[] {
  const sheets = truth['sheets'] as TruthSheet[];
  const found = profile.sheets ?? [];
  const both = (
    field: string,
    of: (sheet: TruthSheet) => unknown,
    other: (sheet: SheetProfile) => unknown,
  ): Comparison => same(field, sheets.map(of), found.map(other));
  return [
    both(
      'sheets',
      (s) => s.name,
      (s) => s.name,
    ),
    both(
      'rows',
      (s) => s.nonblank_rows_including_header,
      (s) => s.rows + (s.header ? 1 : 0),
    ),
    both(
      'columns',
      (s) => s.widest_row,
      (s) => s.columnCount,
    ),
    both(
      'merged ranges',
      (s) => s.merged_ranges,
      (s) => s.mergedRanges,
    ),
    both(
      'used range',
      (s) => (s.widest_row === 0 ? null : s.ref),
      (s) => (s.columnCount === 0 ? null : s.range),
    ),
  ];
}

const JSON_TYPES: Readonly<Record<string, string>> = {
  str: 'string',
  int: 'number',
  float: 'number',
  bool: 'boolean',
  NoneType: 'null',
  list: 'array',
  dict: 'object',
};
const TOPS: Readonly<Record<string, string>> = { list: 'array', dict: 'object' };

function compareJson(truth: Truth, profile: Profile): Comparison[] {
  const facts = [same('encoding', ENCODINGS[truth['encoding'] as string], profile.encoding)];
  if (truth['rows'] !== undefined) facts.push(same('rows', truth['rows'], profile.rows));
  if (truth['top'] !== undefined)
    facts.push(same('top', TOPS[truth['top'] as string], profile.json?.top));
  if (truth['top_keys'] !== undefined)
    facts.push(same('top keys', truth['top_keys'], profile.json?.topKeys));
  if (truth['features'] !== undefined)
    facts.push(same('features', truth['features'], profile.json?.features));
  if (truth['keys'] !== undefined) {
    const keys = truth['keys'] as Record<string, Record<string, number>>;
    facts.push(
      same(
        'keys',
        sorted(keys, (type) => JSON_TYPES[type] ?? type),
        topKeys(profile),
      ),
    );
  }
  return facts;
}

/** JSON has one kind of number; Python's int and float are counted together. */
function sorted(
  keys: Record<string, Record<string, number>>,
  nameOf: (type: string) => string,
): unknown[] {
  return Object.keys(keys)
    .toSorted()
    .map((key) => {
      const counts = new Map<string, number>();
      for (const [type, count] of Object.entries(keys[key] ?? {}))
        counts.set(nameOf(type), (counts.get(nameOf(type)) ?? 0) + count);
      return [key, [...counts].toSorted()];
    });
}

function topKeys(profile: Profile): unknown[] {
  const names = new Set(profile.columns?.map((column) => column.name));
  const own = profile.json?.keys.filter((key) => names.has(key.path)) ?? [];
  const keys = Object.fromEntries(own.map((key) => [key.path, { ...key.types }]));
  return sorted(keys, (type) => (type === 'integer' ? 'number' : type));
}
