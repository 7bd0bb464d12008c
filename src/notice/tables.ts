import type { ColumnType, Generated } from 'kysely';

type CreatedAt = ColumnType<Date, never, never>;
type Json<T> = ColumnType<T, string, never>;

export type NoticeState = 'draft' | 'open' | 'extended' | 'closed' | 'confirmed';
export type ObjectionState =
  | 'filed'
  | 'admitted'
  | 'answered'
  | 'upheld'
  | 'dismissed'
  | 'rejected_late';

/** One thing a notice announces. */
export interface NoticeItem {
  readonly subject: { readonly kind: string; readonly id: string };
  readonly title: { readonly zh: string; readonly en: string };
}

interface CalendarYearTable {
  year: number;
  /** The document that arranges the year. */
  source: string;
  revision: Generated<number>;
  added_at: CreatedAt;
}

interface CalendarDayTable {
  /** YYYY-MM-DD */
  day: string;
  /** The year whose document names the day; it may reach into the December before. */
  year: number;
  kind: 'holiday' | 'worked';
  name: string;
}

interface NoticeTable {
  id: string;
  number: ColumnType<bigint, never, never>;
  subject_kind: string;
  subject_id: string;
  org_ids: string[];
  state: Generated<NoticeState>;
  working_days: number;
  version: Generated<number>;
  opened_at: Date | null;
  /** YYYY-MM-DD in Asia/Shanghai; the notice ends at its 24:00. */
  last_day: string | null;
  ends_at: Date | null;
  closed_at: Date | null;
  confirmed_at: Date | null;
  revision: Generated<number>;
  created_by: string | null;
  created_at: CreatedAt;
}

interface NoticeVersionTable {
  notice_id: string;
  version: number;
  title_zh: string;
  title_en: string;
  body_zh: string;
  body_en: string;
  items: Json<readonly NoticeItem[]>;
  sha256: string;
  reason: string | null;
  published_at: CreatedAt;
  published_by: string | null;
}

interface ExtensionTable {
  notice_id: string;
  number: number;
  working_days: number;
  former_day: string;
  last_day: string;
  reason: string;
  extended_at: CreatedAt;
  extended_by: string | null;
}

interface ObjectionTable {
  id: string;
  notice_id: string;
  /** Given by the database. */
  number: number;
  /** The text of the notice at the time; given by the database. */
  version: number;
  /** On filing the database decides between `filed` and `rejected_late`. */
  state: ObjectionState;
  item: number | null;
  answer: string | null;
  outcome: string | null;
  filed_at: CreatedAt;
  admitted_at: Date | null;
  answered_at: Date | null;
  decided_at: Date | null;
  revision: Generated<number>;
}

interface ObjectionCaseTable {
  objection_id: string;
  filed_by: string;
  name: string;
  statement: string;
  contact: string | null;
  links: string[];
  admitted_by: string | null;
  answered_by: string | null;
  decided_by: string | null;
}

interface EvidenceTable {
  id: string;
  objection_id: string;
  name: string;
  media_type: string;
  content: Uint8Array;
  sha256: string;
  added_at: CreatedAt;
}

export interface NoticeTables {
  'notice.calendar_year': CalendarYearTable;
  'notice.calendar_day': CalendarDayTable;
  'notice.notice': NoticeTable;
  'notice.version': NoticeVersionTable;
  'notice.extension': ExtensionTable;
  'notice.objection': ObjectionTable;
  'notice.objection_case': ObjectionCaseTable;
  'notice.evidence': EvidenceTable;
}
