import type { ColumnType } from 'kysely';
import type { Scoring } from './scorecard.ts';

type Json<T> = ColumnType<T, string, string>;

interface ScorecardTable {
  version_id: string;
  dataset_id: string;
  rules_version: string;
  /** Hundredths, 0 to 10,000. */
  total: number;
  card: Json<Scoring>;
  digest: string;
  computed_at: ColumnType<Date, Date, Date>;
}

export interface QualityTables {
  'quality.scorecard': ScorecardTable;
}
