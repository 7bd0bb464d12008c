import type { Card } from '#src/catalog/index.ts';

/** A sentence in both languages of the hub. */
export interface Said {
  readonly zh: string;
  readonly en: string;
}

export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  /** Cells that say nothing: empty, NA, NULL, blanks. */
  readonly nulls: number;
  /** The type is wider than all but some stray values would need. */
  readonly widened: boolean;
}

export interface TableFacts {
  readonly rows: number;
  /** Rows with another number of cells than the header. */
  readonly ragged: number;
  readonly columns: readonly ColumnFacts[];
}

/** What the profile found in one file. */
export interface ContentFacts {
  readonly kind: string;
  readonly encoding: string | null;
  /** The file is broken or cannot be read. */
  readonly broken: boolean;
  /** One for a table file, one a sheet for a workbook, none otherwise. */
  readonly tables: readonly TableFacts[];
}

export interface FileFacts {
  readonly path: string;
  readonly format: string;
  /** Null while the profile is being made, or where there is none. */
  readonly content: ContentFacts | null;
}

/** Everything a scorecard is computed from; two equal values give the same scorecard to the letter. */
export interface QualityFacts {
  readonly card: Card;
  /** Day of publication in UTC, YYYY-MM-DD. */
  readonly publishedOn: string;
  /** Whether a version was published before this one. */
  readonly successor: boolean;
  readonly notes: string;
  readonly files: readonly FileFacts[];
}

/** What an indicator found: a share of the full score, unknown, or no matter of this dataset. */
export type Measure =
  | {
      readonly state: 'scored';
      /** 0 to 1. */
      readonly share: number;
      readonly evidence: Said;
      /** Absent where nothing is left to do. */
      readonly fix?: Fix;
    }
  | { readonly state: 'unknown' | 'not-applicable'; readonly evidence: Said };

/** What would raise the score, as a sentence and as the facts once it is done. */
export interface Fix {
  readonly sentence: Said;
  readonly apply: (facts: QualityFacts) => QualityFacts;
}

export type Evidence = (facts: QualityFacts) => Measure;

export const known = (facts: QualityFacts): readonly (FileFacts & { content: ContentFacts })[] =>
  facts.files.filter(
    (file): file is FileFacts & { content: ContentFacts } => file.content !== null,
  );

export const tablesOf = (facts: QualityFacts): readonly TableFacts[] =>
  known(facts).flatMap((file) => file.content.tables);

/** Nothing was looked into yet, or the data lie elsewhere. */
export function notSeen(facts: QualityFacts): Measure | undefined {
  if (facts.files.length === 0)
    return {
      state: 'unknown',
      evidence: {
        zh: '数据不在本平台，无法核查。',
        en: 'The data lie elsewhere and cannot be checked here.',
      },
    };
  if (known(facts).length === 0)
    return {
      state: 'unknown',
      evidence: { zh: '文件尚未完成分析。', en: 'The files have not been profiled yet.' },
    };
  return undefined;
}

/** Tables cannot be judged: not seen, or there are none among files that were all seen. */
export function noTables(facts: QualityFacts): Measure | undefined {
  const unseen = notSeen(facts);
  if (unseen) return unseen;
  if (tablesOf(facts).some((table) => table.columns.length > 0)) return undefined;
  return known(facts).length < facts.files.length
    ? {
        state: 'unknown',
        evidence: {
          zh: '部分文件尚未完成分析，暂不能判断是否含有表格。',
          en: 'Some files have not been profiled yet: whether there are tables is unknown.',
        },
      }
    : {
        state: 'not-applicable',
        evidence: { zh: '没有表格文件。', en: 'There are no tables.' },
      };
}

/** Part of the files that were looked into: what was not seen is never counted as good. */
export const seenShare = (facts: QualityFacts): number =>
  facts.files.length === 0 ? 0 : known(facts).length / facts.files.length;

/** How many files are left out, as an addition to an evidence sentence; empty when none is. */
export function unseenNote(facts: QualityFacts): Said {
  const missing = facts.files.length - known(facts).length;
  return missing === 0
    ? { zh: '', en: '' }
    : {
        zh: `另有 ${missing} 个文件尚未分析，按未达标计。`,
        en: ` ${missing} more not profiled yet, counted as not met.`,
      };
}

const withContent = (
  facts: QualityFacts,
  change: (content: ContentFacts) => ContentFacts,
): QualityFacts => ({
  ...facts,
  files: facts.files.map((file) =>
    file.content ? { ...file, content: change(file.content) } : file,
  ),
});

export const withTables = (
  facts: QualityFacts,
  change: (table: TableFacts) => TableFacts,
): QualityFacts =>
  withContent(facts, (content) => ({ ...content, tables: content.tables.map(change) }));

export const withEveryContent = withContent;

/** A share of counted things: full when there is nothing against it. */
export function counted(
  good: number,
  all: number,
  facts: QualityFacts,
  evidence: Said,
  fix: Fix,
): Measure {
  const note = unseenNote(facts);
  const share = all === 0 ? seenShare(facts) : (good / all) * seenShare(facts);
  return {
    state: 'scored',
    share,
    evidence: { zh: evidence.zh + note.zh, en: evidence.en + note.en },
    ...(good < all ? { fix } : {}),
  };
}
