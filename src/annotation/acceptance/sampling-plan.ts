import {
  codeLetters,
  planRows,
  tableSources,
  type Aql,
  type CodeLetter,
  type Severity,
} from './sampling-table.ts';

/** What to inspect of a lot, and when it fails. */
export interface SamplingPlan {
  readonly kind: 'plan';
  readonly lotSize: number;
  readonly aql: Aql;
  readonly severity: Severity;
  readonly letter: CodeLetter;
  /** Units to inspect: the row's sample size, or the whole lot if that is not larger. */
  readonly sample: number;
  readonly inspectAll: boolean;
  /** At most so many defective units pass. */
  readonly accept: number;
  /** From so many defective units on the lot is returned. */
  readonly reject: number;
  readonly source: string;
}

/** The table has no such row; a plan is never interpolated. */
export interface NoTable {
  readonly kind: 'no-table';
  readonly reason: 'lot-size' | 'aql' | 'tightened-row';
}

/** The plan for a lot (ISO 2859-1, general level II), or the typed refusal. */
export function samplingPlan(lot: {
  readonly lotSize: number;
  readonly aql: string;
  readonly severity: Severity;
}): SamplingPlan | NoTable {
  const { lotSize, severity } = lot;
  const letter = Number.isSafeInteger(lotSize) ? letterOf(lotSize) : undefined;
  if (letter === undefined) return { kind: 'no-table', reason: 'lot-size' };
  const rows = planRows.filter((row) => row.aql === lot.aql);
  if (rows.length === 0) return { kind: 'no-table', reason: 'aql' };
  const found = rows.find((row) => row.severity === severity && row.letters.includes(letter));
  if (!found) return { kind: 'no-table', reason: 'tightened-row' };
  const inspectAll = found.sample >= lotSize;
  return {
    kind: 'plan',
    lotSize,
    aql: found.aql,
    severity,
    letter,
    sample: inspectAll ? lotSize : found.sample,
    inspectAll,
    accept: found.accept,
    reject: found.reject,
    source: tableSources[found.source],
  };
}

const letterOf = (lotSize: number): CodeLetter | undefined =>
  codeLetters.find(({ from, to }) => from <= lotSize && (to === null || lotSize <= to))?.letter;

/** Whether a lot passes with so many defective units in its sample. */
export const isAccepted = (
  { accept }: Pick<SamplingPlan, 'accept'>,
  defectiveUnits: number,
): boolean => defectiveUnits <= accept;
