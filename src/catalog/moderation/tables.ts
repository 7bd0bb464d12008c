import type { ColumnType } from 'kysely';

/** Why and by whom a dataset was taken off, and why and by whom it came back. */
export interface SuspensionTable {
  id: string;
  dataset_id: string;
  reason: string;
  /** User id of the operator; null for the hub itself. */
  ordered_by: string | null;
  ordered_at: ColumnType<Date, never, never>;
  lifted_reason: string | null;
  lifted_by: string | null;
  lifted_at: Date | null;
}

export interface SuspensionTables {
  'catalog.suspension': SuspensionTable;
}
