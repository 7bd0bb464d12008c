/** A quality band: from `fromQuality` (basis points of 10,000) on, a unit earns `pay` basis points of the rate. */
export interface QualityBand {
  readonly name: string;
  readonly fromQuality: number;
  readonly pay: number;
}

/** Units accepted together and measured together: one line of the statement. */
export interface AcceptedUnits {
  readonly lotId: string;
  /** Measured quality in basis points, 0 to 10,000. */
  readonly quality: number;
  readonly submissions: readonly SettledSubmission[];
}

/** Work done again at the vendor's cost: one deduction line. */
export interface Rework {
  readonly lotId: string;
  /** Share of the rate taken back for each unit, in basis points. */
  readonly charge: number;
  readonly submissions: readonly SettledSubmission[];
}

/** One submission and how many units it counts for (1 for a task, more for, say, boxes). */
export interface SettledSubmission {
  readonly submissionId: string;
  readonly units: number;
}

export interface SettlementInput {
  /** Price of one unit, in fen. */
  readonly rateFen: bigint;
  readonly bands: readonly QualityBand[];
  readonly accepted: readonly AcceptedUnits[];
  readonly rework: readonly Rework[];
}

export interface SettlementLine {
  readonly kind: 'accepted' | 'rework';
  readonly lotId: string;
  readonly band: string | null;
  readonly units: number;
  readonly rateFen: bigint;
  /** Basis points applied to units × rate. */
  readonly basisPoints: number;
  /** Negative for rework. */
  readonly amountFen: bigint;
  readonly submissionIds: readonly string[];
}

export interface Settlement {
  readonly lines: readonly SettlementLine[];
  /** Exactly the sum of the lines; below zero the vendor owes. */
  readonly totalFen: bigint;
}

/**
 * What a vendor is owed: a line for each accepted group (units × rate × band) and one for each rework
 * (units × rate × charge, negative). Each line is rounded to whole fen once, half away from zero; the total
 * is the sum of the rounded lines, so a statement always adds up.
 * @throws RangeError when a submission is paid twice or reworked twice, a number is out of its range, or no
 *   band holds a quality
 */
export function computeSettlement(input: SettlementInput): Settlement {
  if (input.rateFen < 0n) throw new RangeError('a rate is not negative');
  for (const { pay } of input.bands) requireWhole(pay, 'pay');
  requireOnce(input.accepted);
  requireOnce(input.rework);
  const lines = [
    ...input.accepted.map((group): SettlementLine => {
      const band = bandOf(input.bands, group.quality);
      return lineOf('accepted', group, band.name, band.pay, input.rateFen);
    }),
    ...input.rework.map((group): SettlementLine => {
      requireWhole(group.charge, 'charge');
      return lineOf('rework', group, null, group.charge, input.rateFen);
    }),
  ];
  return { lines, totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0n) };
}

/** The band with the highest entry that the quality reaches. */
function bandOf(bands: readonly QualityBand[], quality: number): QualityBand {
  requireWhole(quality, 'quality');
  const reached = bands.filter(({ fromQuality }) => fromQuality <= quality);
  const best = reached.toSorted((a, b) => b.fromQuality - a.fromQuality)[0];
  if (!best) throw new RangeError('no quality band holds this quality');
  return best;
}

function lineOf(
  kind: SettlementLine['kind'],
  { lotId, submissions }: Pick<AcceptedUnits, 'lotId' | 'submissions'>,
  band: string | null,
  basisPoints: number,
  rateFen: bigint,
): SettlementLine {
  let units = 0;
  for (const submission of submissions) {
    requireWhole(submission.units, 'units');
    units += submission.units;
  }
  const amount = roundHalfUp(BigInt(units) * rateFen * BigInt(basisPoints), 10_000n);
  return {
    kind,
    lotId,
    band,
    units,
    rateFen,
    basisPoints,
    amountFen: kind === 'rework' ? -amount : amount,
    submissionIds: submissions.map(({ submissionId }) => submissionId),
  };
}

/** n ÷ d to the nearest whole, halves upwards; n is not negative. */
const roundHalfUp = (n: bigint, d: bigint): bigint => (2n * n + d) / (2n * d);

function requireWhole(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} must be a whole number, not negative`);
}

function requireOnce(
  groups: readonly { readonly submissions: readonly SettledSubmission[] }[],
): void {
  const ids = groups.flatMap(({ submissions }) => submissions.map((s) => s.submissionId));
  if (new Set(ids).size !== ids.length) throw new RangeError('a submission stands in two lines');
}
