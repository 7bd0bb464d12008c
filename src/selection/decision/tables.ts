import type { ColumnType, Generated } from 'kysely';

type CreatedAt = ColumnType<Date, never, never>;
type Json<T> = ColumnType<T, string, string>;

export type DecisionState = 'proposed' | 'approved' | 'effective' | 'superseded';

/** One step by which a decision came about. */
export interface TraceStep {
  readonly op:
    | 'ranking'
    | 'conflicts'
    | 'capacity'
    | 'tie'
    | 'slot-left-empty'
    | 'shortlist'
    | 'objection';
  readonly text: { readonly zh: string; readonly en: string };
  readonly applications?: readonly string[];
}

interface DeliberationTable {
  round_id: string;
  panel_id: string | null;
  /** User ids. */
  present: string[];
  /** YYYY-MM-DD */
  held_on: string;
  quorum: boolean;
  minutes: string;
  recorded_by: string;
  revision: Generated<number>;
  recorded_at: Generated<Date>;
}

interface ItemMinutesTable {
  application_id: string;
  round_id: string;
  minutes: string;
  /** Why it is not selected, should it not be. */
  reason: string | null;
  written_by: string;
  revision: Generated<number>;
  written_at: Generated<Date>;
}

interface DecisionTable {
  id: string;
  round_id: string;
  year: number;
  number: number;
  state: Generated<DecisionState>;
  supersedes: string | null;
  supersede_reason: string | null;
  trace: Json<readonly TraceStep[]>;
  sha256: string;
  proposed_by: string;
  proposed_at: CreatedAt;
  approved_by: string | null;
  approved_at: Date | null;
  notice_id: string | null;
  effective_at: Date | null;
  superseded_at: Date | null;
  revision: Generated<number>;
}

interface DecisionItemTable {
  decision_id: string;
  application_id: string;
  round_id: string;
  outcome: 'selected' | 'not_selected';
  place: number | null;
  reason: string | null;
  rank: number | null;
  raw: number | null;
  adjusted: number | null;
  by_criterion: Json<Readonly<Record<string, number>>>;
}

interface NoticeTextTable {
  decision_id: string;
  title_zh: string;
  title_en: string;
  /** Markdown. */
  body_zh: string;
  body_en: string;
  working_days: number;
  written_by: string;
  written_at: Generated<Date>;
}

export interface DecisionTables {
  'selection.deliberation': DeliberationTable;
  'selection.item_minutes': ItemMinutesTable;
  'selection.decision': DecisionTable;
  'selection.decision_item': DecisionItemTable;
  'selection.notice_text': NoticeTextTable;
}
