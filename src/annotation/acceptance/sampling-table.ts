/**
 * ISO 2859-1 (identical: GB/T 2828.1) single sampling, general inspection level II, as far as rows were
 * seen. Nothing here is computed or interpolated: a row that is not listed does not exist for us.
 */
export type Aql = '1.0' | '2.5';
export type Severity = 'normal' | 'tightened';
export type CodeLetter =
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | 'E'
  | 'F'
  | 'G'
  | 'H'
  | 'J'
  | 'K'
  | 'L'
  | 'M'
  | 'N'
  | 'P'
  | 'Q';

/** Where a row was read. */
export type TableSource = keyof typeof tableSources;
export const tableSources = {
  letters: 'ISO 2859-1 table 1, general level II, as printed in a public code-letter chart',
  normal: 'ISO 2859-1 table 2-A (MIL-STD-105E table II-A), arrows resolved',
  tightened: 'ISO 2859-1 table 2-B (MIL-STD-105E table II-B), rows seen',
} as const;

/** Lot sizes and their code letter; the last row has no upper end. */
export const codeLetters: readonly {
  readonly from: number;
  readonly to: number | null;
  readonly letter: CodeLetter;
  readonly source: TableSource;
}[] = [
  { from: 2, to: 8, letter: 'A', source: 'letters' },
  { from: 9, to: 15, letter: 'B', source: 'letters' },
  { from: 16, to: 25, letter: 'C', source: 'letters' },
  { from: 26, to: 50, letter: 'D', source: 'letters' },
  { from: 51, to: 90, letter: 'E', source: 'letters' },
  { from: 91, to: 150, letter: 'F', source: 'letters' },
  { from: 151, to: 280, letter: 'G', source: 'letters' },
  { from: 281, to: 500, letter: 'H', source: 'letters' },
  { from: 501, to: 1200, letter: 'J', source: 'letters' },
  { from: 1201, to: 3200, letter: 'K', source: 'letters' },
  { from: 3201, to: 10_000, letter: 'L', source: 'letters' },
  { from: 10_001, to: 35_000, letter: 'M', source: 'letters' },
  { from: 35_001, to: 150_000, letter: 'N', source: 'letters' },
  { from: 150_001, to: 500_000, letter: 'P', source: 'letters' },
  { from: 500_001, to: null, letter: 'Q', source: 'letters' },
];

/** One plan: inspect `sample` units; up to `accept` defective ones pass, `reject` or more fail. */
export interface PlanRow {
  readonly severity: Severity;
  readonly aql: Aql;
  readonly letters: string;
  readonly sample: number;
  readonly accept: number;
  readonly reject: number;
  readonly source: TableSource;
}

const row =
  (severity: Severity, aql: Aql) =>
  (letters: string, sample: number, accept: number): PlanRow => ({
    severity,
    aql,
    letters,
    sample,
    accept,
    reject: accept + 1,
    source: severity,
  });
const [normal1, normal25] = [row('normal', '1.0'), row('normal', '2.5')];
const [tightened1, tightened25] = [row('tightened', '1.0'), row('tightened', '2.5')];

/** Every plan seen; `letters` are the code letters whose arrows lead to the row. */
export const planRows: readonly PlanRow[] = [
  normal1('ABCDEF', 13, 0),
  normal1('GH', 50, 1),
  normal1('J', 80, 2),
  normal1('K', 125, 3),
  normal1('L', 200, 5),
  normal1('M', 315, 7),
  normal1('N', 500, 10),
  normal1('P', 800, 14),
  normal1('Q', 1250, 21),
  normal25('ABCD', 5, 0),
  normal25('EF', 20, 1),
  normal25('G', 32, 2),
  normal25('H', 50, 3),
  normal25('J', 80, 5),
  normal25('K', 125, 7),
  normal25('L', 200, 10),
  normal25('M', 315, 14),
  normal25('NPQ', 500, 21),
  tightened1('F', 20, 0),
  tightened1('J', 80, 1),
  tightened1('K', 125, 2),
  tightened1('L', 200, 3),
  tightened25('D', 8, 0),
  tightened25('G', 32, 1),
  tightened25('H', 50, 2),
  tightened25('J', 80, 3),
  tightened25('K', 125, 5),
  tightened25('L', 200, 8),
];
