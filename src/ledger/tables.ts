import type { ColumnType } from 'kysely';

type CreatedAt = ColumnType<Date, never, never>;

interface AccountTable {
  id: string;
  /** Owner; null is the hub itself. */
  org_id: string | null;
  kind: string;
  currency: ColumnType<'CNY', never, never>;
  created_at: CreatedAt;
}

interface EntryTable {
  id: string;
  /** What the entry is for, once: posting it again finds this entry. */
  reference: string;
  /** sha256 of the entry's canonical content, hex. */
  digest: string;
  line_count: number;
  description_zh: string;
  description_en: string;
  reverses: string | null;
  posted_by: string | null;
  posted_at: CreatedAt;
}

interface LineTable {
  entry_id: string;
  line_no: number;
  account_id: string;
  /** Fen; positive is debit, negative is credit. */
  amount: bigint;
}

export interface LedgerTables {
  'ledger.account': AccountTable;
  'ledger.entry': EntryTable;
  'ledger.line': LineTable;
}
