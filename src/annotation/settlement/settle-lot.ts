import type { Transaction } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { Actor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Fen } from '#src/kernel/money.ts';
import { postEntry } from '#src/ledger/index.ts';
import {
  computeSettlement,
  type Settlement,
  type SettledSubmission,
} from './compute-settlement.ts';
import { settlementErrors } from './errors.ts';
import {
  accounts,
  awardTerms,
  countOfAward,
  insertLines,
  insertSettlement,
  linkSubmissions,
  settlementOfLot,
  type SettlementDatabase,
  type Trx,
} from './queries.ts';

/** An accepted lot; `submissionId` is the id of the annotation row. */
export interface LotToSettle {
  readonly lotId: string;
  readonly awardId: string;
  /** Measured quality in millionths, which picks the band. */
  readonly qualityPpm: number;
  readonly accepted: readonly SettledSubmission[];
  /** Done again at the vendor's cost: `charge` basis points of the rate are taken back. */
  readonly rework?: readonly {
    readonly charge: number;
    readonly submissions: readonly SettledSubmission[];
  }[];
}

type Terms = NonNullable<Awaited<ReturnType<typeof awardTerms>>>;

/** Without bands everything is paid in full; below the lowest band nothing is paid. */
function worthOf(terms: Terms, lot: LotToSettle): Settlement {
  const bands = terms.bands.map(({ minPpm, rateBp }) => ({
    name: `≥ ${(minPpm / 10_000).toFixed(2)} %`,
    fromQuality: minPpm,
    pay: rateBp,
  }));
  const lowest = { name: '≥ 0.00 %', fromQuality: 0, pay: bands.length === 0 ? 10_000 : 0 };
  const { lotId, qualityPpm: quality } = lot;
  return computeSettlement({
    rateFen: BigInt(terms.price_fen),
    bands: bands.some((band) => band.fromQuality === 0) ? bands : [lowest, ...bands],
    accepted: [{ lotId, quality, submissions: lot.accepted }],
    rework: (lot.rework ?? []).map((rework) => ({ lotId, ...rework })),
  });
}

/**
 * @public Settles an accepted lot in the transaction that accepts it: works out its lines, links each result to
 * its line and posts the total from demand to vendor. A lot already settled answers the same settlement.
 * Answers undefined for the own team, whose work costs nothing. Throws settlement.foreignSubmission
 * for results of another award or settled before; RangeError for a result named twice.
 */
export async function settleLot<T extends SettlementDatabase>(
  trx: Transaction<T>,
  actor: Actor,
  audit: Audit,
  lot: LotToSettle,
): Promise<{ readonly id: string; readonly totalFen: Fen } | undefined> {
  const own = trx as unknown as Trx;
  const terms = await awardTerms(own, lot.awardId);
  if (!terms) throw new AppError(errors.notFound);
  if (terms.mode === 'own_team') return undefined;
  const earlier = await settlementOfLot(own, lot.lotId);
  if (earlier) return { id: earlier.id, totalFen: earlier.total_fen };
  const worth = worthOf(terms, lot);
  const ids = [lot.accepted, ...(lot.rework ?? []).map((r) => r.submissions)].flatMap((group) =>
    group.map((s) => s.submissionId),
  );
  const distinct = [...new Set(ids)];
  if ((await countOfAward(own, lot.awardId, distinct)) !== distinct.length)
    throw new AppError(settlementErrors.foreignSubmission);
  const id = newId();
  await store(own, actor, { id, terms, lot, worth });
  await audit({
    action: 'annotation.settle-lot',
    objectType: 'settlement',
    objectId: id,
    orgId: terms.org_id,
    after: { lotId: lot.lotId, awardId: lot.awardId, totalFen: worth.totalFen.toString() },
  });
  return { id, totalFen: worth.totalFen };
}

interface Settled {
  readonly id: string;
  readonly terms: Terms;
  readonly lot: LotToSettle;
  readonly worth: Settlement;
}

async function store(trx: Trx, actor: Actor, { id, terms, lot, worth }: Settled): Promise<void> {
  const entryId = await postChange(trx, actor, {
    reference: `annotation.settlement:${id}`,
    orgId: terms.org_id,
    vendorOrgId: terms.vendor_org_id,
    amount: worth.totalFen,
    description: { zh: `标注结算：${terms.title}`, en: `Annotation settled: ${terms.title}` },
  });
  await insertSettlement(trx, {
    id,
    lot_id: lot.lotId,
    award_id: terms.id,
    package_id: terms.package_id,
    org_id: terms.org_id,
    vendor_org_id: terms.vendor_org_id,
    rate_fen: BigInt(terms.price_fen),
    quality_ppm: lot.qualityPpm,
    total_fen: worth.totalFen,
    line_count: worth.lines.length,
    entry_id: entryId,
    created_by: actor.kind === 'user' ? actor.userId : null,
  });
  await insertLines(
    trx,
    worth.lines.map((line, at) => ({
      settlement_id: id,
      line_no: at + 1,
      kind: line.kind,
      band: line.band,
      units: BigInt(line.units),
      basis_points: line.basisPoints,
      amount_fen: line.amountFen,
    })),
  );
  const groups = [lot.accepted, ...(lot.rework ?? []).map((r) => r.submissions)];
  for (const [at, { kind }] of worth.lines.entries())
    await linkSubmissions(trx, { settlementId: id, lineNo: at + 1, kind }, groups[at] ?? []);
}

/** Moves an amount from demand to vendor (or back, below zero); null where there is nothing to move. */
export async function postChange(
  trx: Trx,
  actor: Actor,
  change: {
    readonly reference: string;
    readonly orgId: string;
    readonly vendorOrgId: string;
    readonly amount: Fen;
    readonly description: { readonly zh: string; readonly en: string };
  },
): Promise<string | null> {
  const { reference, description, amount, orgId, vendorOrgId } = change;
  if (amount === 0n) return null;
  const { id } = await postEntry(trx, actor, {
    reference,
    description,
    lines: [
      { orgId: vendorOrgId, kind: accounts.vendor, amount },
      { orgId, kind: accounts.demand, amount: -amount },
    ],
  });
  return id;
}
