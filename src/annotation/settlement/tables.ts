import type { ColumnType, Generated } from 'kysely';

type CreatedAt = ColumnType<Date, never, never>;

interface SettlementTable {
  id: string;
  number: ColumnType<bigint, never, never>;
  lot_id: string;
  award_id: string;
  package_id: string;
  /** The demand side. */
  org_id: string;
  vendor_org_id: string;
  rate_fen: bigint;
  quality_ppm: number;
  total_fen: bigint;
  line_count: number;
  /** The ledger's entry; none where nothing is owed. */
  entry_id: string | null;
  created_by: string | null;
  created_at: CreatedAt;
}

interface SettlementLineTable {
  settlement_id: string;
  line_no: number;
  kind: 'accepted' | 'rework';
  band: string | null;
  units: ColumnType<bigint, number | bigint, never>;
  basis_points: number;
  amount_fen: bigint;
}

interface SettledSubmissionTable {
  annotation_id: string;
  kind: 'accepted' | 'rework';
  settlement_id: string;
  line_no: number;
  units: number;
}

export type DisputeState = 'open' | 'answered' | 'resolved' | 'withdrawn';
export type Side = 'demand' | 'vendor';

interface DisputeTable {
  id: string;
  settlement_id: string;
  org_id: string;
  vendor_org_id: string;
  opened_for: Side;
  state: Generated<DisputeState>;
  /** Change of what the vendor receives, as claimed, offered and decided; fen with sign. */
  claim_fen: bigint;
  reason: string;
  offer_fen: bigint | null;
  answer: string | null;
  adjustment_fen: bigint | null;
  decision: string | null;
  entry_id: string | null;
  opened_by: string | null;
  answered_by: string | null;
  resolved_by: string | null;
  opened_at: CreatedAt;
  answered_at: Date | null;
  resolved_at: Date | null;
}

export interface SettlementTables {
  'annotation.settlement': SettlementTable;
  'annotation.settlement_line': SettlementLineTable;
  'annotation.settled_submission': SettledSubmissionTable;
  'annotation.dispute': DisputeTable;
}
