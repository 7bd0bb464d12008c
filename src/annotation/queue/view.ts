import type { CommentRow } from './queries.ts';
import { mediaOf } from '../tasks/view.ts';
import type { ResultRow, ResultSummaryRow } from './result-queries.ts';
import type { AnnotationSummary, AnnotationView, CommentView } from './schema.ts';

export const commentView = (row: CommentRow): CommentView => ({
  id: row.id,
  taskId: row.task_id,
  regionId: row.region_id,
  author: { id: row.author_id, name: row.author_name ?? '' },
  text: row.content,
  createdAt: row.created_at.toISOString(),
  resolvedAt: row.resolved_at?.toISOString() ?? null,
});

export const annotationSummary = (row: ResultSummaryRow): AnnotationSummary => ({
  id: row.id,
  number: Number(row.number),
  taskId: row.task_id,
  taskNumber: Number(row.task_number),
  state: row.state,
  leadTimeMs: Number(row.lead_time_ms),
  skipReason: row.skip_reason,
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export const annotationView = (row: ResultRow): AnnotationView => ({
  ...annotationSummary(row),
  packageId: row.package_id,
  projectId: row.project_id,
  result: row.result,
  digest: row.content_digest,
  task: {
    id: row.task_id,
    number: Number(row.task_number),
    data: row.data,
    media: mediaOf({ id: row.task_id, data: row.data, media: row.media }),
  },
});
