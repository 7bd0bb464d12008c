import type { ColumnType, Generated } from 'kysely';
import type { FormStep } from './forms/form-schema.ts';
import type { Rule } from './rules/rule.ts';
import type { Answers, Settings, Snapshot } from './shapes.ts';
import type { ApplicationState, RoundState } from './transitions.ts';

type CreatedAt = ColumnType<Date, never, never>;
type Json<T> = ColumnType<T, string, string>;
type Computed<T> = ColumnType<T, never, never>;

export type ProgrammeKind = 'ranking' | 'formula' | 'ceiling' | 'roster' | 'activity';
export type SourceStatus = 'consultation-draft' | 'in-force' | 'repealed';

interface ProgrammeTable {
  code: string;
  kind: ProgrammeKind;
  subject: 'dataset' | 'project';
  name_zh: string;
  name_en: string;
  clause: string;
  clause_text: string;
  source_document: string;
  source_status: SourceStatus;
  yearly_capacity: number | null;
  state: 'draft' | 'active' | 'suspended' | 'retired';
}

interface RuleSetTable {
  id: string;
  programme_code: string;
  version: number;
  /** YYYY-MM-DD, both days included. */
  effective_from: string;
  effective_to: string | null;
  source_document: string;
  source_clause: string;
  source_status: SourceStatus;
  rules: Json<readonly Rule[]>;
  form: Json<readonly FormStep[]>;
  settings: Json<Settings>;
  sha256: string;
  revision: Generated<number>;
  created_by: string | null;
  created_at: CreatedAt;
}

export interface RoundTable {
  id: string;
  programme_code: string;
  year: number;
  title_zh: string;
  title_en: string;
  guide_zh: Generated<string>;
  guide_en: Generated<string>;
  rule_set_id: string;
  rule_set_sha256: string;
  capacity: number;
  /** Wall clock of Asia/Shanghai. */
  opens_on: string;
  opens_time: Generated<string>;
  closes_on: string;
  closes_time: Generated<string>;
  opens_at: Computed<Date>;
  /** The first instant that is too late. */
  closes_at: Computed<Date>;
  state: Generated<RoundState>;
  state_reason: string | null;
  board_id: string | null;
  revision: Generated<number>;
  created_by: string | null;
  created_at: CreatedAt;
}

export interface ApplicationTable {
  id: string;
  round_id: string;
  number: string | null;
  lead_org_id: string;
  title: Generated<string>;
  dataset_id: string | null;
  version_id: string | null;
  answers: Json<Answers>;
  state: Generated<ApplicationState>;
  state_reason: string | null;
  returned_due: Date | null;
  snapshot_version: number | null;
  snapshot: Json<Snapshot | null> | null;
  snapshot_sha256: string | null;
  submitted_at: Date | null;
  /** Under review in the round's board. */
  item_id: string | null;
  supersedes: string | null;
  revision: Generated<number>;
  /** How many of the revisions are steps of the deliberation, which its organisations do not see. */
  hidden_steps: Generated<number>;
  created_by: string | null;
  created_at: CreatedAt;
}

interface ApplicationOrgTable {
  application_id: string;
  org_id: string;
  lead_org_id: string;
  state: Generated<'invited' | 'confirmed' | 'declined'>;
  decided_by: string | null;
  decided_at: Date | null;
  created_at: CreatedAt;
}

interface ApplicationVersionTable {
  application_id: string;
  version: number;
  snapshot: Json<Snapshot>;
  sha256: string;
  submitted_by: string | null;
  submitted_at: ColumnType<Date, never, never>;
}

interface AttachmentTable {
  id: string;
  application_id: string;
  field: string;
  name: string;
  media_type: string;
  sha256: string;
  size_bytes: number;
  content: Uint8Array;
  removed_at: Date | null;
  added_by: string | null;
  created_at: CreatedAt;
}

interface EventTable {
  seq: ColumnType<bigint, never, never>;
  round_id: string;
  application_id: string | null;
  at: CreatedAt;
  actor: string;
  command: string;
  before: string | null;
  after: string;
  reason: string | null;
  payload: Json<Readonly<Record<string, unknown>>>;
  internal: Generated<boolean>;
}

interface EligibilityCheckTable {
  application_id: string;
  run: number;
  rule_key: string;
  result: 'pass' | 'fail' | 'unknown';
  facts: Json<Readonly<Record<string, unknown>>>;
  checked_at: CreatedAt;
}

interface WaiverTable {
  id: string;
  application_id: string;
  rule_key: string;
  reason: string;
  state: Generated<'proposed' | 'approved' | 'refused'>;
  proposed_by: string;
  proposed_at: CreatedAt;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface SelectionTables {
  'selection.programme': ProgrammeTable;
  'selection.rule_set': RuleSetTable;
  'selection.round': RoundTable;
  'selection.application': ApplicationTable;
  'selection.used_number': { number: string };
  'selection.application_org': ApplicationOrgTable;
  'selection.application_version': ApplicationVersionTable;
  'selection.attachment': AttachmentTable;
  'selection.event': EventTable;
  'selection.eligibility_check': EligibilityCheckTable;
  'selection.waiver': WaiverTable;
}
