import type { reviewsOf, revisionsOf } from './queries.ts';
import type { ReviewHistory, ReviewView } from './schema.ts';

export const reviewView = (row: Awaited<ReturnType<typeof reviewsOf>>[number]): ReviewView => ({
  id: row.id,
  annotationId: row.annotation_id,
  decision: row.decision,
  side: row.side,
  reason: row.reason,
  reviewer: { id: row.reviewer_id, name: row.reviewer_name ?? '' },
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
});

export const revisionView = (
  row: Awaited<ReturnType<typeof revisionsOf>>[number],
): ReviewHistory['revisions'][number] => ({
  revision: row.revision,
  result: row.result,
  digest: row.content_digest,
  person: { id: row.person_id, name: row.person_name ?? '' },
  replacedAt: row.replaced_at.toISOString(),
});
