import type { ColumnType, Generated } from 'kysely';
import type { Field } from './field.ts';

type CreatedAt = ColumnType<Date, never, never>;
type Json<T> = ColumnType<T, string, string>;

export type EntryState = 'proposed' | 'listed' | 'suspended' | 'removed';
export type Attributes = Readonly<Record<string, string | number | readonly string[]>>;

interface RegisterTable {
  key: string;
  name_zh: string;
  name_en: string;
  about_zh: Generated<string>;
  about_en: Generated<string>;
  fields: Json<readonly Field[]>;
  revision: Generated<number>;
  created_at: CreatedAt;
}

interface EntryTable {
  id: string;
  number: ColumnType<bigint, never, never>;
  register_key: string;
  /** The subject, where it is an organisation of the hub. */
  org_id: string | null;
  name_zh: string;
  name_en: string;
  attributes: Json<Attributes>;
  state: Generated<EntryState>;
  reason: string | null;
  /** YYYY-MM-DD, both days included. */
  valid_from: string | null;
  valid_to: string | null;
  revision: Generated<number>;
  proposed_by: string | null;
  created_at: CreatedAt;
}

/** Written by the database after every change. */
interface EntryVersionTable {
  entry_id: string;
  revision: number;
  org_id: string | null;
  public: boolean;
  state: EntryState;
  reason: string | null;
  name_zh: string;
  name_en: string;
  attributes: Attributes;
  valid_from: string | null;
  valid_to: string | null;
  changed_by: string | null;
  changed_at: Date;
}

export interface RegisterTables {
  'registers.register': RegisterTable;
  'registers.entry': EntryTable;
  'registers.entry_version': EntryVersionTable;
}
