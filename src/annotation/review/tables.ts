import type { ColumnType, Generated } from 'kysely';

type Stamp = ColumnType<Date, Date | undefined, never>;
type Json<T> = ColumnType<T, string, never>;

export type ReviewDecision = 'accept' | 'fix' | 'return';
export type ReviewSide = 'vendor' | 'demand';

interface ReviewTable {
  id: string;
  annotation_id: string;
  package_id: string;
  org_id: string;
  vendor_org_id: string;
  side: ReviewSide;
  reviewer_id: string;
  decision: ReviewDecision;
  reason: string | null;
  revision: number;
  created_at: Stamp;
}

interface AnnotationRevisionTable {
  annotation_id: string;
  revision: number;
  org_id: string;
  vendor_org_id: string;
  person_id: string;
  result: Json<unknown[]>;
  content_digest: string;
  replaced_by: string;
  replaced_at: Stamp;
}

interface AdjudicationTable {
  id: string;
  task_id: string;
  project_id: string;
  package_id: string;
  org_id: string;
  result: Json<unknown[]>;
  content_digest: string;
  annotation_id: string | null;
  reason: string;
  adjudicator_id: string;
  created_at: Stamp;
}

interface QualityReportTable {
  id: string;
  scope: 'project' | 'package';
  scope_id: string;
  org_id: string;
  viewer_org_id: string;
  state: 'queued' | 'running' | 'done' | 'failed';
  done: ColumnType<bigint, number | undefined, number>;
  total: ColumnType<bigint, number | undefined, number>;
  result: ColumnType<unknown, string | null | undefined, string>;
  requested_by: string | null;
  created_at: Generated<Date>;
  finished_at: Date | null;
}

export interface ReviewTables {
  'annotation.review': ReviewTable;
  'annotation.annotation_revision': AnnotationRevisionTable;
  'annotation.adjudication': AdjudicationTable;
  'annotation.quality_report': QualityReportTable;
}
