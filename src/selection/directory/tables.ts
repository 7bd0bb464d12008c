import type { ColumnType, Generated } from 'kysely';

type CreatedAt = ColumnType<Date, never, never>;
type Json<T> = ColumnType<T, string, never>;

export type EntryState = 'listed' | 'expired' | 'revoked';

export interface EntryOrganisation {
  readonly slug: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** Scores and rank with which the decision chose it. */
export interface EntryReason {
  readonly rank?: number;
  readonly raw?: number;
  readonly adjusted?: number;
}

interface DirectoryEntryTable {
  id: string;
  round_id: string;
  year: number;
  decision_id: string;
  application_id: string;
  dataset_id: string;
  version_id: string;
  title_zh: string;
  title_en: string;
  field: string;
  semver: string;
  organisations: Json<readonly EntryOrganisation[]>;
  reason: Json<EntryReason>;
  state: Generated<EntryState>;
  published_at: CreatedAt;
  published_by: string | null;
  /** YYYY-MM-DD in Asia/Shanghai, the last day included. */
  valid_to: string;
  review_due: string;
  revoked_at: Date | null;
  revoked_reason: string | null;
  revision: Generated<number>;
}

interface DirectorySlotTable {
  year: number;
  /** 1 to 10 */
  slot: number;
  entry_id: string;
  round_id: string;
  given_at: CreatedAt;
}

interface DirectoryReviewTable {
  entry_id: string;
  number: number;
  note: string;
  next_due: string;
  reviewed_by: string | null;
  reviewed_at: CreatedAt;
}

interface DirectoryReminderTable {
  entry_id: string;
  what: 'expiry' | 'review';
  /** YYYY-MM-DD. */
  due: string;
  told_at: Generated<Date>;
}

export interface DirectoryTables {
  'selection.directory_entry': DirectoryEntryTable;
  'selection.directory_slot': DirectorySlotTable;
  'selection.directory_review': DirectoryReviewTable;
  'selection.directory_reminder': DirectoryReminderTable;
}
