import type { ColumnType } from 'kysely';

/** One wording of a dataset's terms; rows are never changed, the newest of the provider holds. */
export interface AccessTermsTable {
  id: string;
  dataset_id: string;
  /** sha256 of the text, hex. */
  digest: string;
  content: string;
  /** `provider`: set by its organisation; `licence`: made from the card's licence, kept once accepted. */
  origin: 'provider' | 'licence';
  set_by: string | null;
  created_at: ColumnType<Date, never, never>;
}

export interface GatedTables {
  'catalog.access_terms': AccessTermsTable;
}
