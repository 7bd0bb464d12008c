import type { ColumnType, Generated } from 'kysely';
import type { ExportTables } from './exports/tables.ts';
import type { LotTables } from './lots/tables.ts';
import type { QueueTables } from './queue/tables.ts';
import type { SettlementTables } from './settlement/tables.ts';
import type { VendorTables } from './vendors/tables.ts';
import type { ReviewTables } from './review/tables.ts';

type Stamp = ColumnType<Date, Date | undefined, Date>;
type Json<T> = ColumnType<T, string, string>;
type Count = ColumnType<bigint, number | bigint | undefined, number | bigint>;
type Numbered = ColumnType<bigint, never, never>;

export interface ProjectTable {
  id: string;
  number: Numbered;
  org_id: string;
  title: string;
  description: Generated<string>;
  label_config: string;
  instructions: Generated<string>;
  state: Generated<'draft' | 'active' | 'archived'>;
  settings: Json<Record<string, unknown>>;
  task_count: Count;
  gold_count: Count;
  revision: Generated<number>;
  created_by: string | null;
  created_at: Stamp;
  updated_at: Stamp;
}

/** One stored content that a field of a task's data stands for. */
export interface StoredMedia {
  readonly sha256: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly path: string;
}

export interface TaskTable {
  id: string;
  number: Numbered;
  project_id: string;
  org_id: string;
  data: Json<Record<string, unknown>>;
  meta: Json<Record<string, unknown> | null> | null;
  predictions: Json<unknown[] | null> | null;
  /** The right result, when it is known: the task may then serve as a gold item. */
  gold: Json<unknown[] | null> | null;
  media: Json<Record<string, StoredMedia> | null> | null;
  source: Json<Record<string, unknown> | null> | null;
  import_id: string | null;
  submitted_count: Generated<number>;
  accepted_count: Generated<number>;
  created_at: Stamp;
}

export type PackageMode =
  | 'open_claim'
  | 'invitation'
  | 'sealed_bids'
  | 'split'
  | 'blind_overlap'
  | 'own_team';
export type PackageState = 'draft' | 'open' | 'working' | 'closed' | 'cancelled';

export interface QualityBand {
  readonly minPpm: number;
  readonly rateBp: number;
}

export interface QualificationTerms {
  readonly count: number;
  readonly passPpm: number;
}

export interface PackageTable {
  id: string;
  number: Numbered;
  project_id: string;
  org_id: string;
  title: string;
  description: Generated<string>;
  mode: PackageMode;
  state: Generated<PackageState>;
  price_fen: Count;
  bands: Json<readonly QualityBand[]>;
  deadline: Date | null;
  bid_deadline: Date | null;
  required_skills: string[];
  required_modalities: Generated<string[]>;
  required_languages: Generated<string[]>;
  overlap: number;
  overlap_max: number;
  agreement_threshold_ppm: number | null;
  gold_rate_bp: number;
  /** Blind overlap: how many of 10,000 tasks a second vendor gets as well. */
  cross_rate_bp: number;
  /** Most tasks one vendor may hold. */
  max_share: number | null;
  qualification: Json<QualificationTerms | null> | null;
  aql: string | null;
  aql_level: string | null;
  /** sha256 of the seed, published before anything is submitted. */
  seed_commitment: string | null;
  /** The one package in which clients of Label Studio put all tasks of a project. */
  implicit: Generated<boolean>;
  task_count: Count;
  awarded_count: Count;
  revision: Generated<number>;
  created_by: string | null;
  created_at: Stamp;
  published_at: Date | null;
  ended_at: Date | null;
}

interface PackageSeedTable {
  package_id: string;
  seed: string;
  revealed_at: Date | null;
}

interface PackageTaskTable {
  package_id: string;
  task_id: string;
  position: Count;
  award_id: string | null;
}

export type AwardState =
  | 'working'
  | 'submitted'
  | 'accepted'
  | 'returned'
  | 'settled'
  | 'withdrawn';

export interface AwardTable {
  id: string;
  package_id: string;
  project_id: string;
  org_id: string;
  vendor_org_id: string;
  state: Generated<AwardState>;
  share: Count;
  price_fen: Count;
  slot_count: Count;
  revision: Generated<number>;
  created_by: string | null;
  created_at: Stamp;
}

export interface CommentTable {
  id: string;
  task_id: string;
  org_id: string;
  vendor_org_id: string | null;
  region_id: string | null;
  author_id: string;
  content: string;
  resolved_by: string | null;
  resolved_at: Date | null;
  created_at: Stamp;
}

export interface ImportTable {
  id: string;
  project_id: string;
  org_id: string;
  state: 'awaiting' | 'queued' | 'running' | 'done' | 'failed';
  format: string;
  source: Json<Record<string, unknown>>;
  total_bytes: Count | null;
  done_bytes: Count;
  /** Items read so far, good or bad: where a repeated run continues. */
  items: Count;
  tasks: Count;
  annotations: Count;
  problems: Count;
  error: Json<{ code: string; zh: string; en: string } | null> | null;
  created_by: string | null;
  created_at: Stamp;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface ImportProblemTable {
  import_id: string;
  number: Count;
  org_id: string;
  item: Count;
  line: Count | null;
  field: string | null;
  code: string;
  zh: string;
  en: string;
}

interface InvitationTable {
  package_id: string;
  org_id: string;
  vendor_org_id: string;
  share: Count | null;
  state: Generated<'open' | 'accepted' | 'declined' | 'revoked'>;
  invited_by: string | null;
  created_at: Stamp;
}

export interface BidTable {
  id: string;
  package_id: string;
  vendor_org_id: string;
  price_fen: Count;
  share: Count;
  note: Generated<string>;
  state: Generated<'sealed' | 'withdrawn' | 'won' | 'lost'>;
  revision: Generated<number>;
  created_by: string | null;
  created_at: Stamp;
  updated_at: Stamp;
}

export interface QualificationTable {
  id: string;
  package_id: string;
  org_id: string;
  vendor_org_id: string;
  person_id: string;
  state: Generated<'open' | 'passed' | 'failed'>;
  task_ids: string[];
  answers: Json<unknown> | null;
  score_ppm: number | null;
  pass_ppm: number;
  created_at: Stamp;
  decided_at: Date | null;
}

export interface AnnotationTables
  extends ExportTables, QueueTables, VendorTables, SettlementTables, ReviewTables, LotTables {
  'annotation.project': ProjectTable;
  'annotation.task': TaskTable;
  'annotation.import': ImportTable;
  'annotation.import_problem': ImportProblemTable;
  'annotation.package': PackageTable;
  'annotation.package_seed': PackageSeedTable;
  'annotation.package_task': PackageTaskTable;
  'annotation.award': AwardTable;
  'annotation.invitation': InvitationTable;
  'annotation.bid': BidTable;
  'annotation.qualification': QualificationTable;
  'annotation.comment': CommentTable;
}
