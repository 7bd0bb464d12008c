import { type, type Type } from 'arktype';
import { fen } from '#src/kernel/money.ts';
import { cursor, id as uuid, instant, limit } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;
const words = type('/^[^\\x00-\\x20][^\\x00]*$/')
  .and('string <= 2000')
  .describe('a text of 1 to 2000 characters');
const shown = type({ zh: 'string', en: 'string' });
const Party = type({ slug: 'string', name: shown });

export const AwardPath = type({ id });
export const SettlementPath = type({ id });
export const DisputePath = type({ id });
export const StatementQuery = type({ 'lang?': "'zh' | 'en'" });
export const SubmissionQuery = type({ 'cursor?': cursor, 'limit?': limit });
export const disputeStates = ['open', 'answered', 'resolved', 'withdrawn'] as const;
const DisputeStateName = type.enumerated(...disputeStates);
export const DisputeQuery = type({
  'state?': DisputeStateName,
  'cursor?': cursor,
  'limit?': limit,
});

/** Amounts are changes of what the vendor receives, with sign. */
export const DisputeView = type({
  id,
  settlementId: id,
  openedFor: "'demand' | 'vendor'",
  state: DisputeStateName,
  claim: fen,
  reason: 'string',
  'offer?': fen,
  'answer?': 'string',
  'adjustment?': fen,
  'decision?': 'string',
  openedAt: instant,
  'answeredAt?': instant,
  'resolvedAt?': instant,
});
/** For the operators: with the award whose statement shows the lines, and its two sides. */
export const DisputePage = type({
  items: type({
    '...': DisputeView,
    awardId: id,
    settlement: 'number.integer',
    package: 'string',
    demand: Party,
    vendor: Party,
  }).array(),
  'next?': 'string',
});
export const OpenDispute = type({ '+': 'reject', claim: fen, reason: words });
/** `offer` is the change the other side would agree to; "0" for none. */
export const AnswerDispute = type({ '+': 'reject', offer: fen, answer: words });
export const DecideDispute = type({ '+': 'reject', adjustment: fen, decision: words });

const LineView = type({
  kind: "'accepted' | 'rework'",
  'band?': 'string',
  units: 'number.integer',
  basisPoints: 'number.integer',
  amount: fen,
  /** Results behind the line. */
  submissions: 'number.integer',
});
const SettlementView = type({
  id,
  number: 'number.integer',
  lotId: 'string',
  rate: fen,
  qualityPpm: 'number.integer',
  total: fen,
  settledAt: instant,
  lines: LineView.array(),
  disputes: DisputeView.array(),
});
/** `total` = settlements + adjustments; `ledger` is what the vendor's account holds for them. */
export const StatementView = type({
  awardId: id,
  package: 'string',
  demand: Party,
  vendor: Party,
  settlements: SettlementView.array(),
  settled: fen,
  adjusted: fen,
  total: fen,
  /** Only for those who may read the vendor's account. */
  'ledger?': fen,
});
export const SubmissionPage = type({
  items: type({
    line: 'number.integer',
    annotationId: id,
    kind: "'accepted' | 'rework'",
    units: 'number.integer',
  }).array(),
  'next?': 'string',
});

export type StatementViewBody = typeof StatementView.infer;
export type DisputeViewBody = typeof DisputeView.infer;
