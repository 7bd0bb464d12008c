import type { ColumnType, Generated } from 'kysely';

type Stamp = ColumnType<Date, Date | undefined, Date>;
type Json<T> = ColumnType<T, string, string>;
type Count = ColumnType<bigint, number | bigint | undefined, number | bigint>;
type Numbered = ColumnType<bigint, never, never>;

export type SlotState = 'open' | 'leased' | 'submitted' | 'accepted' | 'returned' | 'cancelled';

export interface SlotTable {
  id: string;
  package_id: string;
  project_id: string;
  award_id: string;
  task_id: string;
  org_id: string;
  vendor_org_id: string;
  overlap_index: number;
  kind: 'work' | 'gold' | 'overlap';
  state: SlotState;
  rank: Count;
  lease_id: string | null;
  lessee_id: string | null;
  lease_mode: 'online' | 'offline' | null;
  lease_expires_at: Date | null;
  returned_to: string | null;
  attempt: Generated<number>;
  created_at: Stamp;
}

export interface LeaseTable {
  id: string;
  slot_id: string;
  task_id: string;
  award_id: string;
  org_id: string;
  vendor_org_id: string;
  person_id: string;
  attempt: number;
  mode: 'online' | 'offline';
  request_key: string;
  leased_at: Stamp;
  expires_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  ended_at: Date | null;
  end_reason: 'submitted' | 'given_back' | 'expired' | 'cancelled' | null;
}

interface AssignmentTable {
  task_id: string;
  person_id: string;
  slot_id: string;
  org_id: string;
  vendor_org_id: string;
  submitted: Generated<boolean>;
  created_at: Stamp;
}

export interface WorkerTable {
  award_id: string;
  person_id: string;
  package_id: string;
  org_id: string;
  vendor_org_id: string;
  /** Every open slot up to here is barred for this person: its next claim begins behind it. */
  cursor_rank: Count;
  served: Count;
  gold_served: Count;
  gold_graded: Count;
  gold_score: Generated<number>;
  held: Count;
  submitted: Count;
  skipped: Count;
  accepted: Count;
  returned: Count;
  orphaned: Count;
  lead_time_ms: Count;
  updated_at: Stamp;
}

export type AnnotationState =
  | 'submitted'
  | 'skipped'
  | 'orphaned'
  | 'returned'
  | 'accepted'
  | 'replaced';

export interface AnnotationTable {
  id: string;
  number: Numbered;
  project_id: string;
  package_id: string;
  award_id: string;
  slot_id: string;
  task_id: string;
  org_id: string;
  vendor_org_id: string;
  person_id: string;
  lease_id: string;
  state: AnnotationState;
  result: Json<unknown[]>;
  lead_time_ms: Count;
  skip_reason: string | null;
  submission_id: string;
  content_digest: string;
  gold_score: number | null;
  /** Why a reviewer sent it back. */
  return_reason: string | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  /** The lot it was handed over in, while that lot is not returned. */
  lot_id: string | null;
  revision: Generated<number>;
  created_at: Stamp;
  updated_at: Stamp;
}

interface DraftTable {
  slot_id: string;
  person_id: string;
  org_id: string;
  vendor_org_id: string;
  result: Json<unknown[]>;
  revision: Generated<number>;
  updated_at: Stamp;
}

export interface QueueTables {
  'annotation.slot': SlotTable;
  'annotation.lease': LeaseTable;
  'annotation.assignment': AssignmentTable;
  'annotation.worker': WorkerTable;
  'annotation.annotation': AnnotationTable;
  'annotation.draft': DraftTable;
}
