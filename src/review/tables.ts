import type { ColumnType, Generated } from 'kysely';

type CreatedAt = ColumnType<Date, never, never>;
type Json<T> = ColumnType<T, string, string>;

export interface Words {
  readonly zh: string;
  readonly en: string;
}
/** What one criterion of a rubric asks; scores are numbers from `min` to `max`. */
export interface Criterion {
  readonly key: string;
  readonly title: Words;
  readonly help: Words;
  /** Share of the total, relative to the sum of the weights. */
  readonly weight: number;
  readonly min: number;
  readonly max: number;
}
export type Blindness = 'open' | 'single' | 'double';
export type ExpertState = 'invited' | 'registered' | 'active' | 'suspended' | 'declined';
export type AssignmentState =
  | 'invited'
  | 'accepted'
  | 'draft'
  | 'submitted'
  | 'reopened'
  | 'declined'
  | 'recused'
  | 'invalidated';
/** An organisation by whatever is known of it; days are YYYY-MM-DD in Asia/Shanghai. */
export interface StoredOrganisation {
  readonly id: string | null;
  readonly uscc: string | null;
  readonly names: readonly string[];
}

interface ExpertTable {
  id: string;
  user_id: string;
  state: Generated<ExpertState>;
  fields: Generated<string[]>;
  load_limit: number;
  term_from: string;
  term_to: string;
  state_reason: string | null;
  invited_by: string | null;
  decided_by: string | null;
  revision: Generated<number>;
  created_at: CreatedAt;
}

interface AffiliationTable {
  id: string;
  expert_id: string;
  user_id: string;
  org_id: string | null;
  uscc: string | null;
  name: string;
  from_day: string;
  to_day: string | null;
  struck_at: Date | null;
  struck_reason: string | null;
  created_at: CreatedAt;
}

export type RelationNature =
  | 'co-author'
  | 'family'
  | 'adviser'
  | 'financial'
  | 'competitor'
  | 'other';
interface RelationTable {
  id: string;
  expert_id: string;
  user_id: string;
  kind: 'organisation' | 'person';
  nature: RelationNature;
  org_id: string | null;
  uscc: string | null;
  name: string;
  until_day: string | null;
  struck_at: Date | null;
  struck_reason: string | null;
  created_at: CreatedAt;
}

interface TieTable {
  id: string;
  a_org_id: string | null;
  a_uscc: string | null;
  a_name: string;
  b_org_id: string | null;
  b_uscc: string | null;
  b_name: string;
  nature: 'parent' | 'group' | 'joint-venture' | 'supervision' | 'other';
  note: Generated<string>;
  from_day: string;
  to_day: string | null;
  revision: Generated<number>;
  created_at: CreatedAt;
}

interface BoardTable {
  id: string;
  subject_kind: string;
  subject_id: string;
  title: Json<Words>;
  rubric: Json<readonly Criterion[]>;
  blind: Blindness;
  reviews_per_item: number;
  due_at: Date;
  conflict_years: number;
  fields: Generated<string[]>;
  places: number | null;
  state: Generated<'open' | 'closed'>;
  revision: Generated<number>;
  created_at: CreatedAt;
  closed_at: Date | null;
}

interface ItemTable {
  id: string;
  board_id: string;
  subject_kind: string;
  subject_id: string;
  title: string;
  orgs: Json<readonly StoredOrganisation[]>;
  people: string[];
  field: string;
  href: string;
  summary: string;
  state: Generated<'open' | 'withdrawn'>;
  state_reason: string | null;
  created_at: CreatedAt;
}

interface AssignmentTable {
  id: string;
  board_id: string;
  item_id: string;
  expert_id: string;
  user_id: string;
  state: Generated<AssignmentState>;
  state_reason: string | null;
  /** Why these two were put together. */
  explanation: Json<Words>;
  revision: Generated<number>;
  invited_at: Generated<Date>;
  invited_by: string | null;
  declared_at: Date | null;
  submitted_at: Date | null;
  versions: Generated<number>;
}

interface PeerRightTable {
  item_id: string;
  user_id: string;
}

/** By criterion key. */
export type Scores = Readonly<Record<string, number>>;
interface DraftTable {
  assignment_id: string;
  user_id: string;
  scores: Json<Scores>;
  opinion: Generated<string>;
  note: Generated<string>;
  revision: Generated<number>;
  saved_at: Generated<Date>;
}

interface VersionTable {
  assignment_id: string;
  number: number;
  item_id: string;
  user_id: string;
  scores: Json<Scores>;
  /** 0 to 100. */
  total: number;
  opinion: string;
  note: string;
  submitted_at: Generated<Date>;
}

interface CommentTable {
  id: string;
  item_id: string;
  assignment_id: string;
  user_id: string;
  text: string;
  created_at: CreatedAt;
}

interface PanelTable {
  id: string;
  subject_kind: string;
  subject_id: string;
  title: Json<Words>;
  fields: Generated<string[]>;
  size: number;
  quorum: number;
  term_from: string;
  term_to: string;
  commitment: string;
  seed: string | null;
  candidates: ColumnType<
    readonly { readonly id: string; readonly digest: string }[] | null,
    string | null,
    string | null
  >;
  candidates_digest: string | null;
  drawn_at: Date | null;
  created_at: CreatedAt;
}

interface PanelSeedTable {
  panel_id: string;
  seed: string;
}

interface PanelMemberTable {
  panel_id: string;
  expert_id: string;
  place: number;
}

export interface ReviewTables {
  'review.expert': ExpertTable;
  'review.affiliation': AffiliationTable;
  'review.relation': RelationTable;
  'review.organisation_tie': TieTable;
  'review.board': BoardTable;
  'review.item': ItemTable;
  'review.assignment': AssignmentTable;
  'review.peer_right': PeerRightTable;
  'review.draft': DraftTable;
  'review.version': VersionTable;
  'review.comment': CommentTable;
  'review.panel': PanelTable;
  'review.panel_seed': PanelSeedTable;
  'review.panel_member': PanelMemberTable;
}
