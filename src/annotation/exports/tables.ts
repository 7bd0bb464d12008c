import type { ColumnType, Generated } from 'kysely';
import type { ExportReport } from '../formats/export-tally.ts';
import type { ExportFormat } from '../formats/start-export.ts';

type Stamp = ColumnType<Date, Date | undefined, Date>;
type Json<T> = ColumnType<T, string, string>;
type Count = ColumnType<bigint, number | bigint | undefined, number | bigint>;
type MaybeCount = ColumnType<bigint | null, number | bigint | null, number | bigint | null>;

/** Which results: those accepted, all that stand, or also what was skipped, returned or came too late. */
export type ExportedResults = 'accepted' | 'submitted' | 'all';

export interface ExportTable {
  id: string;
  number: ColumnType<bigint, never, never>;
  project_id: string;
  org_id: string;
  package_id: string | null;
  made_from: string | null;
  title: Generated<string>;
  format: ExportFormat;
  which: ExportedResults;
  state: Generated<'queued' | 'running' | 'done' | 'failed'>;
  total_tasks: Count;
  done_tasks: Count;
  file_name: string | null;
  media_type: string | null;
  sha256: string | null;
  size_bytes: MaybeCount;
  crc32: MaybeCount;
  report: Json<ExportReport | null> | null;
  error: Json<{ code: string; zh: string; en: string } | null> | null;
  created_by: string | null;
  created_at: Stamp;
  started_at: Date | null;
  finished_at: Date | null;
}

/** What is known of a published result, for good. */
export interface Provenance {
  readonly [member: string]: unknown;
}

export interface PublicationTable {
  id: string;
  project_id: string;
  org_id: string;
  export_id: string;
  dataset_id: string;
  path: string;
  provenance: Json<Provenance>;
  created_by: string | null;
  created_at: Stamp;
}

export interface ExportTables {
  'annotation.export': ExportTable;
  'annotation.publication': PublicationTable;
}
