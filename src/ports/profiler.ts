/** What a file turned out to be; `unknown` files can still be downloaded. */
export type ProfileKind =
  | 'tabular'
  | 'json'
  | 'geojson'
  | 'image'
  | 'audio'
  | 'text'
  | 'markdown'
  | 'zip'
  | 'unknown';

/** Pure ASCII is reported as utf-8; `utf-8-sig` is UTF-8 that begins with a byte order mark. */
export type TextEncoding = 'utf-8' | 'utf-8-sig' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'latin-1';

export type ColumnType =
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'string'
  | 'binary'
  | 'list'
  | 'object'
  | 'empty';

/** Personal data a column looks like: GB 11643 identity number, mobile phone, bank card (Luhn). */
export type SensitiveKind = 'id-number' | 'phone' | 'bank-card';

/** A local file the caller keeps unchanged and readable until the call has ended. */
export interface ProfileInput {
  readonly path: string;
  /** The name the provider gave, which hints at the format; content decides. */
  readonly name: string;
  /** Full size in bytes; while an upload is under way `path` holds only a prefix of it. */
  readonly sizeBytes: number;
}

/** A sentence about the file for people; `code` is stable, values are numbers or column names. */
export interface FileStatement {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Physical line, counted from 1, where it can be seen. */
  readonly line?: number;
}

/** Equal-width bins over `[from, to)`; the last bin includes `to`. Counts are exact. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** Type as the file format declares it (Parquet, Arrow). */
  readonly sourceType?: string;
  /** Empty or missing cells; JSON null and SQL NULL. */
  readonly empty: number;
  /** `empty` plus spellings of nothing: NA, N/A, NULL, None, NaN, `-`, `.`, blanks. */
  readonly nulls: number;
  /** Different values that are not nulls; an estimate (±2 %) where `distinctApproximate`. */
  readonly distinct: number;
  readonly distinctApproximate: boolean;
  /** Numbers for numeric columns (text beyond 2^53), text for the others, at most 100 characters. */
  readonly min?: number | string;
  readonly max?: number | string;
  readonly mean?: number;
  readonly histogram?: Histogram;
  /** Most frequent values first, at most 10; absent where no value repeats. */
  readonly top?: readonly { readonly value: string; readonly count: number }[];
  readonly topApproximate?: boolean;
  /** Why the type is not narrower: the first line whose value does not fit `narrower`. */
  readonly widened?: { readonly narrower: ColumnType; readonly line: number };
  readonly sensitive?: SensitiveKind;
}

export interface SheetProfile {
  readonly name: string;
  /** Rows with at least one value, the header not counted. */
  readonly rows: number;
  readonly columnCount: number;
  /** The used range, such as `A1:D9`; absent for an empty sheet. */
  readonly range?: string;
  readonly mergedRanges: number;
  readonly hidden: boolean;
  readonly header: boolean;
  readonly columns: readonly ColumnProfile[];
}

export interface RaggedRows {
  readonly total: number;
  readonly expected: number;
  /** Found width → rows of that width. */
  readonly widths: Readonly<Record<string, number>>;
  /** The first ones, at most 20. */
  readonly first: readonly { readonly line: number; readonly found: number }[];
}

/** One key of a JSON document; `path` is `a.b[].c`. `types` counts json types. */
export interface JsonKey {
  readonly path: string;
  readonly types: Readonly<Record<string, number>>;
}

export interface JsonShape {
  readonly top: 'array' | 'object' | 'lines' | 'scalar';
  /** Members of the top object. */
  readonly topKeys?: number;
  readonly features?: number;
  readonly geometries?: Readonly<Record<string, number>>;
  /** West, south, east, north. */
  readonly bbox?: readonly [number, number, number, number];
  /** At most 500 keys, in order of appearance. */
  readonly keys: readonly JsonKey[];
}

export interface ZipEntry {
  readonly path: string;
  readonly sizeBytes: number;
  readonly compressedBytes: number;
}

/** Plain JSON, so that it can be stored and served as it is. */
export interface Profile {
  readonly kind: ProfileKind;
  /** csv, tsv, json, jsonl, geojson, parquet, arrow, xlsx, xls, ods, png, wav, … */
  readonly format: string;
  readonly compression?: 'gzip';
  readonly encoding?: TextEncoding;
  readonly delimiter?: string;
  readonly header?: boolean;
  readonly rows?: number;
  readonly columnCount?: number;
  readonly columns?: readonly ColumnProfile[];
  readonly sheets?: readonly SheetProfile[];
  readonly blankLines?: number;
  readonly nulBytes?: number;
  readonly ragged?: RaggedRows;
  readonly duplicateHeaders?: readonly string[];
  readonly json?: JsonShape;
  readonly image?: {
    readonly width: number;
    readonly height: number;
    readonly orientation?: number;
  };
  readonly audio?: {
    readonly sampleRate?: number;
    readonly channels?: number;
    readonly bitsPerSample?: number;
    readonly frames?: number;
    readonly seconds?: number;
    readonly codec?: string;
  };
  readonly text?: {
    readonly lines: number;
    readonly characters: number;
    readonly headings?: readonly string[];
  };
  readonly zip?: {
    readonly entries: number;
    readonly sizeBytes: number;
    /** At most 1,000. */
    readonly files: readonly ZipEntry[];
  };
  readonly warnings: readonly FileStatement[];
  /** The file is broken or refused; what could be read before that is still given. */
  readonly error?: FileStatement;
}

/** The first rows of a table, lines of a text, or entries of a listing. Plain JSON. */
export interface PreviewResult {
  readonly kind: ProfileKind;
  readonly format: string;
  readonly compression?: 'gzip';
  readonly encoding?: TextEncoding;
  readonly delimiter?: string;
  /** True where only a part of the file was looked at. */
  readonly partial: boolean;
  /** Names of the columns shown, at most 200. */
  readonly columns?: readonly string[];
  /** At most 100 rows of text cells, each at most 1,000 characters; null is nothing. */
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly sheet?: string;
  readonly text?: string;
  readonly image?: Profile['image'];
  readonly audio?: Profile['audio'];
  readonly zip?: Profile['zip'];
  readonly warnings: readonly FileStatement[];
  readonly error?: FileStatement;
}

export interface PreviewOptions {
  /** Rows wanted, 1 to 100; 100 unless told. */
  readonly rows?: number;
  /** Rows to pass over first; the file is then read as far as needed, within the time of a preview. */
  readonly from?: number;
  readonly signal?: AbortSignal;
}

export interface ProfileOptions {
  /** Called with the part done, 0 to 1, never falling, at most a few times a second. */
  readonly onProgress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Looks into files nobody has checked. Promises: a broken, hostile or enormous file never rejects
 * and never harms the caller, it gives a result with an `error` statement; types, counts and
 * ragged rows of `profile` come from the whole file; memory stays bounded whatever the file; the
 * input is only read; nothing else is opened. Rejects only when `signal` fires (its reason) or
 * after `close`.
 */
export interface Profiler {
  /**
   * First rows, from a prefix too; never reads more than a few MiB of a text format. With `from`, rows
   * of a table from any place, in the order of the file; past its end there are none.
   */
  preview(input: ProfileInput, options?: PreviewOptions): Promise<PreviewResult>;
  profile(input: ProfileInput, options?: ProfileOptions): Promise<Profile>;
  /** Says that a preview will soon be wanted: what takes time to start is started. */
  prepare(): void;
  /** Ends all work at once. */
  close(): Promise<void>;
}
