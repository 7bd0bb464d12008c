import { csvLine, csvMark } from '#src/kernel/csv.ts';
import { formatMoney, plainYuan, readFen } from '#src/kernel/money.ts';
import type { DocumentModel } from '#src/ports/documents.ts';
import {
  disputesOf,
  ledgerTotal,
  linesOf,
  settlementsOf,
  type AwardParties,
  type Db,
  type DisputeRow,
} from './queries.ts';
import type { DisputeViewBody, StatementViewBody } from './schema.ts';

export const disputeView = (row: DisputeRow): DisputeViewBody => ({
  id: row.id,
  settlementId: row.settlement_id,
  openedFor: row.opened_for,
  state: row.state,
  claim: row.claim_fen.toString(),
  reason: row.reason,
  ...(row.offer_fen === null ? {} : { offer: row.offer_fen.toString() }),
  ...(row.answer === null ? {} : { answer: row.answer }),
  ...(row.adjustment_fen === null ? {} : { adjustment: row.adjustment_fen.toString() }),
  ...(row.decision === null ? {} : { decision: row.decision }),
  openedAt: row.opened_at.toISOString(),
  ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
  ...(row.resolved_at ? { resolvedAt: row.resolved_at.toISOString() } : {}),
});

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

/** Everything settled under one award: lots, lines, disputes and what the ledger holds for them. */
export async function statementOf(db: Db, award: AwardParties): Promise<StatementViewBody> {
  const [settlements, lines, disputes] = [
    await settlementsOf(db, award.id),
    await linesOf(db, award.id),
    await disputesOf(db, award.id),
  ];
  const settled = sum(settlements.map((s) => s.total_fen));
  const adjusted = sum(disputes.map((d) => d.adjustment_fen ?? 0n));
  const ledger = await ledgerTotal(db, award);
  return {
    awardId: award.id,
    package: award.title,
    demand: { slug: award.demand_slug, name: { zh: award.demand_zh, en: award.demand_en } },
    vendor: { slug: award.vendor_slug, name: { zh: award.vendor_zh, en: award.vendor_en } },
    settlements: settlements.map((s) => ({
      id: s.id,
      number: Number(s.number),
      lotId: s.lot_id,
      rate: s.rate_fen.toString(),
      qualityPpm: s.quality_ppm,
      total: s.total_fen.toString(),
      settledAt: s.created_at.toISOString(),
      lines: lines
        .filter((line) => line.settlement_id === s.id)
        .map((line) => ({
          kind: line.kind,
          ...(line.band === null ? {} : { band: line.band }),
          units: Number(line.units),
          basisPoints: line.basis_points,
          amount: line.amount_fen.toString(),
          submissions: Number(line.submissions ?? 0n),
        })),
      disputes: disputes.filter((d) => d.settlement_id === s.id).map(disputeView),
    })),
    settled: settled.toString(),
    adjusted: adjusted.toString(),
    total: (settled + adjusted).toString(),
    ...(ledger === undefined ? {} : { ledger: ledger.toString() }),
  };
}

const words = {
  zh: {
    title: '标注结算单',
    heads: ['结算编号', '日期', '项目', '质量档次', '数量', '单价（元）', '比例', '金额（元）'],
    accepted: '验收合格',
    rework: '返工扣减',
    adjustment: '争议调整',
    total: '合计',
    demand: '需求方',
    vendor: '服务商',
    package: '标注包',
    note: '金额 = 验收合格数量 × 单价 × 档次比例 − 返工扣减，每行四舍五入到分；与总账逐笔一致。',
  },
  en: {
    title: 'Annotation statement',
    heads: [
      'Settlement',
      'Day',
      'Item',
      'Quality band',
      'Units',
      'Rate (CNY)',
      'Share',
      'Amount (CNY)',
    ],
    accepted: 'Accepted',
    rework: 'Rework',
    adjustment: 'Adjustment after a dispute',
    total: 'Total',
    demand: 'Demand side',
    vendor: 'Vendor',
    package: 'Package',
    note: 'Amount = accepted units × rate × band − rework, each line rounded to whole fen; every line agrees with the ledger.',
  },
} as const;

type Language = keyof typeof words;

/** The day in Asia/Shanghai of an instant, YYYY-MM-DD. */
const dayOf = (instant: string): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

function rowsOf(statement: StatementViewBody, language: Language): string[][] {
  const w = words[language];
  return statement.settlements.flatMap((s) => [
    ...s.lines.map((line) => [
      String(s.number),
      dayOf(s.settledAt),
      w[line.kind],
      line.band ?? '',
      String(line.units),
      plainYuan(readFen(s.rate)),
      `${(line.basisPoints / 100).toFixed(2)}%`,
      plainYuan(readFen(line.amount)),
    ]),
    ...s.disputes
      .filter((dispute) => dispute.adjustment !== undefined)
      .map((dispute) => [
        String(s.number),
        dayOf(dispute.resolvedAt ?? dispute.openedAt),
        w.adjustment,
        '',
        '',
        '',
        '',
        plainYuan(readFen(dispute.adjustment ?? '0')),
      ]),
  ]);
}

export function statementCsv(statement: StatementViewBody, language: Language): string {
  const w = words[language];
  const total = ['', '', w.total, '', '', '', '', plainYuan(readFen(statement.total))];
  return csvMark + [w.heads, ...rowsOf(statement, language), total].map(csvLine).join('');
}

export function statementDocument(
  statement: StatementViewBody,
  language: Language,
  options: { readonly url: string; readonly now: Date },
): DocumentModel {
  const w = words[language];
  const shares = [1.2, 1.6, 1.8, 1.6, 1, 1.4, 1.3, 1.9];
  const total = formatMoney(readFen(statement.total));
  return {
    title: w.title,
    subtitle: dayOf(options.now.toISOString()),
    language,
    createdAt: options.now,
    verifyUrl: options.url,
    parts: [
      {
        kind: 'facts',
        rows: [
          [w.demand, statement.demand.name[language]],
          [w.vendor, statement.vendor.name[language]],
          [w.package, statement.package],
          [w.total, total],
        ],
      },
      { kind: 'paragraph', text: w.note },
      {
        kind: 'table',
        columns: w.heads.map((title, at) => ({
          title,
          share: shares[at] ?? 1,
          align: at >= 4 ? ('right' as const) : ('left' as const),
        })),
        rows: rowsOf(statement, language),
        total: ['', '', w.total, '', '', '', '', total],
      },
    ],
  };
}
